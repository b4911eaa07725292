import { useLingui } from '@lingui/react/macro';
import type { DeskStatement } from '#contract/statement-desk.ts';
import { KINDS } from '../../../ui/vocabulary.ts';
import type { Told } from '../model/told.ts';
import type { SideNames } from '../review/use-side-names.ts';
import classes from './Divergence.module.css';
import { useToldWords } from './use-told-words.ts';

type Props = {
  readonly told: Told;
  readonly statement: DeskStatement;
  readonly head: string;
  readonly sideName: SideNames;
};

/** An undertaking in the words of one account, in their own language and direction. */
export function Cell({ told, statement, head, sideName }: Props) {
  const { t } = useLingui();
  const words = useToldWords();
  return (
    <div className={classes.cell} data-type="commitments" data-kind={told.kind}>
      <p className={classes.kind}>
        <span className={classes.head}>
          <bdi>{head}</bdi>
        </span>
        <span className={classes.line}>{t(KINDS[told.kind])}</span>
      </p>
      <blockquote dir="auto" lang={statement.lang ?? undefined}>
        {statement.text.slice(told.start, told.end)}
      </blockquote>
      <p className={classes.says}>
        {words(told, 'responsible', sideName)} · {words(told, 'status', sideName)}
        {told.due !== '' && <> · {words(told, 'due', sideName)}</>}
        {told.recurrence !== '' && <> · {words(told, 'recurrence', sideName)}</>}
      </p>
    </div>
  );
}
