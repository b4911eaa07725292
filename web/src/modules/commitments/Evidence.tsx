import { Trans, useLingui } from '@lingui/react/macro';
import type { CommitmentView } from '#contract/register.ts';
import { useSides } from '../../app/session.ts';
import { list, text } from '../../data/fields.ts';
import { Reference } from '../../ui/Reference.tsx';
import { useRecordWords } from '../../ui/record-words.ts';
import { StatedDate } from '../../ui/When.tsx';
import { Kept } from '../records/Kept.tsx';
import { RecordLink } from '../records/RecordLink.tsx';
import classes from './forms/Forms.module.css';

/** Each asks for how long it is kept. */
const SHOWN = 20;

/** What the ratings of both sides stand on, the newest first, each with how long it is kept here. */
export function Evidence({ view }: { readonly view: CommitmentView }) {
  const { t, i18n } = useLingui();
  const { name } = useSides();
  const words = useRecordWords();
  const items = view.progress.flatMap((told) =>
    list(told.record, 'evidence').flatMap((item) => {
      const [ref, modified, note] = [text(item, 'ref'), text(item, 'modified'), text(item, 'note')];
      return ref === undefined || modified === undefined
        ? []
        : [{ ref, modified, note, by: told.publisher, asOf: text(told.record, 'as_of') }];
    }),
  );
  const once = [...new Map(items.map((item) => [`${item.ref} ${item.modified} ${item.by}`, item])).values()];
  if (once.length === 0) return null;
  return (
    <>
      <h3>{t`Evidence`}</h3>
      <div className={classes.scroll}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{t`Evidence`}</th>
              <th scope="col">{t`Brought by`}</th>
              <th scope="col">{t`As of`}</th>
              <th scope="col">{t`How long it is kept`}</th>
            </tr>
          </thead>
          <tbody>
            {once.slice(0, SHOWN).map(({ ref, modified, note, by, asOf }) => (
              <tr key={`${ref} ${modified} ${by}`} data-evidence={ref}>
                <td>
                  <RecordLink id={ref}>{words.type(ref.split('--')[0] ?? '')}</RecordLink>{' '}
                  <Reference value={ref} keep={8} what={t`Evidence`} />
                  {note !== undefined && <p dir="auto">{note}</p>}
                </td>
                <td>{name(by)}</td>
                <td>{asOf === undefined ? '–' : <StatedDate date={asOf} />}</td>
                <td>
                  <Kept id={ref} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {once.length > SHOWN && (
        <p className={classes.quiet}>
          <Trans>{i18n.number(once.length - SHOWN)} earlier items stand with the progress records.</Trans>
        </p>
      )}
    </>
  );
}
