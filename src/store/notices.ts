export {
  endNotices,
  forgetNoticesOf,
  tell,
  type About,
  type Audience,
  type Facts,
  type Telling,
} from '#store/notices/tell.ts';
