import { useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconTag } from '@tabler/icons-react';
import { useState } from 'react';
import type { RecordView } from '#contract/records.ts';
import type { JsonObject } from '#kernel/json/types.ts';
import { HANDLING_CODES, meaningOf, TLP_LEVELS } from '#kernel/policy/markings.ts';
import { USE_EXTENSION_ID } from '#kernel/stix/marking-ids.ts';
import { useSession, useSides } from '../../app/session.ts';
import { field, text } from '../../data/fields.ts';
import { usePages } from '../../data/pages.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Marking } from '../../ui/Marking.tsx';
import { Page } from '../../ui/Page.tsx';
import { Section } from '../../ui/Section.tsx';
import { DataTable } from '../../ui/table/DataTable.tsx';
import { RecordLink } from '../records/RecordLink.tsx';
import classes from './Admin.module.css';
import { CaveatDialog } from './CaveatDialog.tsx';

/** Which markings this node knows, and what each means at its doors. */
export function MarkingsPage() {
  const { t } = useLingui();
  const { permissions } = useSession();
  const [isMaking, setMaking] = useState(false);
  const tlp = {
    clear: t`No limit on disclosure`,
    green: t`For the recipient’s community`,
    amber: t`For the recipient’s organisation and its clients`,
    'amber+strict': t`For the recipient’s organisation only`,
    red: t`For the eyes of named recipients only`,
  };
  const handling = {
    H0: t`Used only to prevent and combat crime`,
    H1: t`Not used in judicial proceedings without the permission of who gave it`,
    H2: t`Not passed on without permission`,
    H3: t`Another restriction, as its text says`,
  };
  return (
    <Page
      title={t`Markings`}
      lead={t`What each marking means at the doors of this node. What bears one that is not known here is shown to nobody and sent to nobody.`}
      actions={
        permissions.includes('records.write') && (
          <Button onClick={() => setMaking(true)}>{t`Write a handling caveat`}</Button>
        )
      }
    >
      <Section title={t`The same everywhere`}>
        <dl className={classes.codes}>
          {TLP_LEVELS.map((level) => [
            <dt key={level}>
              <Marking marking={{ tlp: level }} />
            </dt>,
            <dd key={`${level} means`}>{tlp[level]}</dd>,
          ])}
          {HANDLING_CODES.map((code) => [
            <dt key={code}>
              <Marking marking={{ handling: [code] }} />
            </dt>,
            <dd key={`${code} means`}>{handling[code]}</dd>,
          ])}
        </dl>
      </Section>
      <Defined />
      {isMaking && <CaveatDialog close={() => setMaking(false)} />}
    </Page>
  );
}

function Defined() {
  const { t } = useLingui();
  const { name: nameOf } = useSides();
  const list = usePages({
    key: ['records', 'markings'],
    list: 'listRecords',
    query: { type: 'marking-definition' },
    rowsOf: ({ records }) => records,
    meta: { live: ['record'] },
  });
  return (
    <Section
      title={t`Defined by a party`}
      note={t`A definition counts for the records of the party that published it, and for nobody else’s.`}
      flush
    >
      <DataTable<RecordView>
        label={t`Defined by a party`}
        rows={list.rows}
        error={list.error}
        more={list.more}
        keyOf={({ record, publisher }) => `${publisher} ${String(record['id'])}`}
        empty={
          <EmptyState icon={IconTag} title={t`None is held`}>
            {t`Handling caveats of your own, and statements that come with what a partner passes on, stand here.`}
          </EmptyState>
        }
        columns={[
          {
            key: 'name',
            title: t`Marking`,
            width: 'minmax(10rem, 2fr)',
            isHeading: true,
            cell: ({ record }) => (
              <RecordLink id={String(record['id'])}>
                <span dir="auto">
                  {text(record, 'name') ?? text(field(record, 'definition'), 'statement') ?? t`Without a name`}
                </span>
              </RecordLink>
            ),
          },
          { key: 'whose', title: t`Whose`, cell: ({ publisher }) => <bdi>{nameOf(publisher)}</bdi> },
          {
            key: 'means',
            title: t`What it means`,
            width: 'minmax(10rem, 2fr)',
            cell: ({ record }) => <Meaning record={record as JsonObject} />,
          },
        ]}
      />
    </Section>
  );
}

function Meaning({ record }: { readonly record: JsonObject }) {
  const { t } = useLingui();
  const meaning = meaningOf(record);
  if (meaning === undefined) return t`Not known here: what bears it is held back`;
  if (meaning.handling === undefined) return t`A statement, which limits nothing at the doors`;
  const restriction = text(field(field(record, 'extensions'), USE_EXTENSION_ID), 'restriction');
  return (
    <>
      <Marking marking={{ handling: [meaning.handling] }} /> <span dir="auto">{restriction}</span>
    </>
  );
}
