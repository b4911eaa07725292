export { endNotices, forgetNoticesOf, tell, type Telling } from '#store/notices/tell.ts';
