import { useLingui } from '@lingui/react/macro';
import { VisuallyHidden } from '@mantine/core';
import { difference } from './diff.ts';
import classes from './Diff.module.css';

type Props = {
  readonly before: string;
  readonly after: string;
  readonly lang?: string | undefined;
};

/** What became of a text, in the text itself: gone is struck out, new is underlined, and both are said to who hears it. */
export function Diff({ before, after, lang }: Props) {
  const { t } = useLingui();
  return (
    <p className={classes.diff} dir="auto" lang={lang}>
      {difference(before, after, lang).map(({ kind, text }, place) =>
        kind === 'same' ? (
          // oxlint-disable-next-line react/no-array-index-key -- pieces have no name but their place
          <span key={place}>{text}</span>
        ) : kind === 'gone' ? (
          // oxlint-disable-next-line react/no-array-index-key -- as above
          <del key={place} className={classes.gone}>
            <VisuallyHidden>[{t`gone:`} </VisuallyHidden>
            {text}
            <VisuallyHidden>]</VisuallyHidden>
          </del>
        ) : (
          // oxlint-disable-next-line react/no-array-index-key -- as above
          <ins key={place} className={classes.new}>
            <VisuallyHidden>[{t`new:`} </VisuallyHidden>
            {text}
            <VisuallyHidden>]</VisuallyHidden>
          </ins>
        ),
      )}
    </p>
  );
}

export type Change = {
  readonly field: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
  readonly lang?: string;
};

/** Field by field, what one version changed of another. */
export function Changes({ changes }: { readonly changes: readonly Change[] }) {
  return (
    <dl className={classes.changes}>
      {changes.map(({ field, before, after, lang }) => (
        <div key={field} className={classes.change}>
          <dt>{field}</dt>
          <dd>
            <Diff before={before ?? ''} after={after ?? ''} lang={lang} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
