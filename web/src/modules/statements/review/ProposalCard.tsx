import { Trans, useLingui } from '@lingui/react/macro';
import { IconSparkles } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import type { AccordView } from '#contract/accords.ts';
import type { DeskStatement } from '#contract/statement-desk.ts';
import type { Theme } from '../../../data/accord-terms.ts';
import { KINDS } from '../../../ui/vocabulary.ts';
import { machineOf, type Numbered } from '../model/item.ts';
import { SORTS } from '../sorts.ts';
import { Acts, QuickActs } from './Acts.tsx';
import { Particulars } from './Particulars.tsx';
import classes from './ProposalCard.module.css';
import type { Board } from './use-board.ts';
import { useSideNames } from './use-side-names.ts';
import { ValuesForm } from './ValuesForm.tsx';
import { Verdict } from './Verdict.tsx';
import { Passage, Why } from './Why.tsx';

export type CardProps = {
  readonly numbered: Numbered;
  readonly statement: DeskStatement;
  readonly accord: AccordView;
  readonly themes: readonly Theme[];
  readonly board: Board;
  readonly mayDecide: boolean;
};

/** A passage, what it says, why it was proposed, and what may be done with it. Only the selected one is shown whole. */
export function ProposalCard(props: CardProps) {
  const { numbered, statement, accord, themes, board, mayDecide } = props;
  const { item, number } = numbered;
  const { t, i18n } = useLingui();
  const card = useRef<HTMLLIElement>(null);
  const sideName = useSideNames(accord, statement);
  const isSelected = board.selected === item.id;
  const isEditing = board.editing === item.id;
  useEffect(() => {
    if (isSelected || isEditing) card.current?.scrollIntoView({ block: 'nearest', behavior: 'smooth' });
  }, [isSelected, isEditing]);
  const words = statement.text.slice(item.values.start, item.values.end);
  const lang = statement.lang ?? '';
  const machine = machineOf(item, statement.reading.reader?.name);
  const kind = 'kind' in item.values ? t(KINDS[item.values.kind]) : t(SORTS[item.type].one);
  const isOpen = mayDecide && item.publishedAt === null;
  return (
    <li
      ref={card}
      className={classes.card}
      data-item={item.id}
      data-type={item.type}
      data-kind={'kind' in item.values ? item.values.kind : undefined}
      data-decision={item.decision}
      data-selected={isSelected || undefined}
      aria-current={isSelected || undefined}
    >
      <p className={classes.head}>
        <button type="button" className={classes.choose} onClick={() => board.select(item.id)}>
          <span className={classes.number}>{i18n.number(number)}</span>
          <span className={classes.kind}>{kind}</span>
        </button>
        {machine !== undefined && (
          <span className={classes.machine}>
            <IconSparkles size={14} aria-hidden />
            <Trans>
              Made by a machine: <bdi dir="ltr">{machine}</bdi>
            </Trans>
          </span>
        )}
        <Verdict item={item} />
      </p>
      {'title' in item.values && item.type === 'commitments' && (item.values.title ?? '') !== '' && (
        <h3 className={classes.title} dir="auto">
          {item.values.title}
        </h3>
      )}
      <Passage {...{ item, words, lang }} />
      <div className={classes.foot}>
        <Particulars {...{ item, statement, themes, sideName }} />
        {isOpen && !isSelected && <QuickActs item={item} board={board} />}
      </div>
      {isSelected && <Why {...{ item, lang }} />}
      {isEditing && <ValuesForm {...{ item, statement, themes, sideName }} put={(part) => board.put(item, part)} />}
      {item.publishedAt !== null && item.record !== null && (
        <Link to="/commitments/$id" params={{ id: item.record }} className={classes.open}>
          <Trans>Open the commitment</Trans>
        </Link>
      )}
      {isOpen && isSelected && <Acts item={item} board={board} />}
    </li>
  );
}
