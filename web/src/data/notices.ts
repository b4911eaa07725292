import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { MailServer, NoticeSettings } from '#contract/notices.ts';
import { ask } from './client.ts';
import { ASKED_EARLY_MS } from './early.ts';

export const unreadQuery = queryOptions({
  queryKey: ['notices', 'unread'],
  queryFn: ({ signal }) => ask('countNotices', { signal }),
  staleTime: ASKED_EARLY_MS,
});
export const noticeSettingsQuery = queryOptions({
  queryKey: ['notice-settings'],
  queryFn: ({ signal }) => ask('readNoticeSettings', { signal }),
});
export const mailServerQuery = queryOptions({
  queryKey: ['mail-server'],
  queryFn: ({ signal }) => ask('readMailServer', { signal }),
});
export const todayQuery = queryOptions({
  queryKey: ['tasks', 'today'],
  queryFn: ({ signal }) => ask('readToday', { signal }),
  staleTime: ASKED_EARLY_MS,
  meta: { live: ['record', 'desk', 'feed', 'partner', 'notice'] },
});

export const noteVisit = () => ask('visitToday');
export const changeNoticeSettings = (settings: NoticeSettings) => ask('changeNoticeSettings', { body: settings });
export const addWebhook = (url: string) => ask('addWebhook', { body: { url } });
export const enableWebhook = (id: string) => ask('enableWebhook', { params: { id } });
export const endWebhook = (id: string) => ask('endWebhook', { params: { id } });
export const changeMailServer = (server: MailServer) => ask('changeMailServer', { body: server });
export const testMailServer = (to: string) => ask('testMailServer', { body: { to } });

type Read = { readonly ids: string[] } | { readonly all: true; readonly until: string };

export function useReadNotices() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (read: Read) => ask('readNotices', { body: read }),
    onSettled: () => client.invalidateQueries({ queryKey: ['notices'] }),
  });
}
