import { Plural, Trans, useLingui } from '@lingui/react/macro';
import type { Effect } from '#contract/rights.ts';
import { Chip } from '../../ui/Chip.tsx';
import classes from './People.module.css';

/** What a change would do, as the node worked it out: who sees more or less, and how much. */
export function EffectList({ effect }: { readonly effect: Effect }) {
  const { t } = useLingui();
  const { widens, people, records } = effect;
  return (
    <section className={classes.effect} aria-label={t`What it would change`} aria-live="polite">
      <p>
        <Chip tone={widens ? 'warn' : 'done'}>
          {widens ? t`It widens: a second person must confirm it` : t`Nobody sees or may more`}
        </Chip>
      </p>
      {(records.gained > 0 || records.lost > 0) && (
        <p>
          <Trans>
            Records that become visible to somebody: {records.gained}. Records that somebody no longer sees:{' '}
            {records.lost}.
          </Trans>
        </p>
      )}
      <ul>
        {people.slice(0, MOST).map(({ person, name, gains, loses, granted, withdrawn }) => (
          <li key={person}>
            <bdi>{name}</bdi>: {t`sees ${sum(gains)} more, ${sum(loses)} fewer`}
            {granted.length > 0 && (
              <>
                {' · '}
                {t`may now`} <bdi dir="ltr">{granted.join(', ')}</bdi>
              </>
            )}
            {withdrawn.length > 0 && (
              <>
                {' · '}
                {t`may no more`} <bdi dir="ltr">{withdrawn.join(', ')}</bdi>
              </>
            )}
          </li>
        ))}
      </ul>
      {people.length > MOST && (
        <p>
          <Plural value={people.length - MOST} one="and # person more" other="and # people more" />
        </p>
      )}
    </section>
  );
}

const MOST = 20;
const sum = (classed: Effect['people'][number]['gains']): number =>
  classed.reduce((total, { records }) => total + records, 0);
