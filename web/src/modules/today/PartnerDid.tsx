import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { IconInbox } from '@tabler/icons-react';
import type { Done } from '#contract/today.ts';
import { useSession, useSides } from '../../app/session.ts';
import { headline } from '../../data/commitment.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Fold } from '../../ui/Fold.tsx';
import { useLocalized } from '../../ui/localized.ts';
import { useRecordWords } from '../../ui/record-words.ts';
import { Section } from '../../ui/Section.tsx';
import { VERBS } from '../../ui/vocabulary.ts';
import { Moment } from '../../ui/When.tsx';
import { RecordLink } from '../records/RecordLink.tsx';
import classes from './Today.module.css';

type Props = { readonly done: readonly Done[]; readonly isWhole: boolean };

/** The same act on the same kind of thing is one line; what it was done on opens below. */
export function PartnerDid({ done, isWhole }: Props) {
  const { t } = useLingui();
  return (
    <Section
      title={t`What the partner did`}
      note={isWhole ? undefined : t`There is more: only the newest are counted.`}
      flush={done.length > 0}
    >
      {done.length === 0 ? (
        <EmptyState icon={IconInbox} title={t`Nothing since you were here.`}>
          <Trans>Records and steps of the partner are gathered here from one visit to the next.</Trans>
        </EmptyState>
      ) : (
        <>
          <Groups done={done.slice(0, AT_ONCE)} />
          {done.length > AT_ONCE && (
            <Fold className={classes.group} summary={<Trans>Show more</Trans>}>
              <Groups done={done.slice(AT_ONCE)} />
            </Fold>
          )}
        </>
      )}
    </Section>
  );
}

/** As many as are read at a glance. */
const AT_ONCE = 6;

function Groups({ done }: { readonly done: readonly Done[] }) {
  return (
    <ul className={classes.list}>
      {done.map((one) => (
        <li key={[one.party, one.accord, one.type, one.verb].join(' ')} className={classes.group}>
          <Group done={one} />
        </li>
      ))}
    </ul>
  );
}

function Group({ done }: { readonly done: Done }) {
  const { t } = useLingui();
  const localize = useLocalized();
  const { name } = useSides();
  const { accords } = useSession();
  const { party, accord, type, verb, count, last, records } = done;
  const what = useRecordWords().type(type);
  const act = verb === null ? t`sent` : VERBS[verb] === undefined ? verb : t(VERBS[verb].done);
  const under = accords.find(({ id }) => id === accord);
  return (
    <Fold
      className={classes.summary}
      summary={
        <>
          <span>
            <bdi>{name(party)}</bdi> {act} · {what} · {t`${plural(count, { one: '# time', other: '# times' })}`}
          </span>
          <span className={classes.beside}>
            {under !== undefined && (
              <>
                <bdi>{localize(under.name)}</bdi> ·{' '}
              </>
            )}
            <Moment at={last} />
          </span>
        </>
      }
    >
      <ul className={classes.inner}>
        {records.map(({ id, title }) => (
          <li key={id} dir="auto">
            <RecordLink id={id}>
              {title === null ? (
                <bdi dir="ltr" className={classes.id}>
                  {id}
                </bdi>
              ) : typeof title === 'string' ? (
                headline(title)
              ) : (
                localize(title)
              )}
            </RecordLink>
          </li>
        ))}
      </ul>
    </Fold>
  );
}
