import { useLingui } from '@lingui/react/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { EffectRecords } from '#contract/rights.ts';
import { movedRecordsQuery, type Moving } from '../../data/rights.ts';
import { useLocalized } from '../../ui/localized.ts';
import { More } from '../../ui/More.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { useRecordWords } from '../../ui/record-words.ts';
import classes from './People.module.css';

/** Just which records somebody would come to see, or see no more; without the titles of those that the reader may not see. */
export function MovedRecords({ moving, which }: { readonly moving: Moving; readonly which: 'gained' | 'lost' }) {
  const found = useInfiniteQuery(movedRecordsQuery(moving, which));
  if (found.error !== null) return <Problem error={found.error} />;
  return (
    <>
      <MovedList records={found.data?.pages.flatMap((page) => page.records) ?? []} />
      <More
        more={{
          has: found.hasNextPage,
          isLoading: found.isFetchingNextPage,
          load: () => void found.fetchNextPage(),
        }}
      />
    </>
  );
}

export function MovedList({ records }: Pick<EffectRecords, 'records'>) {
  const { t } = useLingui();
  const words = useRecordWords();
  const localize = useLocalized();
  return (
    <ul className={classes.moved}>
      {records.map(({ id, type, title, whole }, place) => (
        <li key={id ?? place}>
          {words.type(type)}
          {title !== null && id !== null && (
            <>
              {' · '}
              <Link to="/records/$id" params={{ id }} dir="auto">
                {typeof title === 'string' ? title : localize(title)}
              </Link>
            </>
          )}
          {!whole && <> · {t`in part`}</>}{' '}
          {id === null ? t`an id made of its content` : title === null && <bdi dir="ltr">{id}</bdi>}
        </li>
      ))}
    </ul>
  );
}
