import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconCheck, IconPencil, IconX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import type { AccordView } from '#contract/accords.ts';
import type { Theme } from '../../data/accord-terms.ts';
import { useLocalized } from '../../ui/localized.ts';
import { KINDS, STATED } from '../../ui/vocabulary.ts';
import { StatedDate, useCadence } from '../../ui/When.tsx';
import { ProposalForm } from './ProposalForm.tsx';
import type { Decision, Item, Review } from './review.ts';
import classes from './Statements.module.css';

export type CardProps = {
  readonly item: Item;
  readonly place: number;
  readonly words: string;
  readonly review: Review;
  readonly accord: AccordView;
  readonly themes: readonly Theme[];
  readonly isSelected: boolean;
  readonly isEditing: boolean;
  readonly select: () => void;
  readonly decide: (decision: Decision) => void;
  readonly edit: (part: Partial<Item>) => void;
  readonly toggleEditing: () => void;
};

export function ProposalCard(props: CardProps) {
  const { item, place, words, review, isSelected, isEditing, select, decide, edit, toggleEditing } = props;
  const { t } = useLingui();
  const card = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isSelected || isEditing) card.current?.scrollIntoView({ block: 'nearest', behavior: 'smooth' });
  }, [isSelected, isEditing]);
  const number = place + 1;
  return (
    <li
      ref={card}
      className={classes.card}
      data-kind={item.kind}
      data-decision={item.decision}
      data-selected={isSelected || undefined}
      aria-current={isSelected || undefined}
    >
      <p className={classes.kind}>
        <button
          type="button"
          className={classes.choose}
          onClick={select}
          onFocus={select}
          aria-label={`${t`Proposal ${number}`}: ${t(KINDS[item.kind])}`}
        >
          {t(KINDS[item.kind])}
        </button>
        <span className={classes.verdict}>
          {item.adopted
            ? t`Adopted`
            : item.decision === 'accepted'
              ? t`Accepted`
              : item.decision === 'rejected'
                ? t`Rejected`
                : ''}
        </span>
      </p>
      {item.title !== '' && (
        <h3 className={classes.cardTitle} dir="auto">
          {item.title}
        </h3>
      )}
      <blockquote className={classes.words} dir="auto" lang={review.lang}>
        {words}
      </blockquote>
      <Particulars {...props} />
      {isEditing && <ProposalForm {...props} edit={edit} />}
      {item.adopted ? (
        <Link to="/commitments/$id" params={{ id: item.id }} className={classes.open}>
          <Trans>Open the commitment</Trans>
        </Link>
      ) : (
        <div className={classes.verdicts}>
          <Button
            size="xs"
            variant={item.decision === 'accepted' ? 'filled' : 'light'}
            leftSection={<IconCheck size={15} aria-hidden />}
            aria-pressed={item.decision === 'accepted'}
            onClick={() => decide(item.decision === 'accepted' ? 'open' : 'accepted')}
          >
            <Trans>Accept</Trans>
          </Button>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPencil size={15} aria-hidden />}
            aria-expanded={isEditing}
            onClick={toggleEditing}
          >
            {isEditing ? t`Done` : t`Edit`}
          </Button>
          <Button
            size="xs"
            variant={item.decision === 'rejected' ? 'filled' : 'default'}
            color="gray"
            leftSection={<IconX size={15} aria-hidden />}
            aria-pressed={item.decision === 'rejected'}
            onClick={() => decide(item.decision === 'rejected' ? 'open' : 'rejected')}
          >
            <Trans>Reject</Trans>
          </Button>
        </div>
      )}
    </li>
  );
}

function Particulars({ item, review, accord, themes }: CardProps) {
  const { t } = useLingui();
  const localize = useLocalized();
  const cadence = useCadence();
  const owners = item.responsible.flatMap((letter) => {
    const party = accord.parties.find(({ id }) => id === review.mapping[letter]);
    return party === undefined ? [] : [localize(party.names)];
  });
  const theme = themes.find(({ key }) => key === item.theme);
  return (
    <ul className={classes.particulars}>
      <li>{owners.length === 0 ? t`Who owes is not stated` : owners.join(' + ')}</li>
      <li>{t(STATED[item.status])}</li>
      {item.due !== '' && (
        <li>
          <Trans>
            due <StatedDate date={item.due} />
          </Trans>
        </li>
      )}
      {item.recurrence !== '' && <li>{cadence(item.recurrence)}</li>}
      <li>{theme === undefined ? t`Without a theme` : localize(theme.title)}</li>
    </ul>
  );
}
