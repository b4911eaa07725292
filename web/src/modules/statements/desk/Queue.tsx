import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Select } from '@mantine/core';
import { IconArrowsDiff, IconFileText, IconTimeline } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { AccordView } from '#contract/accords.ts';
import { DESK_STATES, MOST_IN_SET, type DeskEntry, type DeskState } from '#contract/statement-desk.ts';
import { useSession } from '../../../app/session.ts';
import { makeSet, queueQuery, setsQuery } from '../../../data/desk.ts';
import { Awaited } from '../../../ui/Awaited.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { Problem } from '../../../ui/Problem.tsx';
import { Section } from '../../../ui/Section.tsx';
import classes from './Queue.module.css';
import { QueueRow } from './QueueRow.tsx';
import { SetList } from './SetList.tsx';
import { DESK_STATE_TERMS } from './states.ts';

function isState(text: string | null): text is DeskState {
  return DESK_STATES.some((state) => state === text);
}

/** What was put in and how far each is; several that belong together are chosen here. */
export function Queue({ accord }: { readonly accord: AccordView }) {
  const { t, i18n } = useLingui();
  const [state, setState] = useState<DeskState>();
  const [cursors, setCursors] = useState<readonly (string | undefined)[]>([undefined]);
  const [chosen, setChosen] = useState<readonly DeskEntry[]>([]);
  const queue = useQuery(queueQuery({ accord: accord.id, state }, cursors.at(-1)));
  const sets = useQuery(setsQuery(accord.id));
  const counts = queue.data?.states;
  return (
    <>
      <Section
        title={t`On the desk`}
        aside={
          <Select
            aria-label={t`State`}
            placeholder={t`All`}
            clearable
            size="xs"
            value={state ?? null}
            data={DESK_STATES.map((one) => ({
              value: one,
              label: `${t(DESK_STATE_TERMS[one].label)} · ${i18n.number(counts?.[one] ?? 0)}`,
            }))}
            onChange={(value) => {
              setState(isState(value) ? value : undefined);
              setCursors([undefined]);
            }}
          />
        }
        flush
      >
        <Awaited answer={queue}>
          {({ statements, next }) => (
            <>
              {statements.length === 0 ? (
                <EmptyState icon={IconFileText} title={t`Nothing is on the desk.`} />
              ) : (
                <ul className={classes.queue}>
                  {statements.map((entry) => (
                    <QueueRow
                      key={entry.id}
                      entry={entry}
                      isChosen={chosen.some(({ id }) => id === entry.id)}
                      choose={(isChosen) =>
                        setChosen(isChosen ? [...chosen, entry] : chosen.filter(({ id }) => id !== entry.id))
                      }
                    />
                  ))}
                </ul>
              )}
              {(next !== null || cursors.length > 1) && (
                <div className={classes.pages}>
                  <Button
                    variant="default"
                    size="xs"
                    disabled={cursors.length === 1}
                    onClick={() => setCursors(cursors.slice(0, -1))}
                  >
                    <Trans>Newer</Trans>
                  </Button>
                  <Button
                    variant="default"
                    size="xs"
                    disabled={next === null}
                    onClick={() => next !== null && setCursors([...cursors, next])}
                  >
                    <Trans>Older</Trans>
                  </Button>
                </div>
              )}
            </>
          )}
        </Awaited>
        <Together chosen={chosen} clear={() => setChosen([])} />
      </Section>
      {sets.data !== undefined && sets.data.sets.length > 0 && <SetList sets={sets.data.sets} />}
    </>
  );
}

type TogetherProps = { readonly chosen: readonly DeskEntry[]; readonly clear: () => void };

/** Two accounts of one meeting are compared; statements over time are followed. */
function Together({ chosen, clear }: TogetherProps) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const client = useQueryClient();
  const permissions: readonly string[] = useSession().permissions;
  const making = useMutation({
    mutationFn: (kind: 'pair' | 'line') =>
      makeSet(
        kind,
        inTime(chosen).map(({ id }) => id),
      ),
    onSuccess: async ({ id }) => {
      clear();
      await client.invalidateQueries({ queryKey: ['desk', 'sets'] });
      await navigate({ to: '/statements/sets/$id', params: { id } });
    },
  });
  if (chosen.length === 0 || !permissions.includes('statements.write')) return null;
  return (
    <fieldset className={classes.together} aria-label={t`The chosen statements`}>
      {making.error !== null && <Problem error={making.error} />}
      <Button
        size="xs"
        variant="light"
        disabled={chosen.length !== 2}
        loading={making.isPending}
        leftSection={<IconArrowsDiff size={16} aria-hidden />}
        onClick={() => making.mutate('pair')}
      >
        <Trans>Compare two accounts of one meeting</Trans>
      </Button>
      <Button
        size="xs"
        variant="light"
        disabled={chosen.length < 2 || chosen.length > MOST_IN_SET}
        loading={making.isPending}
        leftSection={<IconTimeline size={16} className="mirrored" aria-hidden />}
        onClick={() => making.mutate('line')}
      >
        <Trans>Follow them over time</Trans>
      </Button>
      <Button size="xs" variant="subtle" onClick={clear}>
        <Trans>Choose none</Trans>
      </Button>
    </fieldset>
  );
}

/** The oldest first: by when it was published, else by when it was put in. */
function inTime(entries: readonly DeskEntry[]): DeskEntry[] {
  const at = ({ published, putAt }: DeskEntry) => published ?? putAt;
  return entries.toSorted((a, b) => (at(a) < at(b) ? -1 : 1));
}
