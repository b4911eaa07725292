import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { ask } from './client.ts';

const live = { live: ['record', 'feed'] };

export const bodiesQuery = (accord: string) =>
  queryOptions({
    queryKey: ['bodies', accord],
    queryFn: ({ signal }) => ask('listBodies', { query: { accord }, signal }),
    meta: live,
  });

export const bodyQuery = (id: string) =>
  queryOptions({
    queryKey: ['body', id],
    queryFn: ({ signal }) => ask('readBody', { params: { id }, signal }),
    meta: live,
  });

export const datesQuery = (id: string) =>
  queryOptions({
    queryKey: ['dates', id],
    queryFn: ({ signal }) => ask('suggestDates', { params: { id }, query: {}, signal }),
    staleTime: 300_000,
  });

export const meetingQuery = (id: string) =>
  queryOptions({
    queryKey: ['meeting', id],
    queryFn: ({ signal }) => ask('readMeeting', { params: { id }, signal }),
    meta: live,
  });

type CalendarSpan = { readonly accord: string; readonly from: string; readonly until: string };

export const calendarQuery = (query: CalendarSpan) =>
  queryOptions({
    queryKey: ['calendar', query],
    queryFn: ({ signal }) => ask('readCalendar', { query, signal }),
    placeholderData: keepPreviousData,
    meta: live,
  });

type Written = { readonly type: string } & Readonly<Record<string, unknown>>;

/** A record of this side; what is shown is asked for again at once. */
export function useWrite() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (record: Written) => ask('createRecord', { body: record }),
    onSettled: () => client.invalidateQueries(),
  });
}

export const invitationsQuery = (meeting: string) =>
  queryOptions({
    queryKey: ['invitations', meeting],
    queryFn: ({ signal }) => ask('readInvitations', { params: { id: meeting }, signal }),
  });
