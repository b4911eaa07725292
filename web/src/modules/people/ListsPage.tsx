import { useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconListDetails } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ListView, RightsChange } from '#contract/rights.ts';
import { useSession } from '../../app/session.ts';
import { listsQuery, peopleQuery, unitsQuery } from '../../data/rights.ts';
import { Awaited } from '../../ui/Awaited.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { SelectField } from '../../ui/form/Fields.tsx';
import { useLocalized } from '../../ui/localized.ts';
import { Page } from '../../ui/Page.tsx';
import { Section } from '../../ui/Section.tsx';
import { ChangeDialog } from './ChangeDialog.tsx';
import { NamesFields } from './NamesFields.tsx';
import classes from './People.module.css';

type Asked = 'make' | { readonly add: ListView } | { readonly from: ListView; readonly person: string };

/** Named lists: what is put on one, its members alone see. */
export function ListsPage() {
  const { t } = useLingui();
  const lists = useQuery(listsQuery);
  const mayWrite = useSession().permissions.includes('people.write');
  const [asked, setAsked] = useState<Asked>();
  const close = () => setAsked(undefined);
  return (
    <Page
      title={t`Need-to-know lists and case teams`}
      lead={t`A record that is on a list, or of a case, is seen by its members alone, whatever else somebody may.`}
      width="reading"
      actions={mayWrite && <Button onClick={() => setAsked('make')}>{t`New list or case`}</Button>}
    >
      <Awaited answer={lists}>
        {(all) =>
          all.length === 0 ? (
            <EmptyState icon={IconListDetails} title={t`No list yet`} />
          ) : (
            all.map((list) => <One key={list.id} list={list} ask={mayWrite ? setAsked : undefined} />)
          )
        }
      </Awaited>
      {asked === 'make' && <Make close={close} />}
      {typeof asked === 'object' && 'add' in asked && <Add list={asked.add} close={close} />}
      {typeof asked === 'object' && 'from' in asked && (
        <ChangeDialog
          title={t`Take off the list`}
          act={t`Take off`}
          isGrave
          change={{ kind: 'list.remove', list: asked.from.id, person: asked.person }}
          close={close}
        />
      )}
    </Page>
  );
}

function One({ list, ask }: { readonly list: ListView; readonly ask: ((asked: Asked) => void) | undefined }) {
  const { t } = useLingui();
  const localize = useLocalized();
  const units = useQuery(unitsQuery);
  const unit = units.data?.find(({ id }) => id === list.unit);
  return (
    <Section title={localize(list.names)} aside={list.kind === 'case' ? t`Case team` : t`Need-to-know list`}>
      {unit !== undefined && (
        <p>
          {t`Everybody assigned to this unit or below is on it:`} <bdi>{localize(unit.names)}</bdi>
        </p>
      )}
      {list.members.length === 0 && list.unit === null && <p>{t`Nobody is on it.`}</p>}
      <ul className={classes.seats}>
        {list.members.map(({ id, name }) => (
          <li key={id} className={classes.row}>
            <bdi>{name}</bdi>
            {ask !== undefined && (
              <Button size="compact-sm" variant="subtle" color="red" onClick={() => ask({ from: list, person: id })}>
                {t`Take off`}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {ask !== undefined && (
        <Button variant="default" onClick={() => ask({ add: list })}>
          {t`Put somebody on it`}
        </Button>
      )}
    </Section>
  );
}

function Make({ close }: { readonly close: () => void }) {
  const { t } = useLingui();
  const localize = useLocalized();
  const units = useQuery(unitsQuery);
  const [kind, setKind] = useState('need-to-know');
  const [unit, setUnit] = useState('');
  const [names, setNames] = useState<Readonly<Record<string, string>>>({});
  const given = Object.fromEntries(Object.entries(names).filter(([, name]) => name.trim() !== ''));
  const change: RightsChange = {
    kind: 'list.make',
    list: kind === 'case' ? 'case' : 'need-to-know',
    names: given,
    accord: null,
    unit: unit === '' ? null : unit,
  };
  const isWhole = Object.keys(given).length > 0;
  return (
    <ChangeDialog title={t`New list or case`} act={t`Make it`} change={isWhole ? change : undefined} close={close}>
      <SelectField
        name="change.list"
        label={t`Kind`}
        options={[
          { value: 'need-to-know', label: t`Need-to-know list` },
          { value: 'case', label: t`Case team` },
        ]}
        value={kind}
        change={setKind}
      />
      <NamesFields names={names} change={setNames} />
      <SelectField
        name="change.unit"
        label={t`A unit’s own (optional)`}
        options={[
          { value: '', label: t`Of no unit` },
          ...(units.data ?? []).map((one) => ({ value: one.id, label: localize(one.names) })),
        ]}
        value={unit}
        change={setUnit}
      />
    </ChangeDialog>
  );
}

function Add({ list, close }: { readonly list: ListView; readonly close: () => void }) {
  const { t } = useLingui();
  const people = useQuery(peopleQuery);
  const [person, setPerson] = useState('');
  const there = new Set(list.members.map(({ id }) => id));
  const options = (people.data ?? [])
    .filter(({ id }) => !there.has(id))
    .map(({ id, name }) => ({ value: id, label: name }));
  return (
    <ChangeDialog
      title={t`Put somebody on it`}
      act={t`Put on it`}
      change={person === '' ? undefined : { kind: 'list.add', list: list.id, person }}
      close={close}
    >
      <SelectField
        name="change.person"
        label={t`Person`}
        isNeeded
        options={[{ value: '', label: t`Choose` }, ...options]}
        value={person}
        change={setPerson}
      />
    </ChangeDialog>
  );
}
