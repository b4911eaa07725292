import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { AccessView } from '#contract/oversight.ts';
import { accessesOfRecord } from '../../data/record-page.ts';
import { Awaited } from '../../ui/Awaited.tsx';
import { PurposeGate } from '../../ui/PurposeGate.tsx';
import { Section } from '../../ui/Section.tsx';
import { Moment } from '../../ui/When.tsx';
import { useKindWords, useOutcomeWords } from '../oversight/words.ts';
import { usePurposeWords } from '../../ui/purpose-words.ts';
import classes from './RecordPage.module.css';

const MOST = 8;

type Told = AccessView & { readonly times: number };

/** A page asks for several things at once: what one person did in one go for one purpose is one line. */
function grouped(accesses: readonly AccessView[]): readonly Told[] {
  const lines: Told[] = [];
  for (const one of accesses) {
    const last = lines.at(-1);
    if (last !== undefined && keyOf(last) === keyOf(one)) lines[lines.length - 1] = { ...last, times: last.times + 1 };
    else lines.push({ ...one, times: 1 });
  }
  return lines;
}

const keyOf = ({ person, token, kind, outcome, purpose, to, at }: AccessView): string =>
  JSON.stringify([person?.id, token, kind, outcome, purpose, to, at.slice(0, 13)]);

/** Who was told of this record, when and what for: for those who may read the access log. */
export function RecordAccesses({ id }: { readonly id: string }) {
  const { t } = useLingui();
  return (
    <Section
      title={t`Who accessed this record`}
      note={<Trans>From the access log, newest first. That you looked is in it too.</Trans>}
    >
      <PurposeGate>
        <Accesses id={id} />
      </PurposeGate>
    </Section>
  );
}

function Accesses({ id }: { readonly id: string }) {
  const { t, i18n } = useLingui();
  const kinds = useKindWords();
  const outcomes = useOutcomeWords();
  const purposeOf = usePurposeWords();
  const found = useQuery(accessesOfRecord(id));
  return (
    <Awaited answer={found} rows={3}>
      {({ accesses }) => (
        <>
          {accesses.length === 0 && <p className={classes.quiet}>{t`Nobody yet.`}</p>}
          <ul className={classes.list}>
            {grouped(accesses)
              .slice(0, MOST)
              .map(({ index, at, person, token, kind, outcome, purpose, to, times }) => (
                <li key={index}>
                  <bdi>{person === null ? t`nobody known` : (person.name ?? person.id)}</bdi>
                  {token !== null && (
                    <>
                      {' '}
                      <bdi className={classes.quiet}>{token}</bdi>
                    </>
                  )}
                  <div className={classes.quiet}>
                    <Moment at={at} /> · {kinds[kind]}
                    {times > 1 && <> × {i18n.number(times)}</>}
                    {outcome === 'refused' && <> · {outcomes.refused}</>} · <bdi>{purposeOf(purpose)}</bdi>
                    {to !== null && (
                      <>
                        {' · '}
                        <Trans>
                          given to <bdi>{to}</bdi>
                        </Trans>
                      </>
                    )}
                  </div>
                </li>
              ))}
          </ul>
          <Link to="/oversight/accesses" search={{ record: id }}>{t`All accesses to this record`}</Link>
        </>
      )}
    </Awaited>
  );
}
