import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { REVIEW_SECTIONS, type ReviewSentence, type ReviewView } from '#contract/review.ts';
import { useCurrentAccord } from '../../app/current-accord.ts';
import { accordTerms } from '../../data/accord-terms.ts';
import { accordQuery } from '../../data/queries.ts';
import entries from '../../ui/Entries.module.css';
import { useLocalized } from '../../ui/localized.ts';
import { Reference } from '../../ui/Reference.tsx';
import { Section } from '../../ui/Section.tsx';
import { RecordLink } from '../records/RecordLink.tsx';
import classes from './Review.module.css';
import { EVIDENCE_WORDS, SECTION_WORDS } from './words.ts';

type Props = {
  readonly sentences: readonly ReviewSentence[];
  /** What became of what is cited, once it was looked up. */
  readonly evidence?: ReviewView['evidence'];
};

/** Every sentence with what it stands on, or that it stands on nothing. */
export function Sentences({ sentences, evidence }: Props) {
  const { t } = useLingui();
  const localize = useLocalized();
  const { id } = useCurrentAccord();
  const accord = useQuery({ ...accordQuery(id ?? ''), enabled: id !== undefined });
  const themes = accord.data === undefined ? [] : accordTerms(accord.data).themes;
  const titleOf = (theme: string) => {
    const found = themes.find(({ key }) => key === theme);
    return found === undefined ? theme || t`Without a theme` : localize(found.title);
  };
  return REVIEW_SECTIONS.map((section) => {
    const said = sentences.filter((one) => one.section === section);
    return (
      said.length > 0 && (
        <Section key={section} title={t(SECTION_WORDS[section])}>
          {(section === 'figures' ? [{ sentences: said }] : inGroups(said, themes)).map(
            ({ theme, sentences: ones }) => (
              <div key={theme ?? ''}>
                {theme !== undefined && <h3 className={classes.theme}>{titleOf(theme)}</h3>}
                <ul className={entries.list}>
                  {ones.map((sentence, at) => (
                    // oxlint-disable-next-line react/no-array-index-key -- never reordered: a sentence's place is who it is
                    <Said key={at} sentence={sentence} {...(evidence === undefined ? {} : { evidence })} />
                  ))}
                </ul>
              </div>
            ),
          )}
        </Section>
      )
    );
  });
}

/** From how many sentences on a section is read by theme. */
const LONG = 10;
type Group = { readonly theme?: string; readonly sentences: readonly ReviewSentence[] };

/** In the order of the accord's themes, what has none last; undivided where it is short. */
function inGroups(said: readonly ReviewSentence[], themes: readonly { readonly key: string }[]): Group[] {
  const groups = Map.groupBy(said, ({ theme }) => theme ?? '');
  if (said.length < LONG || groups.size < 2) return [{ sentences: said }];
  const place = (theme: string) => {
    const at = themes.findIndex(({ key }) => key === theme);
    return at === -1 ? themes.length + Number(theme === '') : at;
  };
  return [...groups]
    .map(([theme, sentences]) => ({ theme, sentences }))
    .sort((a, b) => place(a.theme) - place(b.theme));
}

const SHOWN = 12;

function Said({
  sentence,
  evidence,
}: {
  readonly sentence: ReviewSentence;
  readonly evidence?: ReviewView['evidence'];
}) {
  const { t, i18n } = useLingui();
  const localize = useLocalized();
  const { texts, evidence: cited, about_ref: about } = sentence;
  const count = i18n.number(cited.length);
  const stateOf = (ref: string, modified: string, c: string) =>
    evidence?.find((one) => one.ref === ref && one.modified === modified && one.c === c)?.state;
  return (
    <li className={classes.item}>
      <p className={classes.said} dir="auto">
        {about === undefined ? localize(texts) : <RecordLink id={about}>{localize(texts)}</RecordLink>}
      </p>
      {cited.length === 0 ? (
        <p className={classes.none}>
          <Trans>no evidence supplied</Trans>
        </p>
      ) : (
        <details>
          <summary className={entries.quiet}>{t`Evidence (${count})`}</summary>
          <ul className={entries.list}>
            {cited.slice(0, SHOWN).map(({ ref, modified, c }) => {
              const state = stateOf(ref, modified, c);
              return (
                <li key={`${ref} ${modified} ${c}`} className={classes.row}>
                  <RecordLink id={ref}>
                    <bdi dir="ltr">{ref}</bdi>
                  </RecordLink>
                  <bdi dir="ltr" className={entries.quiet}>
                    {modified}
                  </bdi>
                  <Reference value={c} what={t`Hash of this version`} />
                  {state !== undefined && <span className={entries.quiet}>{t(EVIDENCE_WORDS[state])}</span>}
                </li>
              );
            })}
          </ul>
        </details>
      )}
    </li>
  );
}
