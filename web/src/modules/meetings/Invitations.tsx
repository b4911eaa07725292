import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Checkbox, NativeSelect, Stack } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { INVITATION_ANSWERS, type Invitations as Invited } from '#contract/calendar.ts';
import type { MeetingView } from '#contract/meetings.ts';
import { useSession } from '../../app/session.ts';
import { ask } from '../../data/client.ts';
import { invitationsQuery } from '../../data/meetings.ts';
import { Awaited } from '../../ui/Awaited.tsx';
import { Chip } from '../../ui/Chip.tsx';
import entries from '../../ui/Entries.module.css';
import { FormDialog } from '../../ui/form/FormDialog.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Section } from '../../ui/Section.tsx';
import type { Tone } from '../../ui/vocabulary.ts';

type Invitation = Invited['invitations'][number];

/** People of this side who get the meeting, and every change of it, by e-mail; what they answered is entered by hand. */
export function Invitations({ view }: { readonly view: MeetingView }) {
  const { t } = useLingui();
  const { permissions } = useSession();
  const mayInvite = permissions.includes('records.write');
  const answer = useQuery({ ...invitationsQuery(view.id), enabled: mayInvite });
  const [isInviting, setInviting] = useState(false);
  if (!mayInvite) return null;
  const isOver = view.state === 'held' || view.state === 'cancelled';
  return (
    <Section
      title={t`Invitations`}
      note={<Trans>By e-mail, to people of this side. The other side invites its own.</Trans>}
      aside={
        !isOver && (
          <Button size="compact-sm" variant="default" onClick={() => setInviting(true)}>
            <Trans>Invite</Trans>
          </Button>
        )
      }
    >
      <Awaited answer={answer}>
        {({ invitations, canSend }) => (
          <>
            {!canSend && (
              <p className={entries.quiet}>
                <Trans>This node has no mail server yet: nothing is sent before it has one.</Trans>
              </p>
            )}
            {invitations.length === 0 ? (
              <p className={entries.quiet}>
                <Trans>Nobody was invited yet.</Trans>
              </p>
            ) : (
              <ul className={entries.list}>
                {invitations.map((one) => (
                  <Line key={one.person} meeting={view.id} one={one} />
                ))}
              </ul>
            )}
            {isInviting && (
              <Invite
                meeting={view.id}
                there={new Set(invitations.flatMap(({ person, state }) => (state === 'withdrawn' ? [] : [person])))}
                close={() => setInviting(false)}
              />
            )}
          </>
        )}
      </Awaited>
    </Section>
  );
}

function Line({ meeting, one }: { readonly meeting: string; readonly one: Invitation }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const params = { id: meeting };
  const keep = (body: Invited) => client.setQueryData(invitationsQuery(meeting).queryKey, body);
  const withdraw = useMutation({
    mutationFn: () => ask('withdrawInvitations', { params, body: { persons: [one.person] } }),
    onSuccess: keep,
  });
  const note = useMutation({
    mutationFn: (answer: Invitation['answer']) =>
      ask('answerInvitation', { params, body: { person: one.person, answer } }),
    onSuccess: keep,
  });
  const states: Readonly<Record<Invitation['state'], { label: string; tone: Tone }>> = {
    waiting: one.hasAddress
      ? { label: t`Not sent yet`, tone: 'wait' }
      : { label: t`No e-mail address yet`, tone: 'warn' },
    sent: { label: t`Sent`, tone: 'agreed' },
    withdrawn: one.isTold
      ? { label: t`Taken back`, tone: 'ended' }
      : { label: t`Taken back; the cancellation is not sent yet`, tone: 'wait' },
    ended: { label: t`No more messages`, tone: 'ended' },
  };
  const answers = { accepted: t`Comes`, declined: t`Does not come`, tentative: t`Perhaps` };
  const { label, tone } = states[one.state];
  const error = withdraw.error ?? note.error;
  return (
    <li className={entries.item}>
      <div className={entries.row}>
        <bdi className={entries.strong}>{one.name}</bdi>
        <Chip tone={tone} state={one.state}>
          {label}
        </Chip>
      </div>
      {one.state !== 'withdrawn' && (
        <div className={entries.row}>
          <NativeSelect
            size="xs"
            aria-label={t`Answer of ${one.name}`}
            disabled={note.isPending}
            value={one.answer ?? ''}
            onChange={({ currentTarget: { value } }) =>
              note.mutate(INVITATION_ANSWERS.find((each) => each === value) ?? null)
            }
            data={[
              { value: '', label: t`No answer yet` },
              ...INVITATION_ANSWERS.map((value) => ({ value, label: answers[value] })),
            ]}
          />
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            loading={withdraw.isPending}
            aria-label={t`Take the invitation of ${one.name} back`}
            onClick={() => withdraw.mutate()}
          >
            <Trans>Take back</Trans>
          </Button>
        </div>
      )}
      {error !== null && <Problem error={error} />}
    </li>
  );
}

type InviteProps = { readonly meeting: string; readonly there: ReadonlySet<string>; readonly close: () => void };

export function Invite({ meeting, there, close }: InviteProps) {
  const { t } = useLingui();
  const client = useQueryClient();
  const colleagues = useQuery({
    queryKey: ['colleagues', meeting],
    queryFn: ({ signal }) => ask('listColleagues', { params: { id: meeting }, signal }),
  });
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const send = async () => {
    await ask('inviteToMeeting', { params: { id: meeting }, body: { persons: [...chosen] } });
    await client.invalidateQueries({ queryKey: invitationsQuery(meeting).queryKey });
  };
  return (
    <FormDialog
      title={t`Invite to the meeting`}
      lead={t`Those who see this meeting. Each is told of every change of it from then on.`}
      act={t`Invite`}
      isReady={chosen.length > 0}
      send={send}
      close={close}
    >
      <Awaited answer={colleagues}>
        {({ people: all }) => (
          <Checkbox.Group value={[...chosen]} onChange={setChosen} aria-label={t`Whom to invite`}>
            <Stack gap={8}>
              {all
                .filter(({ id }) => !there.has(id))
                .map(({ id, name, unit }) => (
                  <Checkbox key={id} value={id} label={<bdi>{name}</bdi>} description={<bdi>{unit}</bdi>} />
                ))}
            </Stack>
          </Checkbox.Group>
        )}
      </Awaited>
    </FormDialog>
  );
}
