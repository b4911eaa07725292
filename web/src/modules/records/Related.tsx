import { Trans, useLingui } from '@lingui/react/macro';
import type { RelatedRecord } from '#contract/record-page.ts';
import { markingOf } from '../../data/marking.ts';
import { useRelated } from '../../data/record-page.ts';
import { Awaited } from '../../ui/Awaited.tsx';
import { More } from '../../ui/More.tsx';
import { Marking } from '../../ui/Marking.tsx';
import { useRecordWords } from '../../ui/record-words.ts';
import { useHitTitle } from '../search/hit-title.ts';
import classes from './RecordPage.module.css';
import { RecordLink } from './RecordLink.tsx';

/** What names it and what it names, as far as the reader sees it. */
export function Related({ id }: { readonly id: string }) {
  const related = useRelated(id);
  return (
    <Awaited answer={{ data: related.rows, error: related.error, refetch: related.retry }}>
      {(all) =>
        all.length === 0 ? (
          <p className={classes.quiet}>
            <Trans>Nothing that you may see names it, and it names nothing.</Trans>
          </p>
        ) : (
          <>
            <ul className={classes.list}>
              {all.map((one) => (
                <li key={`${one.way} ${one.id}`}>
                  <Line one={one} />
                </li>
              ))}
            </ul>
            <More more={related.more} />
          </>
        )
      }
    </Awaited>
  );
}

function Line({ one }: { readonly one: RelatedRecord }) {
  const { t } = useLingui();
  const words = useRecordWords();
  const title = useHitTitle()(one);
  return (
    <div>
      <RecordLink id={one.id}>
        <span dir="auto" lang={title.lang}>
          {title.text}
        </span>
      </RecordLink>
      <div className={classes.line}>
        <span className={classes.quiet}>
          {words.type(one.type)} · {one.way === 'names' ? t`named by this record` : t`names this record`}
        </span>
        <Marking marking={markingOf({ object_marking_refs: one.markings })} />
      </div>
    </div>
  );
}
