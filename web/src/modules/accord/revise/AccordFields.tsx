import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { itemsOf, keyFor, without } from '../../../data/accord-draft.ts';
import { TLP_IDS } from '../../../data/marking.ts';
import { CheckField, SelectField, TextField } from '../../../ui/form/Fields.tsx';
import { useRecordWords } from '../../../ui/record-words.ts';
import { Section } from '../../../ui/Section.tsx';
import { ForceField } from '../ForceField.tsx';
import classes from './AccordFields.module.css';

type Fields = Readonly<Record<string, unknown>>;
type Props = { readonly value: Fields; readonly change: (next: Fields) => void };

const LISTS = ['channels', 'legal_bases', 'themes'] as const;
type List = (typeof LISTS)[number];

/** The terms of an accord, field by field. Who its parties are is not changed by a revision. */
export function AccordFields({ value, change }: Props) {
  const { t } = useLingui();
  const words = useRecordWords();
  const common = Object.keys(value).filter((path) => path.startsWith('name.'));
  const set = (path: string, next: unknown) => change({ ...value, [path]: next });
  return (
    <>
      <Section title={t`The accord`}>
        <div className={classes.fields}>
          {common.map((path) => (
            <One key={path} path={path} value={value[path]} set={set} />
          ))}
          <ForceField value={value['entry_into_force']} change={(next) => set('entry_into_force', next)} />
        </div>
      </Section>
      {LISTS.map((list) => (
        <Section key={list} title={words.property(list)}>
          {itemsOf(value, list).map((item) => (
            <Item key={item} list={list} item={item} value={value} change={change} set={set} />
          ))}
          {list !== 'themes' && <Add list={list} value={value} change={change} />}
        </Section>
      ))}
    </>
  );
}

type ItemProps = Props & {
  readonly list: List;
  readonly item: string;
  readonly set: (path: string, next: unknown) => void;
};

function Item({ list, item, value, change, set }: ItemProps) {
  const { t } = useLingui();
  const head = `${list}.${item}`;
  const paths = Object.keys(value).filter((path) => path.startsWith(`${head}.`));
  return (
    <fieldset className={classes.item}>
      <legend>
        <bdi dir="ltr">{item}</bdi>
      </legend>
      <div className={classes.fields}>
        {paths.map((path) => (
          <One key={path} path={path} skip={2} value={value[path]} set={set} />
        ))}
      </div>
      {itemsOf(value, list).length > (list === 'channels' ? 1 : 0) && (
        <Button
          variant="subtle"
          color="red"
          size="compact-sm"
          aria-label={t`Take out: ${item}`}
          onClick={() => change(without(value, head))}
        >
          <Trans>Take out</Trans>
        </Button>
      )}
    </fieldset>
  );
}

type OneProps = {
  readonly path: string;
  readonly value: unknown;
  readonly set: (path: string, next: unknown) => void;
  /** Words of its path that stand above it already. */
  readonly skip?: number;
};

/** By what it holds now: the node judges the whole. */
function One({ path, value, set, skip = 0 }: OneProps): ReactNode {
  const words = useRecordWords();
  const label = words.property(path.split('.').slice(skip).join('.'));
  const common = { name: path, label };
  if (typeof value === 'boolean') return <CheckField {...common} value={value} change={(next) => set(path, next)} />;
  if (typeof value === 'number')
    return (
      <TextField
        {...common}
        type="number"
        isCode
        value={String(value)}
        change={(next) => set(path, next === '' ? 0 : Number(next))}
      />
    );
  if (/\.(?:tlp|pap)$/.test(path))
    return (
      <SelectField
        {...common}
        value={String(value)}
        options={levelsOf(path).map((level) => ({ value: level, label: level.toUpperCase() }))}
        change={(next) => set(path, next)}
      />
    );
  // What names the parties, by their ids, is not for a text field.
  if (path.endsWith('.owed_by')) return null;
  if (Array.isArray(value))
    return <TextField {...common} isCode value={value.join(', ')} change={(next) => set(path, next.split(/,\s*/))} />;
  return <TextField {...common} most={500} value={String(value)} change={(next) => set(path, next)} />;
}

const levelsOf = (path: string): readonly string[] =>
  path.endsWith('.tlp') ? Object.keys(TLP_IDS) : ['clear', 'green', 'amber', 'red'];

function Add({ list, value, change }: Props & { readonly list: Exclude<List, 'themes'> }) {
  const { t } = useLingui();
  const [title, setTitle] = useState('');
  const add = () => {
    const head = `${list}.${keyFor(title, itemsOf(value, list))}`;
    const fresh: Fields =
      list === 'legal_bases'
        ? { [`${head}.title.en`]: title.trim(), [`${head}.in_force`]: false }
        : {
            [`${head}.title.en`]: title.trim(),
            [`${head}.purposes`]: ['working-group'],
            [`${head}.ceiling.tlp`]: 'green',
            [`${head}.default_markings.tlp`]: 'green',
            [`${head}.retention_days`]: 365,
          };
    change({ ...value, ...fresh });
    setTitle('');
  };
  return (
    <Group gap="sm" align="flex-end">
      <TextField
        name={`${list}.new`}
        label={list === 'channels' ? t`Title of a new channel` : t`Title of a new legal basis`}
        most={200}
        value={title}
        change={setTitle}
      />
      <Button variant="default" disabled={title.trim() === ''} onClick={add}>
        <Trans>Add it</Trans>
      </Button>
    </Group>
  );
}
