import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import type { DeskStatement } from '#contract/statement-desk.ts';
import { useSides } from '../../../app/session.ts';
import { StatedDate, Moment } from '../../../ui/When.tsx';
import { languageName } from '../../../ui/language-name.ts';
import classes from './Review.module.css';

type Fact = { readonly key: string; readonly fact: ReactNode };

/** Where the text is from, and how it came here. */
export function About({ statement }: { readonly statement: DeskStatement }) {
  const { t, i18n } = useLingui();
  const sides = useSides();
  const { lang, side, published, source, characters, putBy, putAt, reading } = statement;
  const facts: readonly Fact[] = [
    { key: 'lang', fact: lang === null ? undefined : languageName(lang, i18n.locale) },
    { key: 'side', fact: side === null ? undefined : <Trans>Account of {<bdi>{sides.name(side)}</bdi>}</Trans> },
    { key: 'published', fact: published === null ? undefined : <StatedDate date={published} /> },
    { key: 'source', fact: source === null ? undefined : <bdi>{source.name}</bdi> },
    { key: 'length', fact: t`${plural(characters, { one: '# character', other: '# characters' })}` },
    {
      key: 'put',
      fact: (
        <Trans>
          put in by {<bdi>{putBy}</bdi>}, {<Moment at={putAt} />}
        </Trans>
      ),
    },
    { key: 'reader', fact: reading.reader === null ? t`not read by the reader` : undefined },
  ];
  return (
    <ul className={classes.about}>{facts.map(({ key, fact }) => fact !== undefined && <li key={key}>{fact}</li>)}</ul>
  );
}
