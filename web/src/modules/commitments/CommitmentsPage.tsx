import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Select } from '@mantine/core';
import { IconChecklist, IconFileSearch, IconFilterOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useCurrentAccord } from '../../app/current-accord.ts';
import { useSides } from '../../app/session.ts';
import { accordTerms, type Theme } from '../../data/accord-terms.ts';
import { commitment, type Commitment } from '../../data/commitment.ts';
import { accordQuery, commitmentsQuery } from '../../data/queries.ts';
import { Awaited } from '../../ui/Awaited.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { useLocalized } from '../../ui/localized.ts';
import { useNow } from '../../ui/now.ts';
import { Page } from '../../ui/Page.tsx';
import { COMMITMENT_STATES } from '../../ui/vocabulary.ts';
import classes from './CommitmentsPage.module.css';
import { CommitmentTable } from './CommitmentTable.tsx';
import { matches } from './filters.ts';

export function CommitmentsPage() {
  const { t } = useLingui();
  const { id } = useCurrentAccord();
  const accord = useQuery({ ...accordQuery(id ?? ''), enabled: id !== undefined });
  const records = useQuery({ ...commitmentsQuery(id ?? ''), enabled: id !== undefined });
  return (
    <Page
      title={t`Commitments`}
      lead={
        <Trans>What both sides undertook, as both hold it. A state is joint: each side computes the same one.</Trans>
      }
      actions={
        <Button
          leftSection={<IconFileSearch size={17} aria-hidden />}
          renderRoot={(props) => <Link to="/statements" {...props} />}
        >
          <Trans>Read a statement</Trans>
        </Button>
      }
    >
      {id === undefined ? (
        <EmptyState icon={IconChecklist} title={t`There is no accord here that you may see.`} />
      ) : (
        <Awaited answer={records}>
          {(list) => (
            <Filtered
              commitments={list.map(commitment)}
              themes={accord.data === undefined ? [] : accordTerms(accord.data).themes}
            />
          )}
        </Awaited>
      )}
    </Page>
  );
}

type FilteredProps = { readonly commitments: readonly Commitment[]; readonly themes: readonly Theme[] };

function Filtered({ commitments, themes }: FilteredProps) {
  const { t } = useLingui();
  const { self } = useSides();
  const search = useSearch({ from: '/shell/commitments' });
  const context = { self, themes: themes.map(({ key }) => key), now: useNow() };
  const shown = commitments.filter((one) => matches(one, search, context));
  if (commitments.length === 0) {
    return (
      <div className={classes.card}>
        <EmptyState icon={IconChecklist} title={t`No commitment has been recorded yet.`}>
          <Trans>Read a statement of both sides and adopt what was agreed, or wait for the partner to do so.</Trans>
        </EmptyState>
      </div>
    );
  }
  return (
    <>
      <FilterBar themes={themes} shown={shown.length} total={commitments.length} />
      <div className={classes.card}>
        {shown.length === 0 ? (
          <EmptyState icon={IconFilterOff} title={t`No commitment matches these filters.`} />
        ) : (
          <CommitmentTable commitments={shown} themes={themes} />
        )}
      </div>
    </>
  );
}

type BarProps = { readonly themes: readonly Theme[]; readonly shown: number; readonly total: number };

function FilterBar({ themes, shown, total }: BarProps) {
  const { t, i18n } = useLingui();
  const localize = useLocalized();
  const search = useSearch({ from: '/shell/commitments' });
  const navigate = useNavigate({ from: '/commitments' });
  const set = (name: 'theme' | 'state' | 'who') => (value: string | null) => {
    const { [name]: _, ...others } = search;
    void navigate({ search: value === null ? others : { ...others, [name]: value }, replace: true });
  };
  const isFiltered = Object.keys(search).length > 0;
  const states = Object.entries(COMMITMENT_STATES).map(([value, { label }]) => ({ value, label: t(label) }));
  return (
    <search className={classes.filters} aria-label={t`Filters`}>
      <Select
        label={t`Theme`}
        placeholder={t`All`}
        clearable
        searchable
        value={search.theme ?? null}
        onChange={set('theme')}
        data={[
          ...themes.map(({ key, title }) => ({ value: key, label: localize(title) })),
          { value: 'none', label: t`Without a theme` },
        ]}
      />
      <Select
        label={t`State`}
        placeholder={t`All`}
        clearable
        value={search.state ?? null}
        onChange={set('state')}
        data={[
          {
            group: t`Look at`,
            items: [
              { value: 'open', label: t`All that is open` },
              { value: 'overdue', label: t`Overdue` },
              { value: 'undelivered', label: t`Did not reach the partner` },
            ],
          },
          { group: t`Joint state`, items: states },
        ]}
      />
      <Select
        label={t`Who owes`}
        placeholder={t`All`}
        clearable
        value={search.who ?? null}
        onChange={set('who')}
        data={[
          { value: 'ours', label: t`This side` },
          { value: 'theirs', label: t`The partner` },
          { value: 'both', label: t`Both sides` },
        ]}
      />
      <output className={classes.count}>{t`${i18n.number(shown)} of ${i18n.number(total)}`}</output>
      {isFiltered && (
        <Button variant="subtle" className={classes.clear} onClick={() => void navigate({ search: {}, replace: true })}>
          <Trans>Clear filters</Trans>
        </Button>
      )}
    </search>
  );
}
