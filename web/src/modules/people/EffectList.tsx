import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { Effect } from '#contract/rights.ts';
import type { Moving } from '../../data/rights.ts';
import { Chip } from '../../ui/Chip.tsx';
import { useRecordWords } from '../../ui/record-words.ts';
import { MovedRecords } from './MovedRecords.tsx';
import classes from './People.module.css';

type Props = {
  readonly effect: Effect;
  /** Of what: left out where the records cannot be listed, since it was decided. */
  readonly of?: Moving['of'] | undefined;
  /** Of an accord's terms: the partner is who sees. */
  readonly ofTerms?: boolean;
};

/** What a change would do, as the node worked it out: who sees more or less, and just which records. */
export function EffectList({ effect, of, ofTerms = false }: Props) {
  const { t, i18n } = useLingui();
  const words = useRecordWords();
  const { widens, people, records, types, parties } = effect;
  return (
    <section className={classes.effect} aria-label={t`What it would change`} aria-live="polite">
      <p>
        <Chip tone={widens ? 'warn' : 'done'}>
          {ofTerms
            ? widens
              ? t`It lets more through: somebody else than its writer ratifies it`
              : t`It lets nothing more through`
            : widens
              ? t`It widens: a second person must confirm it`
              : t`Nobody sees or may more`}
        </Chip>
      </p>
      {(records.gained > 0 || records.lost > 0) && (
        <p>
          {ofTerms ? (
            <Trans>
              Records that would be let through: {records.gained}. Records that would be held back: {records.lost}.
            </Trans>
          ) : (
            <Trans>
              Records that become visible to somebody: {records.gained}. Records that somebody no longer sees:{' '}
              {records.lost}.
            </Trans>
          )}
        </p>
      )}
      {types.length > 0 && (
        <ul>
          {types.map(({ type, gained, lost }) => (
            <li key={type}>
              {words.type(type)}: <bdi dir="ltr">{`+${i18n.number(gained)} −${i18n.number(lost)}`}</bdi>
            </li>
          ))}
        </ul>
      )}
      <ul>
        {people.slice(0, MOST).map((one) => (
          <One key={one.person} one={one} of={of} />
        ))}
        {parties.map(({ party, name, gained }) => (
          <li key={party}>
            <bdi>{name}</bdi>: {gained > 0 ? t`would be sent more of it` : t`would be sent less of it`}
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

function One({ one, of }: { readonly one: Effect['people'][number]; readonly of: Moving['of'] | undefined }) {
  const { t } = useLingui();
  const [isOpen, setOpen] = useState(false);
  const { person, name, records, granted, withdrawn } = one;
  return (
    <li>
      <bdi>{name}</bdi>: {t`sees ${records.gained} more, ${records.lost} fewer`}
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
      {of !== undefined && records.gained + records.lost > 0 && (
        <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
          <summary>{t`Which records`}</summary>
          {isOpen && records.gained > 0 && (
            <>
              <p>{t`Comes to see`}</p>
              <MovedRecords moving={{ of, person }} which="gained" />
            </>
          )}
          {isOpen && records.lost > 0 && (
            <>
              <p>{t`Sees no more`}</p>
              <MovedRecords moving={{ of, person }} which="lost" />
            </>
          )}
        </details>
      )}
    </li>
  );
}
