import { useLingui } from '@lingui/react/macro';
import type { RecordView } from '#contract/records.ts';
import { useSides } from '../../app/session.ts';
import { markingOf } from '../../data/marking.ts';
import { Marking } from '../../ui/Marking.tsx';
import classes from './RecordPage.module.css';

type MarkedProps = { readonly record: RecordView['record']; readonly title: string; readonly isExpunged: boolean };

/** In sight however far one scrolls: whoever reads a record knows how it is marked. */
export function Marked({ record, title, isExpunged }: MarkedProps) {
  const { t } = useLingui();
  const { name } = useSides();
  const marking = markingOf(record);
  return (
    <div className={classes.sticky}>
      {marking.tlp === undefined ? (
        <span className={classes.quiet}>
          {isExpunged ? t`Its marking went with its content.` : t`Without a TLP marking`}
        </span>
      ) : (
        <Marking marking={marking} />
      )}
      <span className={classes.name} dir="auto" aria-hidden>
        {title}
      </span>
      {typeof record['created_by_ref'] === 'string' && (
        <span className={classes.name} aria-hidden>
          <bdi>{name(record['created_by_ref'])}</bdi>
        </span>
      )}
    </div>
  );
}
