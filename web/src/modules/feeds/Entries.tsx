import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconTimeline } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { EntryView, FeedView } from '#contract/feeds.ts';
import { entriesQuery } from '../../data/queries.ts';
import { Awaited } from '../../ui/Awaited.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Reference } from '../../ui/Reference.tsx';
import { Section } from '../../ui/Section.tsx';
import { StateChip } from '../../ui/StateChip.tsx';
import { DELIVERY, RECEIVED } from '../../ui/vocabulary.ts';
import { Moment } from '../../ui/When.tsx';
import classes from './Feeds.module.css';

const PAGE = 200;

const ENTRY_KINDS: Readonly<Record<string, MessageDescriptor>> = {
  record: msg`Record`,
  receipt: msg`Receipt`,
  recall: msg`Recall`,
  expunge: msg`Deletion`,
  key: msg`Change of key`,
  epoch: msg`New epoch`,
};

/** The newest page first; within a page in the order of the log. */
export function Entries({ feed }: { readonly feed: FeedView }) {
  const { t, i18n } = useLingui();
  const [from, setFrom] = useState(() => Math.max(0, Math.floor((feed.size - 1) / PAGE) * PAGE));
  const entries = useQuery(entriesQuery(feed.id, from));
  return (
    <Section
      title={t`Entries`}
      note={<Trans>An entry names a record only by its hash; its content travels beside it.</Trans>}
      flush
    >
      <Awaited answer={entries}>
        {({ entries: list, next }) =>
          list.length === 0 ? (
            <EmptyState icon={IconTimeline} title={t`No entries yet.`} />
          ) : (
            <>
              <EntryTable entries={list} isOurs={feed.direction === 'ours'} />
              {(from > 0 || next !== null) && (
                <div className={classes.pager}>
                  <Button variant="default" disabled={from === 0} onClick={() => setFrom(Math.max(0, from - PAGE))}>
                    <Trans>Earlier</Trans>
                  </Button>
                  <span className={classes.quiet}>
                    {t`${i18n.number(from)} to ${i18n.number(from + list.length - 1)} of ${i18n.number(feed.size)}`}
                  </span>
                  <Button variant="default" disabled={next === null} onClick={() => setFrom(from + list.length)}>
                    <Trans>Later</Trans>
                  </Button>
                </div>
              )}
            </>
          )
        }
      </Awaited>
    </Section>
  );
}

function EntryTable({ entries, isOurs }: { readonly entries: readonly EntryView[]; readonly isOurs: boolean }) {
  const { t, i18n } = useLingui();
  return (
    <div className={classes.scroll}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t`No.`}</th>
            <th scope="col">{t`Kind`}</th>
            <th scope="col">{t`Hash of the record (c)`}</th>
            <th scope="col">{t`Claimed time`}</th>
            <th scope="col">{t`Had seen of the other feed`}</th>
            <th scope="col">{t`Delivery`}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.index}>
              <td className={classes.number}>{i18n.number(entry.index)}</td>
              <td data-label={t`Kind`} className={classes.kind}>
                <Kind entry={entry} />
              </td>
              <td data-label={t`Hash of the record (c)`}>
                {entry.c === null ? (
                  <span className={classes.quiet}>–</span>
                ) : (
                  <Reference value={entry.c} what={t`Hash of the record (c)`} />
                )}
              </td>
              <td data-label={t`Claimed time`}>
                <Moment at={entry.at} />
              </td>
              <td data-label={t`Had seen of the other feed`} className={classes.number}>
                {t`${i18n.number(entry.seen[1])} entries`}
              </td>
              <td data-label={t`Delivery`}>
                {entry.state === null ? (
                  <span className={classes.quiet}>–</span>
                ) : (
                  <StateChip state={entry.state} terms={isOurs ? DELIVERY : RECEIVED} />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const RECORD_TYPES: Readonly<Record<string, MessageDescriptor>> = {
  accord: msg`Accord`,
  commitment: msg`Commitment`,
  step: msg`Step`,
  statement: msg`Statement`,
};

function Kind({ entry }: { readonly entry: EntryView }) {
  const { t } = useLingui();
  const kind = ENTRY_KINDS[entry.kind];
  const type = entry.record === null ? undefined : RECORD_TYPES[entry.record.type];
  return (
    <>
      {kind === undefined ? entry.kind : t(kind)}
      {entry.record !== null && (
        <span className={classes.quiet}>
          {entry.record.type === 'commitment' ? (
            <Link to="/commitments/$id" params={{ id: entry.record.id }}>
              {t`Commitment`}
            </Link>
          ) : type === undefined ? (
            entry.record.type
          ) : (
            t(type)
          )}
        </span>
      )}
    </>
  );
}
