import { useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { Marking } from '../../ui/Marking.tsx';
import { Section } from '../../ui/Section.tsx';
import { StateChip } from '../../ui/StateChip.tsx';
import type { Column, Sort } from '../../ui/table/column.ts';
import { DataTable } from '../../ui/table/DataTable.tsx';
import { COMMITMENT_STATES } from '../../ui/vocabulary.ts';
import { SAMPLES } from './samples.ts';

type Line = { readonly id: string; readonly state: string; readonly text: (typeof SAMPLES)[number] };
const STATES = Object.keys(COMMITMENT_STATES);

const lines = (count: number): Line[] =>
  Array.from({ length: count }, (_, place) => ({
    id: String(place + 1),
    state: STATES[place % STATES.length]!,
    text: SAMPLES[place % SAMPLES.length]!,
  }));

/** `count` rows, for looking at many; a handful without. */
export function Lists({ count = 8 }: { readonly count?: number | undefined }) {
  const { t } = useLingui();
  const [rows] = useState(() => lines(count));
  const [sort, setSort] = useState<Sort>({ by: 'id', down: false });
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(['2']));
  const [opened, setOpened] = useState<string>();
  const columns: Column<Line>[] = [
    { key: 'id', title: t`Number`, width: '6rem', isNumber: true, sorts: true, cell: ({ id }) => id },
    {
      key: 'text',
      title: t`Commitment`,
      width: 'minmax(0, 3fr)',
      isHeading: true,
      cell: ({ text: { text, lang } }) => (
        <span dir="auto" lang={lang}>
          {text}
        </span>
      ),
    },
    {
      key: 'state',
      title: t`Joint state`,
      sorts: true,
      width: '10rem',
      cell: ({ state }) => <StateChip state={state} terms={COMMITMENT_STATES} />,
    },
    { key: 'marking', title: t`Marking`, width: '10rem', cell: () => <Marking marking={{ tlp: 'amber+strict' }} /> },
  ];
  const down = sort.down ? rows.toReversed() : rows;
  return (
    <>
      <Section title={t`Lists`} flush>
        <output hidden data-opened={opened} />
        <DataTable
          label={t`Commitments`}
          columns={columns}
          rows={down}
          keyOf={({ id }) => id}
          sorting={{ now: sort, change: setSort }}
          open={({ id }) => setOpened(id)}
          selection={{ chosen, change: setChosen }}
          bulk={() => <Button size="compact-sm">{t`Export`}</Button>}
          more={{ has: true, isLoading: false, load: () => {} }}
        />
      </Section>
      <Section title={t`Lists: nothing, waiting`} flush>
        <DataTable label={t`Commitments`} columns={columns} rows={[]} keyOf={({ id }) => id} />
        <DataTable label={t`Commitments`} columns={columns} rows={undefined} keyOf={({ id }) => id} />
      </Section>
    </>
  );
}
