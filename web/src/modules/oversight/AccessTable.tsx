import { useLingui } from '@lingui/react/macro';
import { Anchor } from '@mantine/core';
import { IconEye } from '@tabler/icons-react';
import type { AccessView } from '#contract/oversight.ts';
import { useSession } from '../../app/session.ts';
import { usePages } from '../../data/pages.ts';
import { Chip } from '../../ui/Chip.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { DataTable } from '../../ui/table/DataTable.tsx';
import { Moment } from '../../ui/When.tsx';
import { RecordLink } from '../records/RecordLink.tsx';
import classes from './Oversight.module.css';
import { usePurposeWords } from '../../ui/purpose-words.ts';
import { useKindWords, useOutcomeWords } from './words.ts';

export type Following = { readonly person?: string; readonly purpose?: string; readonly token?: string };
type Props = {
  readonly list: 'listAccesses' | 'listOwnAccesses';
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly follow?: (next: Following) => void;
};

/** Entries of the access log, newest first. */
export function AccessTable({ list: of, query, follow }: Props) {
  const { t, i18n } = useLingui();
  const kinds = useKindWords();
  const outcomes = useOutcomeWords();
  const purposeOf = usePurposeWords();
  const list = usePages({ key: ['accesses'], list: of, query, rowsOf: ({ accesses }) => accesses });
  return (
    <DataTable
      label={t`Entries of the access log`}
      {...list}
      keyOf={({ index }) => String(index)}
      empty={<EmptyState icon={IconEye} title={t`No entry fits.`} />}
      columns={[
        { key: 'index', title: t`No.`, width: '3.5rem', isNumber: true, cell: ({ index }) => i18n.number(index) },
        { key: 'at', title: t`When`, width: '7rem', cell: ({ at }) => <Moment at={at} /> },
        {
          key: 'person',
          title: t`Who`,
          width: 'minmax(8.5rem, 1.2fr)',
          isHeading: true,
          cell: ({ person, token }) => (
            <>
              {person === null ? (
                t`nobody known`
              ) : (
                <Followed follow={follow} to={{ person: person.id }}>
                  <bdi>{person.name ?? person.id}</bdi>
                </Followed>
              )}
              {token !== null && (
                <div className={classes.quiet}>
                  <bdi>{token}</bdi>
                </div>
              )}
            </>
          ),
        },
        {
          key: 'kind',
          title: t`Kind`,
          width: '7.5rem',
          cell: ({ kind, outcome }) => (
            <Chip
              tone={kind === 'alarm' ? 'bad' : kind === 'restore' || outcome === 'refused' ? 'warn' : 'neutral'}
              state={kind}
            >
              {outcome === 'refused' ? `${kinds[kind]} · ${outcomes.refused}` : kinds[kind]}
            </Chip>
          ),
        },
        {
          key: 'asked',
          title: t`What was asked`,
          width: 'minmax(8rem, 2.5fr)',
          cell: ({ asked }) => (
            <bdi dir="ltr" className={classes.asked}>
              {asked}
            </bdi>
          ),
        },
        {
          key: 'purpose',
          title: t`Purpose`,
          width: 'minmax(6rem, 1fr)',
          cell: ({ purpose }) => (
            <Followed follow={follow} to={{ purpose }}>
              <bdi>{purposeOf(purpose)}</bdi>
            </Followed>
          ),
        },
        { key: 'count', title: t`Records`, width: '4rem', isNumber: true, cell: (one) => <Told access={one} /> },
        {
          key: 'to',
          title: t`Given to`,
          width: 'minmax(5rem, 1fr)',
          cell: ({ to }) => (to === null ? '–' : <bdi>{to}</bdi>),
        },
      ]}
    />
  );
}

/** To the record that was read, where the address names one. */
function Told({ access: { asked, count } }: { readonly access: AccessView }) {
  const { i18n } = useLingui();
  const { permissions } = useSession();
  const [, id] = /\/api\/v1\/(?:records|accords)\/([a-z0-9-]+--[0-9a-f-]{36})/.exec(asked) ?? [];
  if (id === undefined || !permissions.includes('records.read')) return <>{i18n.number(count)}</>;
  return <RecordLink id={id}>{i18n.number(count)}</RecordLink>;
}

type FollowedProps = {
  readonly follow: ((next: Following) => void) | undefined;
  readonly to: Following;
  readonly children: React.ReactNode;
};

function Followed({ follow, to, children }: FollowedProps) {
  if (follow === undefined) return <>{children}</>;
  return (
    <Anchor component="button" type="button" inherit ta="start" onClick={() => follow(to)}>
      {children}
    </Anchor>
  );
}
