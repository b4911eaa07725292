import { Plural, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconBuilding } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { UnitView } from '#contract/rights.ts';
import { useSession } from '../../app/session.ts';
import { unitsQuery } from '../../data/rights.ts';
import { Awaited } from '../../ui/Awaited.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { SelectField } from '../../ui/form/Fields.tsx';
import { useLocalized } from '../../ui/localized.ts';
import { Page } from '../../ui/Page.tsx';
import { Section } from '../../ui/Section.tsx';
import { ChangeDialog } from './ChangeDialog.tsx';
import { NamesFields } from './NamesFields.tsx';
import classes from './People.module.css';

type Asked =
  | { readonly kind: 'make'; readonly below: string | null }
  | { readonly kind: 'change' | 'close'; readonly unit: UnitView };

/** The party's own agencies and units, as a tree. A unit is moved and closed, never deleted. */
export function UnitsPage() {
  const { t } = useLingui();
  const units = useQuery(unitsQuery);
  const mayWrite = useSession().permissions.includes('people.write');
  const [asked, setAsked] = useState<Asked>();
  return (
    <Page
      title={t`Units`}
      lead={t`Agencies and units of this party. A grant for the own unit reaches those below it.`}
      width="reading"
      actions={mayWrite && <Button onClick={() => setAsked({ kind: 'make', below: null })}>{t`New unit`}</Button>}
    >
      <Section title={t`Units`}>
        <Awaited answer={units}>
          {(all) =>
            all.length === 0 ? (
              <EmptyState icon={IconBuilding} title={t`No unit yet`} />
            ) : (
              <Below parent={null} all={all} ask={mayWrite ? setAsked : undefined} />
            )
          }
        </Awaited>
      </Section>
      {asked !== undefined && <Ask asked={asked} all={units.data ?? []} close={() => setAsked(undefined)} />}
    </Page>
  );
}

type Tree = {
  readonly parent: string | null;
  readonly all: readonly UnitView[];
  readonly ask: ((asked: Asked) => void) | undefined;
};

function Below({ parent, all, ask }: Tree) {
  const { t } = useLingui();
  const localize = useLocalized();
  const children = all.filter((unit) => unit.parent === parent);
  if (children.length === 0) return null;
  return (
    <ul className={classes.tree}>
      {children.map((unit) => (
        <li key={unit.id}>
          <div className={classes.row}>
            <strong>
              <bdi>{localize(unit.names)}</bdi>
            </strong>
            <span className={classes.rest}>
              <Plural value={unit.people} _0="nobody" one="# person" other="# people" />
            </span>
            {unit.closed !== null && <Chip tone="ended">{t`Closed`}</Chip>}
            {ask !== undefined && unit.closed === null && (
              <>
                <Button size="compact-sm" variant="subtle" onClick={() => ask({ kind: 'make', below: unit.id })}>
                  {t`Unit below it`}
                </Button>
                <Button size="compact-sm" variant="subtle" onClick={() => ask({ kind: 'change', unit })}>
                  {t`Rename or move`}
                </Button>
                <Button size="compact-sm" variant="subtle" color="red" onClick={() => ask({ kind: 'close', unit })}>
                  {t`Close the unit`}
                </Button>
              </>
            )}
          </div>
          <Below parent={unit.id} all={all} ask={ask} />
        </li>
      ))}
    </ul>
  );
}

function Ask({
  asked,
  all,
  close,
}: {
  readonly asked: Asked;
  readonly all: readonly UnitView[];
  readonly close: () => void;
}) {
  const { t } = useLingui();
  const localize = useLocalized();
  const [names, setNames] = useState<Readonly<Record<string, string>>>(asked.kind === 'make' ? {} : asked.unit.names);
  const [parent, setParent] = useState((asked.kind === 'make' ? asked.below : asked.unit.parent) ?? '');
  if (asked.kind === 'close')
    return (
      <ChangeDialog
        title={t`Close the unit`}
        act={t`Close the unit`}
        isGrave
        change={{ kind: 'unit.close', unit: asked.unit.id }}
        close={close}
      />
    );
  const given = Object.fromEntries(Object.entries(names).filter(([, name]) => name.trim() !== ''));
  const place = { parent: parent === '' ? null : parent, names: given };
  const change =
    asked.kind === 'make'
      ? ({ kind: 'unit.make', ...place } as const)
      : ({ kind: 'unit.change', unit: asked.unit.id, ...place } as const);
  const options = all
    .filter(({ id, closed }) => closed === null && (asked.kind === 'make' || id !== asked.unit.id))
    .map((unit) => ({ value: unit.id, label: localize(unit.names) }));
  return (
    <ChangeDialog
      title={asked.kind === 'make' ? t`New unit` : t`Rename or move`}
      act={asked.kind === 'make' ? t`Make it` : t`Change it`}
      change={Object.keys(given).length === 0 ? undefined : change}
      close={close}
    >
      <NamesFields names={names} change={setNames} />
      <SelectField
        name="change.parent"
        label={t`Below`}
        options={[{ value: '', label: t`Directly under the party` }, ...options]}
        value={parent}
        change={setParent}
      />
    </ChangeDialog>
  );
}
