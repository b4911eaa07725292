import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, Kbd } from '@mantine/core';
import { IconArrowLeft, IconMoodEmpty } from '@tabler/icons-react';
import { useState } from 'react';
import type { AccordView } from '#contract/accords.ts';
import { accordTerms } from '../../data/accord-terms.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { AdoptBar } from './AdoptBar.tsx';
import { Attendees } from './Attendees.tsx';
import { HighlightedText } from './HighlightedText.tsx';
import { ProposalCard } from './ProposalCard.tsx';
import { neighbour, nextOpen, type Decision, type Item, type Review } from './review.ts';
import { SideMapping } from './SideMapping.tsx';
import classes from './Statements.module.css';
import { useReviewKeys } from './use-review-keys.ts';

export type Change = (update: (review: Review) => Review) => void;

type Props = {
  readonly accord: AccordView;
  readonly draft: { readonly text: string; readonly title: string; readonly review: Review };
  readonly change: Change;
  readonly back: () => void;
  readonly finish: () => void;
};

/** The text and what was found in it, side by side: selecting one shows the other. */
export function ReviewBoard({ accord, draft, change, back, finish }: Props) {
  const { t } = useLingui();
  const { text, review } = draft;
  const [selected, setSelected] = useState(0);
  const [editing, setEditing] = useState<number>();
  const edit = (place: number, part: Partial<Item>) =>
    change((current) => ({
      ...current,
      items: current.items.map((item, index) => (index === place ? { ...item, ...part } : item)),
    }));
  const decide = (place: number, decision: Decision) => {
    if (review.items[place]?.adopted !== false) return;
    edit(place, { decision });
    setEditing(undefined);
    if (decision !== 'open')
      setSelected(
        nextOpen(
          review.items.map((item, index) => (index === place ? { ...item, decision } : item)),
          place,
        ),
      );
  };
  useReviewKeys({
    n: () => setSelected(neighbour(review.items, selected, 1)),
    p: () => setSelected(neighbour(review.items, selected, -1)),
    a: () => decide(selected, 'accepted'),
    r: () => decide(selected, 'rejected'),
    e: () => setEditing(selected),
  });
  const { themes } = accordTerms(accord);
  return (
    <>
      <Group justify="space-between">
        <Button
          variant="default"
          leftSection={<IconArrowLeft size={17} className="mirrored" aria-hidden />}
          onClick={back}
        >
          <Trans>Back to the text</Trans>
        </Button>
        <p className={classes.keys}>
          <Trans>
            Keys: <Kbd>N</Kbd> next, <Kbd>P</Kbd> previous, <Kbd>A</Kbd> accept, <Kbd>R</Kbd> reject, <Kbd>E</Kbd> edit
          </Trans>
        </p>
      </Group>
      <SideMapping accord={accord} review={review} change={change} />
      {review.items.length === 0 && (
        <EmptyState icon={IconMoodEmpty} title={t`The reader found no commitment in this text.`} />
      )}
      <div className={classes.board}>
        <HighlightedText text={text} review={review} selected={selected} select={setSelected} />
        <ol className={classes.cards} aria-label={t`Proposals`}>
          {review.items.map((item, place) => (
            <ProposalCard
              key={item.id}
              item={item}
              place={place}
              words={text.slice(item.start, item.end)}
              review={review}
              accord={accord}
              themes={themes}
              isSelected={place === selected}
              isEditing={place === editing}
              select={() => setSelected(place)}
              decide={(decision) => decide(place, decision)}
              edit={(part) => edit(place, part)}
              toggleEditing={() => {
                setSelected(place);
                setEditing(place === editing ? undefined : place);
              }}
            />
          ))}
        </ol>
      </div>
      <Attendees review={review} change={change} />
      <AdoptBar adoption={{ accord: accord.id, text, title: draft.title, review }} change={change} finish={finish} />
    </>
  );
}
