import { Trans, useLingui } from '@lingui/react/macro';
import { KINDS, STATED } from '../../ui/vocabulary.ts';
import { parseCadence } from '../../ui/dates.ts';
import { useCadence } from '../../ui/When.tsx';
import { readReason } from './model/reason.ts';
import { ABOUT_WORDS, NOTE_WORDS } from './reasons.ts';
import classes from './Reasons.module.css';

/** Reasons in words, never a number: what each speaks of, in the language of the page, and the words of the text. */
export function Reasons({ why, lang }: { readonly why: readonly string[]; readonly lang: string }) {
  const { t } = useLingui();
  const cadence = useCadence();
  const said = (word: string): string | undefined =>
    Object.hasOwn(STATED, word)
      ? t(STATED[word as keyof typeof STATED])
      : Object.hasOwn(KINDS, word)
        ? t(KINDS[word as keyof typeof KINDS])
        : parseCadence(word) === undefined
          ? undefined
          : cadence(word);
  return (
    <ul className={classes.reasons}>
      {why.map((reason, place) => {
        const { about, words, note, so } = readReason(reason);
        return (
          // oxlint-disable-next-line react/no-array-index-key -- the same words may decide twice
          <li key={place}>
            {about !== undefined && <span>{t(ABOUT_WORDS[about])}: </span>}
            {note !== undefined && <span>{t(NOTE_WORDS[note])}</span>}
            {words.map((word) =>
              about === 'recurrence' || said(word) === undefined ? (
                <bdi key={word} lang={lang} className={classes.words}>
                  {word}
                </bdi>
              ) : (
                <b key={word}>{said(word)}</b>
              ),
            )}
            {so !== undefined && (
              <span>
                {' '}
                {about === 'now-and-before' ? (
                  <Trans>
                    (before: <bdi>{said(so) ?? so}</bdi>)
                  </Trans>
                ) : (
                  <bdi>{said(so) ?? so}</bdi>
                )}
              </span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
