import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type {
  MadeWebhook,
  MailServer,
  MailServerView,
  NoticeSettings,
  NoticeSettingsView,
  Unread,
} from '#contract/notices.ts';
import type { Today } from '#contract/today.ts';
import { get, post, put } from './client.ts';

const NOTICES = '/api/v1/notices';
const TODAY = '/api/v1/today';
const MAIL = '/api/v1/node/mail';

export const unreadQuery = queryOptions({
  queryKey: ['notices', 'unread'],
  queryFn: ({ signal }) => get<Unread>(`${NOTICES}/unread`, signal),
});
export const noticeSettingsQuery = queryOptions({
  queryKey: ['notice-settings'],
  queryFn: ({ signal }) => get<NoticeSettingsView>(`${NOTICES}/settings`, signal),
});
export const mailServerQuery = queryOptions({
  queryKey: ['mail-server'],
  queryFn: ({ signal }) => get<MailServerView>(MAIL, signal),
});
export const todayQuery = queryOptions({
  queryKey: ['tasks', 'today'],
  queryFn: ({ signal }) => get<Today>(TODAY, signal),
  meta: { live: ['record', 'desk', 'feed', 'partner', 'notice'] },
});

export const noteVisit = () => post<undefined>(`${TODAY}/visits`, {});
export const changeNoticeSettings = (settings: NoticeSettings) =>
  put<NoticeSettingsView>(`${NOTICES}/settings`, settings);
export const addWebhook = (url: string) => post<MadeWebhook>(`${NOTICES}/webhooks`, { url });
export const enableWebhook = (id: string) => post<NoticeSettingsView>(`${NOTICES}/webhooks/${id}/enable`, {});
export const endWebhook = (id: string) => post<NoticeSettingsView>(`${NOTICES}/webhooks/${id}/end`, {});
export const changeMailServer = (server: MailServer) => put<MailServerView>(MAIL, server);
export const testMailServer = (to: string) =>
  post<{ readonly sent: boolean; readonly why: string | null }>(`${MAIL}/test`, { to });

type Read = { readonly ids: readonly string[] } | { readonly all: true; readonly until: string };

export function useReadNotices() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (read: Read) => post<Unread>(`${NOTICES}/read`, read),
    onSettled: () => client.invalidateQueries({ queryKey: ['notices'] }),
  });
}
