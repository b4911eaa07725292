import { useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { GrantTable, RightsChange, RoleGrant } from '#contract/rights.ts';
import { ROLES } from '../../app/roles.ts';
import { useSession } from '../../app/session.ts';
import { grantsQuery } from '../../data/rights.ts';
import { Awaited } from '../../ui/Awaited.tsx';
import { SelectField } from '../../ui/form/Fields.tsx';
import { Page } from '../../ui/Page.tsx';
import { Section } from '../../ui/Section.tsx';
import { ChangeDialog } from './ChangeDialog.tsx';
import { FAMILIES, SCOPES } from './words.ts';
import classes from './People.module.css';

/** What each role may at this node: actions down, roles across. */
export function RolesPage() {
  const { t } = useLingui();
  const grants = useQuery(grantsQuery);
  const mayWrite = useSession().permissions.includes('people.write');
  const [asked, setAsked] = useState<'give' | RoleGrant>();
  const close = () => setAsked(undefined);
  return (
    <Page
      title={t`Roles`}
      lead={t`What each role may. An action on records holds for the accord of the assignment; the administrator reads no records, oversight writes none.`}
      actions={mayWrite && <Button onClick={() => setAsked('give')}>{t`Give a grant`}</Button>}
    >
      <Awaited answer={grants}>
        {(table) => (
          <>
            {table.families.concat('node').map((family) => (
              <Section key={family} title={FAMILIES[family] === undefined ? family : t(FAMILIES[family])} flush>
                <Matrix family={family} table={table} take={mayWrite ? setAsked : undefined} />
              </Section>
            ))}
            {asked === 'give' && <Give table={table} close={close} />}
          </>
        )}
      </Awaited>
      {typeof asked === 'object' && (
        <ChangeDialog
          title={t`Take the grant from the role`}
          act={t`Take it`}
          isGrave
          change={{ kind: 'grant.take', grant: asked }}
          close={close}
        />
      )}
    </Page>
  );
}

type MatrixProps = {
  readonly family: string;
  readonly table: GrantTable;
  readonly take: ((grant: RoleGrant) => void) | undefined;
};

function Matrix({ family, table, take }: MatrixProps) {
  const { t } = useLingui();
  const ofFamily = table.grants.filter((grant) => grant.family === family);
  const actions = table.actions.filter(({ action }) => ofFamily.some((grant) => grant.action === action));
  const roleName = (role: string): string => (ROLES[role] === undefined ? role : t(ROLES[role]));
  return (
    <div
      className={classes.scroll}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls is reached by the keyboard
      tabIndex={0}
    >
      <table className={classes.matrix} aria-label={FAMILIES[family] === undefined ? family : t(FAMILIES[family])}>
        <thead>
          <tr>
            <th scope="col">{t`Action`}</th>
            {table.roles.map((role) => (
              <th key={role} scope="col">
                {roleName(role)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {actions.map(({ action }) => (
            <tr key={action}>
              <th scope="row">
                <bdi dir="ltr">{action}</bdi>
              </th>
              {table.roles.map((role) => (
                <td key={role}>
                  {ofFamily
                    .filter((grant) => grant.action === action && grant.role === role)
                    .map((grant) => {
                      const reach = SCOPES[grant.scope] === undefined ? grant.scope : t(SCOPES[grant.scope]!);
                      return take === undefined ? (
                        <span key={grant.scope}>{reach}</span>
                      ) : (
                        <Button
                          key={grant.scope}
                          size="compact-sm"
                          variant="default"
                          aria-label={`${reach}: ${t`Take ${action} from ${roleName(role)}`}`}
                          onClick={() => take(grant)}
                        >
                          {reach}
                        </Button>
                      );
                    })}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

type Scope = RoleGrant['scope'];

function Give({ table, close }: { readonly table: GrantTable; readonly close: () => void }) {
  const { t } = useLingui();
  const [role, setRole] = useState('');
  const [action, setAction] = useState('');
  const [family, setFamily] = useState('common');
  const [scope, setScope] = useState<string>('accord');
  const isOnRecords = table.actions.find((one) => one.action === action)?.onRecords !== false;
  const grant: RoleGrant = isOnRecords
    ? { role, action, family, scope: scope as Scope }
    : { role, action, family: 'node', scope: 'node' };
  const change: RightsChange = { kind: 'grant.give', grant };
  const choose = { value: '', label: t`Choose` };
  return (
    <ChangeDialog title={t`Give a grant`} act={t`Give it`} change={role && action ? change : undefined} close={close}>
      <SelectField
        name="change.grant.role"
        label={t`Role`}
        isNeeded
        options={[choose, ...table.roles.map((value) => ({ value, label: ROLES[value] ? t(ROLES[value]) : value }))]}
        value={role}
        change={setRole}
      />
      <SelectField
        name="change.grant.action"
        label={t`Action`}
        isNeeded
        options={[choose, ...table.actions.map((one) => ({ value: one.action, label: one.action }))]}
        value={action}
        change={setAction}
      />
      {isOnRecords && (
        <>
          <SelectField
            name="change.grant.family"
            label={t`Of which records`}
            options={table.families.map((value) => ({ value, label: FAMILIES[value] ? t(FAMILIES[value]) : value }))}
            value={family}
            change={setFamily}
          />
          <SelectField
            name="change.grant.scope"
            label={t`How far`}
            options={(['accord', 'unit', 'case'] as const).map((value) => ({ value, label: t(SCOPES[value]!) }))}
            value={scope}
            change={setScope}
          />
        </>
      )}
    </ChangeDialog>
  );
}
