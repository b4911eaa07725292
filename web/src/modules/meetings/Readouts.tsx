import { Trans, useLingui } from '@lingui/react/macro';
import { Button, NativeSelect } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { MeetingView } from '#contract/meetings.ts';
import type { DeskEntry } from '#contract/statement-desk.ts';
import { useSession, useSides } from '../../app/session.ts';
import { makeSet, readoutsQuery, reportDivergence } from '../../data/desk.ts';
import { accordQuery } from '../../data/queries.ts';
import entries from '../../ui/Entries.module.css';
import { Problem } from '../../ui/Problem.tsx';
import { Section } from '../../ui/Section.tsx';
import { DivergenceReport } from './DivergenceReport.tsx';
import classes from './Meetings.module.css';
import { PutReadout } from './PutReadout.tsx';

/** What both sides published of the meeting, laid beside each other and beside what the meeting recorded. */
export function Readouts({ view }: { readonly view: MeetingView }) {
  const { t } = useLingui();
  const permissions: readonly string[] = useSession().permissions;
  const mayCompare = ['records.write', 'statements.read', 'statements.write'].every((one) => permissions.includes(one));
  const last = new Map(view.divergences.toReversed().map((report) => [report.publisher, report]));
  if (view.state !== 'held' && last.size === 0) return null;
  return (
    <Section
      title={t`What both sides published`}
      note={<Trans>Each side’s readout, and where it differs from the other and from what the meeting recorded.</Trans>}
    >
      {mayCompare && view.accord !== null && <Choose view={view} accord={view.accord} />}
      {last.size === 0 && (
        <p className={entries.quiet}>
          <Trans>The two readouts have not been compared yet.</Trans>
        </p>
      )}
      {[...last.values()].map((report) => (
        <DivergenceReport key={String(report.record['id'])} report={report} view={view} />
      ))}
    </Section>
  );
}

function Choose({ view, accord }: { readonly view: MeetingView; readonly accord: string }) {
  const { t } = useLingui();
  const { name } = useSides();
  const client = useQueryClient();
  const terms = useQuery(accordQuery(accord));
  const [first, second] = terms.data?.parties ?? [];
  const atDesk = useQuery(readoutsQuery(accord));
  const [chosen, setChosen] = useState<Readonly<Record<string, string>>>({});
  const [putting, setPutting] = useState<string>();
  const comparing = useMutation({
    mutationFn: async (ids: readonly [string, string]) => {
      const set = await makeSet('pair', ids);
      return reportDivergence(set.id, { version: set.version, meeting: view.id });
    },
    onSettled: () => client.invalidateQueries(),
  });
  if (terms.data === undefined || first === undefined || second === undefined) return null;
  const of = (party: string): readonly DeskEntry[] => (atDesk.data ?? []).filter(({ side }) => side === party);
  const picked = [first, second].map(({ id }) => of(id).find((one) => one.id === chosen[id]));
  const [one, other] = picked;
  const isReady = one !== undefined && other !== undefined && picked.every((entry) => entry?.state !== 'queued');
  return (
    <div className={entries.item}>
      {[first.id, second.id].map((party) => (
        <div key={party} className={entries.row}>
          <NativeSelect
            className={classes.grow}
            label={t`Readout of ${name(party)}`}
            value={chosen[party] ?? ''}
            onChange={({ currentTarget: { value } }) => setChosen({ ...chosen, [party]: value })}
            data={[
              { value: '', label: of(party).length === 0 ? t`None at the desk yet` : t`Choose one` },
              ...of(party).map((entry) => ({ value: entry.id, label: labelOf(entry, t`Without a title`) })),
            ]}
          />
          <Button variant="default" className={classes.foot} onClick={() => setPutting(party)}>
            <Trans>Put one in</Trans>
          </Button>
        </div>
      ))}
      {picked.some((entry) => entry?.state === 'queued') && (
        <output className={entries.quiet}>
          <Trans>The node is reading it.</Trans>
        </output>
      )}
      {comparing.error !== null && <Problem error={comparing.error} />}
      <div className={entries.row}>
        <Button
          disabled={!isReady}
          loading={comparing.isPending}
          onClick={() => one !== undefined && other !== undefined && comparing.mutate([one.id, other.id])}
        >
          <Trans>Compare and record</Trans>
        </Button>
        <span className={entries.quiet}>
          <Trans>The report goes to the other side as well.</Trans>
        </span>
      </div>
      {putting !== undefined && (
        <PutReadout
          accord={terms.data}
          party={putting}
          title={t`Readout of ${name(putting)}`}
          put={(id) => setChosen((before) => ({ ...before, [putting]: id }))}
          close={() => setPutting(undefined)}
        />
      )}
    </div>
  );
}

const labelOf = ({ title, published, lang, putAt }: DeskEntry, none: string): string =>
  [title ?? none, published ?? putAt.slice(0, 10), lang ?? ''].filter((part) => part !== '').join(' · ');
