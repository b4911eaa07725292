import { useLingui } from '@lingui/react/macro';
import { TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import type { FilteredFigures } from '#contract/register.ts';
import type { RegisterSearch } from '../../../app/routes/agreement.ts';
import { useSides } from '../../../app/session.ts';
import type { Theme } from '../../../data/accord-terms.ts';
import { FilterBar, type Filter } from '../../../ui/FilterBar.tsx';
import { useLocalized } from '../../../ui/localized.ts';
import { COMMITMENT_STATES } from '../../../ui/vocabulary.ts';
import { LOOK_WORDS, RATING_WORDS } from '../words.ts';
import classes from './List.module.css';

type Props = {
  readonly themes: readonly Theme[];
  readonly leads: FilteredFigures['leads'];
  readonly now: RegisterSearch;
  readonly change: (next: RegisterSearch) => void;
  readonly children?: ReactNode;
};

export function RegisterFilters({ themes, leads, now, change, children }: Props) {
  const { t } = useLingui();
  const { sort: _, columns: __, ...narrowed } = now;
  const filters = useFilters(themes, leads);
  const day = (key: 'from' | 'until', label: string) => (
    <TextInput
      type="date"
      aria-label={label}
      title={label}
      value={now[key] ?? ''}
      onChange={(event) => change({ [key]: event.currentTarget.value })}
    />
  );
  return (
    <FilterBar
      words={{ key: 'words', label: t`Words of the commitment` }}
      filters={filters}
      now={narrowed}
      change={(next) => change(Object.fromEntries(Object.entries(next).map(([key, value]) => [key, value ?? ''])))}
    >
      <span className={classes.dates}>
        <span aria-hidden>{t`Due`}</span>
        {day('from', t`Due from`)}
        <span aria-hidden>–</span>
        {day('until', t`Due until`)}
      </span>
      {children}
    </FilterBar>
  );
}

function useFilters(themes: readonly Theme[], leads: FilteredFigures['leads']): Filter[] {
  const { t } = useLingui();
  const localize = useLocalized();
  const { name } = useSides();
  const terms = (all: typeof COMMITMENT_STATES) =>
    Object.entries(all).map(([value, { label }]) => ({ value, label: t(label) }));
  return [
    {
      key: 'theme',
      label: t`Theme`,
      options: [
        ...themes.map(({ key, title }) => ({ value: key, label: localize(title) })),
        { value: 'none', label: t`Without a theme` },
      ],
    },
    // `stalled` is found by the time, and no state.
    { key: 'state', label: t`State`, options: terms(COMMITMENT_STATES).filter(({ value }) => value !== 'stalled') },
    {
      key: 'mark',
      label: t`Look at`,
      options: Object.entries(LOOK_WORDS).map(([value, label]) => ({ value, label: t(label) })),
    },
    {
      key: 'who',
      label: t`Who owes`,
      options: [
        { value: 'ours', label: t`This side` },
        { value: 'theirs', label: t`The partner` },
        { value: 'both', label: t`Both sides` },
      ],
    },
    {
      key: 'unled',
      label: t`Nobody leads`,
      options: [
        { value: 'ours', label: t`On this side` },
        { value: 'theirs', label: t`On the partner’s side` },
      ],
    },
    {
      key: 'rating',
      label: t`Rating`,
      options: [
        ...terms(RATING_WORDS),
        { value: 'differs', label: t`The sides differ` },
        { value: 'none', label: t`not rated` },
      ],
    },
    ...(leads.length === 0
      ? []
      : [
          {
            key: 'lead',
            label: t`Who leads`,
            options: leads.map(({ party, office }) => {
              const words = localize(office);
              return { value: words, label: `${words} (${name(party)})` };
            }),
          },
        ]),
  ];
}
