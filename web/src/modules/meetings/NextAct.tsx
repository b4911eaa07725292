import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { MeetingView } from '#contract/meetings.ts';
import { useSides } from '../../app/session.ts';
import { invitationsQuery } from '../../data/meetings.ts';
import { useNow } from '../../ui/now.ts';
import { NewItem } from './Agenda.tsx';
import { Invite } from './Invitations.tsx';
import { OfficesDialog } from './Sides.tsx';

type Act = 'agenda' | 'delegation' | 'invite';

const WORDS: Readonly<Record<Act, ReactNode>> = {
  agenda: <Trans>Add an item</Trans>,
  delegation: <Trans>Name the delegation</Trans>,
  invite: <Trans>Invite</Trans>,
};

/** Before a meeting that both agreed to: the first of what a secretary prepares that is not there yet. */
export function NextAct({ view }: { readonly view: MeetingView }) {
  const { self } = useSides();
  const [doing, setDoing] = useState<Act>();
  const now = useNow();
  const isAhead =
    view.state === 'agreed' && view.schedule !== null && Date.parse(view.schedule.startsAt) > now.getTime();
  const invited = useQuery({ ...invitationsQuery(view.id), enabled: isAhead }).data;
  if (!isAhead) return null;
  const next: Act | undefined =
    view.agenda.length === 0
      ? 'agenda'
      : view.delegations[self] === undefined
        ? 'delegation'
        : invited?.invitations.length === 0
          ? 'invite'
          : undefined;
  const close = () => setDoing(undefined);
  return (
    <>
      {next !== undefined && <Button onClick={() => setDoing(next)}>{WORDS[next]}</Button>}
      {doing === 'agenda' && <NewItem view={view} about="nothing" close={close} />}
      {doing === 'delegation' && <OfficesDialog view={view} doing="delegation" close={close} />}
      {doing === 'invite' && <Invite meeting={view.id} there={new Set()} close={close} />}
    </>
  );
}
