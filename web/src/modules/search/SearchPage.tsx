import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch, IconSearchOff } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { SearchHit, SearchResults } from '#contract/search.ts';
import type { SearchAddress } from '../../app/routes/work.ts';
import { useSession, useSides } from '../../app/session.ts';
import { markingOf } from '../../data/marking.ts';
import { allFoundQuery } from '../../data/search.ts';
import { Awaited } from '../../ui/Awaited.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Exercise } from '../../ui/Exercise.tsx';
import { FilterBar, type Filter } from '../../ui/FilterBar.tsx';
import { useLocalized } from '../../ui/localized.ts';
import { Marking } from '../../ui/Marking.tsx';
import { Page } from '../../ui/Page.tsx';
import { useRecordWords } from '../../ui/record-words.ts';
import { Section } from '../../ui/Section.tsx';
import { Moment } from '../../ui/When.tsx';
import { RecordLink } from '../records/RecordLink.tsx';
import { useHitTitle } from './hit-title.ts';
import classes from './SearchPage.module.css';

const PAUSE = 200;

export function SearchPage() {
  const { t } = useLingui();
  const asked = useSearch({ from: '/shell/search' });
  const navigate = useNavigate({ from: '/search' });
  // What is typed and not yet in the address.
  const [typed, setTyped] = useState<string>();
  const go = useDebouncedCallback((q: string) => {
    void navigate({
      search: ({ type, accord }) => filled({ q: q.trim() === '' ? undefined : q, type, accord }),
      replace: true,
    }).then(() => setTyped((now) => (now === q ? undefined : now)));
  }, PAUSE);
  const text = typed ?? asked.q ?? '';

  const found = useInfiniteQuery(allFoundQuery({ ...asked, q: asked.q ?? '' }));
  const first = found.data?.pages[0];
  return (
    <Page
      title={t`Search`}
      lead={<Trans>What you may see, by its words, its id or its commitment. Nothing else is counted.</Trans>}
    >
      <FilterBar
        list="search"
        words={{ key: 'q', label: t`Words, an id or a commitment` }}
        filters={useFilters(first)}
        now={{ ...asked, q: text }}
        change={({ q = '', type, accord }) => {
          if (q !== text) {
            setTyped(q);
            go(q);
          }
          if (type !== asked.type || accord !== asked.accord)
            void navigate({ search: ({ q: words }) => filled({ q: words, type, accord }), replace: true });
        }}
      >
        <output className={classes.count}>
          {first !== undefined && asked.q !== undefined && <Count found={first} />}
        </output>
      </FilterBar>
      {asked.q === undefined ? (
        <EmptyState icon={IconSearch} title={t`Type a word, the beginning of an id, or a commitment.`} />
      ) : (
        <Awaited answer={found}>
          {({ pages }) => {
            const hits = pages.flatMap((page) => page.hits);
            return hits.length === 0 ? (
              <EmptyState icon={IconSearchOff} title={t`Nothing that you may see has this.`}>
                <Trans>All words must be there. Try fewer, or only the beginning of the last one.</Trans>
              </EmptyState>
            ) : (
              <Section title={t`Search results`} flush>
                <ol className={classes.hits}>
                  {hits.map((hit) => (
                    <Hit key={hit.id} hit={hit} />
                  ))}
                </ol>
                {found.hasNextPage && (
                  <div className={classes.more}>
                    <Button
                      variant="default"
                      loading={found.isFetchingNextPage}
                      onClick={() => void found.fetchNextPage()}
                    >
                      <Trans>Show more</Trans>
                    </Button>
                  </div>
                )}
              </Section>
            );
          }}
        </Awaited>
      )}
    </Page>
  );
}

/** Without what is not asked for. */
const filled = (address: Readonly<Record<string, string | undefined>>): SearchAddress =>
  Object.fromEntries(Object.entries(address).filter(([, value]) => value !== undefined && value !== ''));

function Count({ found: { total, more } }: { readonly found: SearchResults }) {
  const { t } = useLingui();
  return more ? t`more than ${total}` : t`${plural(total, { one: '# result', other: '# results' })}`;
}

/** Only what was found is offered, and what is chosen now. */
function useFilters(found: SearchResults | undefined): readonly Filter[] {
  const { t, i18n } = useLingui();
  const asked = useSearch({ from: '/shell/search' });
  const words = useRecordWords();
  const localize = useLocalized();
  const { accords } = useSession();
  const options = (
    counted: SearchResults['facets']['type'],
    chosen: string | undefined,
    label: (value: string) => string,
  ) => [
    ...counted.map(({ value, count }) => ({ value, label: `${label(value)} (${i18n.number(count)})` })),
    ...(chosen === undefined || counted.some(({ value }) => value === chosen)
      ? []
      : [{ value: chosen, label: label(chosen) }]),
  ];
  const accordName = (id: string) => localize(accords.find((one) => one.id === id)?.name ?? { en: id });
  return [
    { key: 'type', label: t`Type`, options: options(found?.facets.type ?? [], asked.type, words.type) },
    ...(accords.length > 1
      ? [{ key: 'accord', label: t`Accord`, options: options(found?.facets.accord ?? [], asked.accord, accordName) }]
      : []),
  ];
}

function Hit({ hit }: { readonly hit: SearchHit }) {
  const { t } = useLingui();
  const words = useRecordWords();
  const { name } = useSides();
  const title = useHitTitle()(hit);
  return (
    <li className={classes.hit}>
      <RecordLink id={hit.subject ?? hit.id} className={classes.title}>
        <span dir="auto" lang={title.lang}>
          {title.text}
        </span>
      </RecordLink>
      <div className={classes.facts}>
        <Marking marking={markingOf({ object_marking_refs: hit.markings })} />
        {hit.exercise && <Exercise />}
        <span>{words.type(hit.type)}</span>
        <bdi>{name(hit.publisher)}</bdi>
        <Moment at={hit.modified} />
        {hit.place === 'internal' && <span>{t`Internal: it stays at this node.`}</span>}
        {hit.rank === 'exact' || hit.rank === 'id' ? <span>{t`Found by its id`}</span> : null}
      </div>
      {hit.snippet !== null && (
        <p className={classes.snippet} dir="auto" lang={hit.lang ?? undefined}>
          <Marked snippet={hit.snippet} />
        </p>
      )}
    </li>
  );
}

function Marked({ snippet: { text, marks } }: { readonly snippet: NonNullable<SearchHit['snippet']> }) {
  const ends = [0, ...marks.map(([, end]) => end)];
  return (
    <>
      {marks.map(([start, end], place) => (
        <span key={start}>
          {text.slice(ends[place], start)}
          <mark>{text.slice(start, end)}</mark>
        </span>
      ))}
      {text.slice(ends.at(-1))}
    </>
  );
}
