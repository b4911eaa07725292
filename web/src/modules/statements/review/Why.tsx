import { Trans } from '@lingui/react/macro';
import type { Item } from '../model/item.ts';
import { emphasised } from '../model/emphasis.ts';
import { wordsOfReasons } from '../model/reason.ts';
import { Reasons } from '../Reasons.tsx';
import classes from './ProposalCard.module.css';

type Props = { readonly item: Item; readonly words: string; readonly lang: string };

/** The words of the passage; those that decided stand out. */
export function Passage({ item, words, lang }: Props) {
  const phrases = emphasised(words, wordsOfReasons(item.proposal?.why ?? []));
  return (
    <blockquote className={classes.words} dir="auto" lang={lang}>
      {phrases.map((phrase, place) =>
        phrase.decides ? (
          // oxlint-disable-next-line react/no-array-index-key -- the pieces of one text have no other name
          <b key={place}>{phrase.words}</b>
        ) : (
          phrase.words
        ),
      )}
    </blockquote>
  );
}

/** Why the reader proposed it: the words that decided, wherever they stand. A reason, not a number. */
export function Why({ item, lang }: Omit<Props, 'words'>) {
  if (item.proposal === null) return null;
  const { why } = item.proposal;
  return (
    <div className={classes.why}>
      <span>
        <Trans>Why proposed:</Trans>
      </span>
      {why.length === 0 ? <Trans>The reader gave no words for this.</Trans> : <Reasons why={why} lang={lang} />}
    </div>
  );
}
