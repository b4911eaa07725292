import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ComparedStatements } from '#contract/statements.ts';
import { statementDraftQuery, useDivergence, type Asked } from '../../data/review.ts';
import { Awaited } from '../../ui/Awaited.tsx';
import entries from '../../ui/Entries.module.css';
import { LongTextField } from '../../ui/form/Fields.tsx';
import { useLocalized } from '../../ui/localized.ts';
import { Problem } from '../../ui/Problem.tsx';
import { Section } from '../../ui/Section.tsx';
import classes from './Review.module.css';

const MOST = 200_000;

/** The statement as the register would have it, and, when what was published comes back, where the two part. */
export function Divergence({ asked }: { readonly asked: Asked }) {
  const { t, i18n } = useLingui();
  const localize = useLocalized();
  const draft = useQuery(statementDraftQuery(asked));
  const compare = useDivergence();
  const [published, setPublished] = useState('');
  return (
    <Section title={t`Joint statement`} note={<Trans>Drafted from what both still owe by the register.</Trans>}>
      <Awaited answer={draft}>
        {({ texts }) => {
          // One reader reads both: the one of the language that the published text is most likely in.
          const shown = texts[i18n.locale] ?? localize(texts);
          const read = texts['en'] ?? shown;
          return (
            <div className={classes.page}>
              <p className={entries.words} dir="auto">
                {shown}
              </p>
              <LongTextField
                name="published"
                label={t`The statement as it was published`}
                rows={5}
                most={MOST}
                value={published}
                change={setPublished}
              />
              <div>
                <Button
                  variant="default"
                  disabled={published.trim() === ''}
                  loading={compare.isPending}
                  onClick={() => compare.mutate({ draft: read, published })}
                >
                  <Trans>Compare with the register</Trans>
                </Button>
              </div>
              {compare.error !== null && <Problem error={compare.error} />}
              {compare.data !== undefined && (
                <Found
                  found={compare.data}
                  draft={compare.variables?.draft ?? ''}
                  published={compare.variables?.published ?? ''}
                />
              )}
            </div>
          );
        }}
      </Awaited>
    </Section>
  );
}

type FoundProps = { readonly found: ComparedStatements; readonly draft: string; readonly published: string };

function Found({ found: { pairs }, draft, published }: FoundProps) {
  const { t } = useLingui();
  const quote = (text: string, { start, end }: { readonly start: number; readonly end: number }) =>
    text.slice(start, end);
  const lists = [
    {
      title: t`In both, told differently`,
      said: pairs.matches.filter(({ differs }) => differs.length > 0).map(({ b }) => quote(published, b)),
    },
    { title: t`In the register alone`, said: pairs.only_a.map((span) => quote(draft, span)) },
    { title: t`In the published statement alone`, said: pairs.only_b.map((span) => quote(published, span)) },
    {
      title: t`In both`,
      said: pairs.matches.filter(({ differs }) => differs.length === 0).map(({ b }) => quote(published, b)),
    },
  ];
  return lists.map(
    ({ title, said }) =>
      said.length > 0 && (
        <div key={title}>
          <h3>{title}</h3>
          <ul>
            {said.map((words) => (
              <li key={words} dir="auto">
                {words}
              </li>
            ))}
          </ul>
        </div>
      ),
  );
}
