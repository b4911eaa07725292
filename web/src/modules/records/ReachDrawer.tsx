import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Reach } from '#contract/rights.ts';
import { ROLES } from '../../app/roles.ts';
import { useSession, useSides } from '../../app/session.ts';
import { explanationQuery, reachQuery } from '../../data/rights.ts';
import { Awaited } from '../../ui/Awaited.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { Drawer } from '../../ui/Drawer.tsx';
import { SelectField } from '../../ui/form/Fields.tsx';
import { usePurposeWords } from '../../ui/purpose-words.ts';
import { Reason } from '../../ui/Reason.tsx';
import { releaseWords } from '../../ui/reason-words.ts';
import { Moment } from '../../ui/When.tsx';
import { ACTS, RULES } from '../people/rule-words.ts';
import classes from './RecordPage.module.css';

/** For who answers for records and sees this one: who could ever see it, and why somebody may not see or send it. */
export function ReachButton({ id }: { readonly id: string }) {
  const { t } = useLingui();
  const { permissions } = useSession();
  const [isOpen, setOpen] = useState(false);
  if (!permissions.includes('reach.read')) return null;
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        <Trans>Who can see it, and who not</Trans>
      </Button>
      <Drawer title={t`Who can see it, and who not`} isOpen={isOpen} close={() => setOpen(false)}>
        {isOpen && <Content id={id} />}
      </Drawer>
    </>
  );
}

function Content({ id }: { readonly id: string }) {
  const reach = useQuery(reachQuery(id));
  return (
    <Awaited answer={reach}>
      {(found) => (
        <>
          <Why id={id} reach={found} />
          <Who reach={found} />
          <Where reach={found} />
        </>
      )}
    </Awaited>
  );
}

function Why({ id, reach: { people, others } }: { readonly id: string; readonly reach: Reach }) {
  const { t } = useLingui();
  const [person, setPerson] = useState('');
  const [action, setAction] = useState('records.read');
  const answer = useQuery(explanationQuery(id, person, action));
  const all = [...people, ...others].toSorted((a, b) => a.name.localeCompare(b.name));
  const { may, rule, why } = answer.data ?? {};
  const words = rule == null ? undefined : RULES[rule];
  return (
    <section>
      <h3>{t`Why can somebody not see or send it?`}</h3>
      <div className={classes.ask}>
        <SelectField
          name="person"
          label={t`Person`}
          options={[{ value: '', label: t`Choose` }, ...all.map((one) => ({ value: one.id, label: one.name }))]}
          value={person}
          change={setPerson}
        />
        <SelectField
          name="action"
          label={t`What`}
          options={ACTS.map(([value, label]) => ({ value, label: t(label) }))}
          value={action}
          change={setAction}
        />
      </div>
      <p aria-live="polite">
        {may === true && <Chip tone="done">{t`They may.`}</Chip>}
        {may === false && (
          <>
            <Chip tone="bad">{t`They may not.`}</Chip> {words === undefined ? why : t(words)}
          </>
        )}
      </p>
    </section>
  );
}

function Who({ reach: { people, others, tokens } }: { readonly reach: Reach }) {
  const { t } = useLingui();
  const names = new Map([...people, ...others].map(({ id, name }) => [id, name]));
  return (
    <>
      <section>
        <h3>{t`People here who see it`}</h3>
        <ul className={classes.list}>
          {people.map(({ id, name, role, unit, parts }) => (
            <li key={id}>
              <bdi>{name}</bdi>
              <div className={classes.quiet}>
                {ROLES[role] === undefined ? role : t(ROLES[role])} · <bdi>{unit}</bdi> · {t`parts: ${parts}`}
              </div>
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h3>{t`Programs of theirs`}</h3>
        {tokens.length === 0 && <p className={classes.quiet}>{t`None.`}</p>}
        <ul className={classes.list}>
          {tokens.map(({ person, name, prefix, expires }) => (
            <li key={prefix}>
              <bdi>{name}</bdi> <bdi dir="ltr">{prefix}</bdi>
              <div className={classes.quiet}>
                <bdi>{names.get(person) ?? person}</bdi>
                {expires !== null && (
                  <>
                    {' · '}
                    {t`until`} <Moment at={expires} />
                  </>
                )}
              </div>
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h3>{t`People here who do not`}</h3>
        {others.length === 0 && <p className={classes.quiet}>{t`None.`}</p>}
        <ul className={classes.list}>
          {others.map(({ id, name, rule, why }) => (
            <li key={id}>
              <bdi>{name}</bdi>
              <div className={classes.quiet}>{RULES[rule] === undefined ? why : t(RULES[rule])}</div>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

function Where({ reach: { parties, exports } }: { readonly reach: Reach }) {
  const { t } = useLingui();
  const { name } = useSides();
  const purposeOf = usePurposeWords();
  const outcomes: Readonly<Record<string, string>> = {
    author: t`Its author`,
    yes: t`It was released to them`,
    no: t`It was not released to them`,
    wait: t`Its release waits`,
    queued: t`Its release is not decided yet`,
  };
  return (
    <>
      <section>
        <h3>{t`Partners`}</h3>
        {parties.length === 0 && <p className={classes.quiet}>{t`None.`}</p>}
        <ul className={classes.list}>
          {parties.map(({ id, outcome, why, at }) => (
            <li key={id}>
              <bdi>{name(id)}</bdi>: {outcomes[outcome] ?? outcome}
              {why !== null && (
                <>
                  {' '}
                  <Reason code={why} words={releaseWords} said={null} />
                </>
              )}
              {at !== null && (
                <div className={classes.quiet}>
                  <Moment at={at} />
                </div>
              )}
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h3>{t`Exports that hold it`}</h3>
        {exports.length === 0 && <p className={classes.quiet}>{t`None.`}</p>}
        <ul className={classes.list}>
          {exports.map(({ at, by, purpose, to }, place) => (
            <li key={place}>
              <bdi>{by}</bdi> · <Moment at={at} />
              <div className={classes.quiet}>
                <bdi>{purposeOf(purpose)}</bdi>
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
      </section>
    </>
  );
}
