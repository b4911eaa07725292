import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { accessesOfRecord } from '../../data/record-page.ts';
import { Awaited } from '../../ui/Awaited.tsx';
import { Section } from '../../ui/Section.tsx';
import { Moment } from '../../ui/When.tsx';
import { useKindWords, useOutcomeWords } from '../oversight/words.ts';
import { usePurposeWords } from '../../ui/purpose-words.ts';
import classes from './RecordPage.module.css';

const MOST = 8;

/** Who was told of this record, when and what for: for those who may read the access log. */
export function RecordAccesses({ id }: { readonly id: string }) {
  const { t } = useLingui();
  const kinds = useKindWords();
  const outcomes = useOutcomeWords();
  const purposeOf = usePurposeWords();
  const found = useQuery(accessesOfRecord(id));
  return (
    <Section
      title={t`Who accessed this record`}
      note={<Trans>From the access log, newest first. That you looked is in it too.</Trans>}
    >
      <Awaited answer={found} rows={3}>
        {({ accesses }) => (
          <>
            {accesses.length === 0 && <p className={classes.quiet}>{t`Nobody yet.`}</p>}
            <ul className={classes.list}>
              {accesses.slice(0, MOST).map(({ index, at, person, token, kind, outcome, purpose, to }) => (
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
    </Section>
  );
}
