import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group } from '@mantine/core';
import { IconCalendarShare, IconPlus } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { CalendarLink, MadeCalendarLink, NewCalendarLink } from '#contract/calendar.ts';
import { ask } from '../../data/client.ts';
import { CopyField } from '../../ui/CopyField.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Awaited } from '../../ui/Awaited.tsx';
import { ConfirmDialog } from '../../ui/form/ConfirmDialog.tsx';
import { SelectField, TextField } from '../../ui/form/Fields.tsx';
import { FormDialog } from '../../ui/form/FormDialog.tsx';
import { LastUsed, Possession, Possessions } from '../../ui/Possessions.tsx';
import { Section } from '../../ui/Section.tsx';
import { Moment } from '../../ui/When.tsx';

const KEY = ['calendar-links'];

/** Secret addresses for one's own calendar programs. */
export function CalendarLinks() {
  const { t } = useLingui();
  const client = useQueryClient();
  const links = useQuery({ queryKey: KEY, queryFn: ({ signal }) => ask('listCalendarLinks', { signal }) });
  const [made, setMade] = useState<MadeCalendarLink>();
  const [isMaking, setMaking] = useState(false);
  const [renewing, setRenewing] = useState<CalendarLink>();
  const [leaving, setLeaving] = useState<CalendarLink>();
  const renew = () => client.invalidateQueries({ queryKey: KEY });
  return (
    <Section
      title={t`Calendar links`}
      note={t`Whoever has such an address reads when you meet and what falls due, as far as you may see it, with titles up to TLP:GREEN. Each reading is in the access log.`}
      aside={
        <Button leftSection={<IconPlus size={17} aria-hidden />} onClick={() => setMaking(true)}>
          <Trans>New link</Trans>
        </Button>
      }
    >
      {made !== undefined && (
        <CopyField label={t`Address for the calendar program, shown this once`} value={made.url} />
      )}
      <Awaited answer={links}>
        {({ links: found }) =>
          found.length === 0 ? (
            <EmptyState icon={IconCalendarShare} title={t`No calendar links yet`} />
          ) : (
            <Possessions>
              {found.map((one) => (
                <Possession
                  key={one.id}
                  name={one.name}
                  beside={<>· {one.dueAs === 'tasks' ? t`due dates as tasks` : t`due dates as days`}</>}
                  details={
                    <>
                      <Trans>
                        made <Moment at={one.renewedAt ?? one.madeAt} />
                      </Trans>
                      {' · '}
                      <LastUsed at={one.lastReadAt} />
                    </>
                  }
                >
                  <Group gap={8}>
                    <Button
                      size="compact-sm"
                      variant="default"
                      aria-label={t`Renew: ${one.name}`}
                      onClick={() => setRenewing(one)}
                    >
                      <Trans>Renew</Trans>
                    </Button>
                    <Button
                      size="compact-sm"
                      variant="default"
                      aria-label={t`Revoke: ${one.name}`}
                      onClick={() => setLeaving(one)}
                    >
                      <Trans>Revoke</Trans>
                    </Button>
                  </Group>
                </Possession>
              ))}
            </Possessions>
          )
        }
      </Awaited>
      {isMaking && (
        <NewLink
          send={async (body) => {
            setMade(await ask('makeCalendarLink', { body }));
            await renew();
          }}
          close={() => setMaking(false)}
        />
      )}
      {renewing !== undefined && (
        <ConfirmDialog
          title={t`Renew this link?`}
          lead={<Trans>The old address opens nothing from now on; you get another.</Trans>}
          act={t`Renew`}
          send={async () => {
            setMade(await ask('renewCalendarLink', { params: { id: renewing.id } }));
            await renew();
          }}
          close={() => setRenewing(undefined)}
        />
      )}
      {leaving !== undefined && (
        <ConfirmDialog
          title={t`Revoke this link?`}
          lead={<Trans>Calendar programs that have it show nothing new from now on.</Trans>}
          act={t`Revoke`}
          isGrave
          send={() => ask('revokeCalendarLink', { params: { id: leaving.id } }).then(renew)}
          close={() => setLeaving(undefined)}
        />
      )}
    </Section>
  );
}

function NewLink({
  send,
  close,
}: {
  readonly send: (wish: NewCalendarLink) => Promise<unknown>;
  readonly close: () => void;
}) {
  const { t } = useLingui();
  const [name, setName] = useState('');
  const [dueAs, setDueAs] = useState<string>('tasks');
  return (
    <FormDialog
      title={t`New calendar link`}
      act={t`Make the link`}
      isReady={name.trim() !== ''}
      names={['name', 'dueAs']}
      send={() => send({ name, dueAs: dueAs === 'days' ? 'days' : 'tasks' })}
      close={close}
    >
      <TextField
        name="name"
        label={t`Name`}
        hint={t`Such as the device that reads it.`}
        most={100}
        isNeeded
        value={name}
        change={setName}
      />
      <SelectField
        name="dueAs"
        label={t`Due dates`}
        hint={t`Many calendar programs do not show tasks of a link.`}
        options={[
          { value: 'tasks', label: t`as tasks, with their progress` },
          { value: 'days', label: t`as whole days` },
        ]}
        value={dueAs}
        change={setDueAs}
      />
    </FormDialog>
  );
}
