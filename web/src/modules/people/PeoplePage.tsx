import { useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { PersonView } from '#contract/rights.ts';
import { ROLES } from '../../app/roles.ts';
import { useSession } from '../../app/session.ts';
import { peopleQuery, unitsQuery } from '../../data/rights.ts';
import { Chip } from '../../ui/Chip.tsx';
import { Drawer } from '../../ui/Drawer.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { useLocalized } from '../../ui/localized.ts';
import { Marking } from '../../ui/Marking.tsx';
import { Page } from '../../ui/Page.tsx';
import { DataTable } from '../../ui/table/DataTable.tsx';
import { Moment } from '../../ui/When.tsx';
import { Assign } from './Assign.tsx';
import { ChangeDialog } from './ChangeDialog.tsx';
import { Clear } from './Clear.tsx';
import classes from './People.module.css';

/** Who works at this node, in which roles, for which accords, cleared up to what. */
export function PeoplePage() {
  const { t } = useLingui();
  const people = useQuery(peopleQuery);
  const [open, setOpen] = useState<string>();
  const person = people.data?.find(({ id }) => id === open);
  return (
    <Page
      title={t`People`}
      lead={t`Assignments and clearances. What widens somebody’s rights, a second person confirms.`}
    >
      <DataTable
        label={t`People`}
        rows={people.data}
        error={people.error}
        keyOf={({ id }) => id}
        open={({ id }) => setOpen(id)}
        empty={<EmptyState icon={IconUsers} title={t`Nobody yet`} />}
        columns={[
          { key: 'name', title: t`Name`, isHeading: true, cell: ({ name }) => <bdi>{name}</bdi> },
          {
            key: 'number',
            title: t`Officer number`,
            cell: ({ officerNumber }) => <bdi dir="ltr">{officerNumber}</bdi>,
          },
          { key: 'roles', title: t`Roles`, width: 'minmax(0, 2fr)', cell: (one) => <Roles person={one} /> },
          {
            key: 'clearance',
            title: t`Clearance`,
            width: 'minmax(9rem, 1fr)',
            cell: ({ clearance }) => <Marking marking={{ tlp: clearance.tlp, handling: clearance.handling }} />,
          },
          {
            key: 'state',
            title: t`State`,
            cell: ({ active }) => <Chip tone={active ? 'done' : 'ended'}>{active ? t`Active` : t`Switched off`}</Chip>,
          },
        ]}
      />
      <Drawer title={<bdi>{person?.name ?? ''}</bdi>} isOpen={person !== undefined} close={() => setOpen(undefined)}>
        {person !== undefined && <Rights person={person} />}
      </Drawer>
    </Page>
  );
}

function Roles({ person }: { readonly person: PersonView }) {
  const { t } = useLingui();
  const roles = [...new Set(person.assignments.map(({ role }) => role))];
  return <>{roles.map((role) => (ROLES[role] === undefined ? role : t(ROLES[role]))).join(' · ')}</>;
}

function Rights({ person }: { readonly person: PersonView }) {
  const { t } = useLingui();
  const localize = useLocalized();
  const mayWrite = useSession().permissions.includes('people.write');
  const units = useQuery(unitsQuery);
  const [asked, setAsked] = useState<'assign' | 'clear' | { readonly end: string }>();
  const close = () => setAsked(undefined);
  const unitName = (id: string): string => {
    const unit = units.data?.find((one) => one.id === id);
    return unit === undefined ? id : localize(unit.names);
  };
  return (
    <>
      <h3>{t`Assignments`}</h3>
      {person.assignments.length === 0 && <p>{t`None now.`}</p>}
      <ul className={classes.seats}>
        {person.assignments.map((one) => (
          <li key={one.id}>
            <div className={classes.row}>
              <strong>{ROLES[one.role] === undefined ? one.role : t(ROLES[one.role]!)}</strong>
              <bdi>{unitName(one.unit)}</bdi>
              <Marking marking={{ tlp: one.tlp }} />
              {mayWrite && (
                <Button size="compact-sm" variant="subtle" color="red" onClick={() => setAsked({ end: one.id })}>
                  {t`End it`}
                </Button>
              )}
            </div>
            <div>
              {one.accord === null ? (
                t`For no accord`
              ) : one.accord === '*' ? (
                t`For every accord, also those to come`
              ) : (
                <bdi dir="ltr">{one.accord}</bdi>
              )}
              {one.channels !== null && (
                <>
                  {' · '}
                  <bdi dir="ltr">{one.channels.join(', ')}</bdi>
                </>
              )}
              {one.until !== null && (
                <>
                  {' · '}
                  {t`until`} <Moment at={one.until} />
                </>
              )}
            </div>
            <small>
              <bdi>{one.reason}</bdi>
            </small>
          </li>
        ))}
      </ul>
      {mayWrite && (
        <div className={classes.row}>
          <Button onClick={() => setAsked('assign')}>{t`Give an assignment`}</Button>
          <Button variant="default" onClick={() => setAsked('clear')}>{t`Change the clearance`}</Button>
        </div>
      )}
      {asked === 'assign' && <Assign person={person.id} close={close} />}
      {asked === 'clear' && <Clear person={person} close={close} />}
      {typeof asked === 'object' && (
        <ChangeDialog
          title={t`End the assignment`}
          act={t`End it`}
          isGrave
          change={{ kind: 'assignment.end', assignment: asked.end }}
          close={close}
        />
      )}
    </>
  );
}
