import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconChecklist, IconFileSearch, IconFilterOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useDebouncedValue } from '@mantine/hooks';
import type { RegisterRow } from '#contract/register.ts';
import { useCurrentAccord } from '../../app/current-accord.ts';
import { useSession } from '../../app/session.ts';
import { accordTerms } from '../../data/accord-terms.ts';
import { usePages } from '../../data/pages.ts';
import { accordQuery } from '../../data/queries.ts';
import { figuresQuery, registerFilter } from '../../data/register.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Page } from '../../ui/Page.tsx';
import { DataTable } from '../../ui/table/DataTable.tsx';
import { BulkEdit } from './list/BulkEdit.tsx';
import { columnsOf, useColumns } from './list/register-columns.tsx';
import { Columns } from './list/Columns.tsx';
import { FileActions } from './list/FileActions.tsx';
import classes from './list/List.module.css';
import { Looks } from './list/Looks.tsx';
import { RegisterFilters } from './list/RegisterFilters.tsx';
import { Views } from './list/Views.tsx';
import { NoAccord } from '../accord/NoAccord.tsx';

export function CommitmentsPage() {
  const { t } = useLingui();
  const { id } = useCurrentAccord();
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
      {id === undefined ? <NoAccord /> : <List key={id} accord={id} />}
    </Page>
  );
}

/** Milliseconds without a key before the words are looked for. */
const TYPING_MS = 250;
const LIVE = { live: ['record', 'feed'] };

function List({ accord }: { readonly accord: string }) {
  const { t, i18n } = useLingui();
  const search = useSearch({ from: '/shell/commitments' });
  const navigate = useNavigate({ from: '/commitments' });
  const terms = useQuery(accordQuery(accord));
  const themes = useMemo(() => (terms.data === undefined ? [] : accordTerms(terms.data).themes), [terms.data]);
  const [{ sort, columns, ...narrowed }] = useDebouncedValue(search, TYPING_MS, { leading: true });
  const filter = registerFilter(accord, narrowed);
  const figures = useQuery(figuresQuery(filter));
  const all = useQuery(figuresQuery({ accord }));
  const byDue = sort === 'due';
  const pages = usePages({
    key: ['register'],
    list: 'listRegister',
    query: { ...filter, ...(byDue ? { sort: 'due' } : {}) },
    rowsOf: ({ commitments }) => commitments,
    meta: LIVE,
  });
  const shown = useColumns(columnsOf(columns), themes);
  const { permissions } = useSession();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [isChanging, setChanging] = useState(false);
  const chosenRows = (pages.rows ?? []).filter((row) => chosen.has(keyOf(row)));
  const isFiltered = Object.keys(filter).length > 1;
  const set = (more: typeof search) =>
    void navigate({ search: (now) => withoutEmpty({ ...now, ...more }), replace: true });
  return (
    <>
      <Looks figures={all.data?.all} mark={search.mark} change={(mark) => set({ mark })} />
      <RegisterFilters themes={themes} leads={all.data?.leads ?? []} now={search} change={set}>
        <Columns chosen={columnsOf(columns)} change={(text) => set({ columns: text })} />
        <Views
          accord={accord}
          now={withoutEmpty(search)}
          show={(query) => void navigate({ search: query, replace: true })}
        />
        <FileActions filter={filter} />
        {figures.data !== undefined && all.data !== undefined && (
          <output>{t`${i18n.number(figures.data.listed)} of ${i18n.number(all.data.listed)}`}</output>
        )}
      </RegisterFilters>
      <div className={classes.card}>
        <DataTable
          label={t`Commitments`}
          columns={shown}
          rows={pages.rows}
          keyOf={keyOf}
          error={pages.error}
          retry={pages.retry}
          more={{ ...pages.more, byScrolling: true }}
          sorting={{
            now: byDue ? { by: 'due', down: false } : undefined,
            change: () => set({ sort: byDue ? '' : 'due' }),
          }}
          {...(permissions.includes('records.write')
            ? {
                selection: { chosen: new Set(chosenRows.map(keyOf)), change: setChosen },
                bulk: () => (
                  <Button size="compact-sm" onClick={() => setChanging(true)}>
                    <Trans>Change those chosen</Trans>
                  </Button>
                ),
              }
            : {})}
          open={({ commitment: { record } }) =>
            void navigate({ to: '/commitments/$id', params: { id: String(record['id']) } })
          }
          empty={
            isFiltered ? (
              <EmptyState icon={IconFilterOff} title={t`No commitment matches these filters.`} />
            ) : (
              <EmptyState icon={IconChecklist} title={t`No commitment has been recorded yet.`}>
                <Trans>
                  Read a statement of both sides and adopt what was agreed, or wait for the partner to do so.
                </Trans>
              </EmptyState>
            )
          }
        />
      </div>
      {isChanging && (
        <BulkEdit
          rows={chosenRows}
          themes={themes}
          parties={terms.data?.parties.map(({ id }) => id) ?? []}
          close={() => {
            setChanging(false);
            setChosen(new Set());
          }}
        />
      )}
    </>
  );
}

const keyOf = ({ commitment: { record } }: RegisterRow): string => String(record['id']);

/** What is not asked is not in the address. */
const withoutEmpty = (search: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(search).filter((one): one is [string, string] => one[1] !== undefined && one[1] !== ''),
  );
