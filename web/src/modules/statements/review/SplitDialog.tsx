import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { cut, cuts, type Words } from '../model/words.ts';
import type { Span } from '../model/span.ts';
import classes from './SplitDialog.module.css';
import { Dialog } from '../../../ui/Dialog.tsx';

type Props = {
  readonly text: string;
  readonly lang: string;
  readonly span: Span;
  readonly words: Words;
  readonly close: () => void;
  readonly split: (at: number) => void;
};

/** Where the first undertaking ends and the second begins: one slider, for pointer, touch and arrows alike. */
export function SplitDialog({ text, lang, span, words, close, split }: Props) {
  const { t } = useLingui();
  const places = cuts(words, span);
  const [chosen, setChosen] = useState(() => likeliest(text, span, places));
  const at = places[chosen];
  if (at === undefined) return null;
  const [first, second] = cut(text, span, at).map(({ start, end }) => text.slice(start, end));
  return (
    <Dialog close={close} size="lg" title={t`Split in two`}>
      <ol className={classes.parts} lang={lang}>
        <li dir="auto">{first}</li>
        <li dir="auto">{second}</li>
      </ol>
      <input
        type="range"
        className={classes.slider}
        aria-label={t`Where the second part begins`}
        aria-valuetext={second}
        min={0}
        max={places.length - 1}
        value={chosen}
        data-autofocus
        onChange={(event) => setChosen(Number(event.currentTarget.value))}
      />
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={close}>
          <Trans>Cancel</Trans>
        </Button>
        <Button onClick={() => split(at)}>
          <Trans>Split</Trans>
        </Button>
      </Group>
    </Dialog>
  );
}

const JOINS = /^(?:and\b|as well as\b|while\b|并|以及|和|اور(?=\s)|نیز(?=\s))/iu;

/** Before a word that joins, or after a mark of punctuation, near the middle; else in the middle. */
function likeliest(text: string, span: Span, places: readonly number[]): number {
  const middle = (span.start + span.end) / 2;
  const isJoint = (place: number) =>
    /\p{P}\s*$/u.test(text.slice(Math.max(span.start, place - 3), place)) || JOINS.test(text.slice(place, place + 12));
  const distance = (place: number) => Math.abs(place - middle) + (isJoint(place) ? 0 : text.length);
  const best = places.toSorted((a, b) => distance(a) - distance(b))[0];
  return best === undefined ? 0 : places.indexOf(best);
}
