import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { movedRecordsQuery, type Moving } from '../../data/rights.ts';
import { useLocalized } from '../../ui/localized.ts';
import { Problem } from '../../ui/Problem.tsx';
import { useRecordWords } from '../../ui/record-words.ts';
import classes from './People.module.css';

/** Just which records somebody would come to see, or see no more; without the titles of those that the reader may not see. */
export function MovedRecords({ moving, which }: { readonly moving: Moving; readonly which: 'gained' | 'lost' }) {
  const { t } = useLingui();
  const words = useRecordWords();
  const localize = useLocalized();
  const found = useInfiniteQuery(movedRecordsQuery(moving, which));
  if (found.error !== null) return <Problem error={found.error} />;
  const records = found.data?.pages.flatMap((page) => page.records) ?? [];
  return (
    <>
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
      {found.hasNextPage && (
        <Button
          size="compact-sm"
          variant="default"
          loading={found.isFetchingNextPage}
          onClick={() => void found.fetchNextPage()}
        >
          <Trans>Show more</Trans>
        </Button>
      )}
    </>
  );
}
