import { Trans, useLingui } from '@lingui/react/macro';
import { Button, VisuallyHidden } from '@mantine/core';
import { IconBellOff, IconChecks, IconSettings } from '@tabler/icons-react';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { NoticeView } from '#contract/notices.ts';
import { NOTICE_KIND_NAMES } from '#kernel/notices/kinds.ts';
import { useSession } from '../../app/session.ts';
import { headline } from '../../data/commitment.ts';
import { useReadNotices } from '../../data/notices.ts';
import { usePages } from '../../data/pages.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { FilterBar } from '../../ui/FilterBar.tsx';
import { useLocalized } from '../../ui/localized.ts';
import { Page } from '../../ui/Page.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Moment } from '../../ui/When.tsx';
import classes from './Notifications.module.css';
import { KIND_NAMES, noticePath, useNoticeLine } from './words.ts';

/** All that one was told, as far as one may see it still. */
export function NotificationsPage() {
  const { t } = useLingui();
  const localize = useLocalized();
  const { accords } = useSession();
  const search = useSearch({ from: '/shell/notifications' });
  const navigate = useNavigate();
  const read = useReadNotices();
  const { open, ...filters } = search;
  const list = usePages({
    key: ['notices', 'list'],
    list: 'listNotices',
    query: filters,
    rowsOf: ({ notices }) => notices,
  });
  const rows = list.rows ?? [];
  const isFiltered = Object.values(filters).some((value) => value !== undefined);
  return (
    <Page
      title={t`Notifications`}
      lead={t`What you were told. What you may not see any more is not here.`}
      width="reading"
      actions={
        <>
          <Button
            variant="default"
            leftSection={<IconChecks size={17} aria-hidden />}
            disabled={!rows.some((one) => !one.read)}
            loading={read.isPending}
            onClick={() => read.mutate({ all: true, until: rows[0]?.at ?? new Date().toISOString() })}
          >
            {t`Mark all as read`}
          </Button>
          <Button
            variant="subtle"
            leftSection={<IconSettings size={17} aria-hidden />}
            renderRoot={(props) => <Link to="/notifications/settings" {...props} />}
          >
            {t`How you are told`}
          </Button>
        </>
      }
    >
      <FilterBar
        list="notifications"
        filters={[
          { key: 'unread', label: t`Show`, options: [{ value: 'true', label: t`Unread` }] },
          {
            key: 'kind',
            label: t`Kind`,
            options: NOTICE_KIND_NAMES.map((value) => ({ value, label: t(KIND_NAMES[value]) })),
          },
          {
            key: 'accord',
            label: t`Accord`,
            options: accords.map(({ id, name }) => ({ value: id, label: localize(name) })),
          },
        ]}
        now={filters}
        change={(next) => void navigate({ to: '/notifications', search: next, replace: true })}
      />
      {list.error !== null && <Problem error={list.error} retry={list.retry} />}
      {list.rows !== undefined && rows.length === 0 ? (
        <EmptyState icon={IconBellOff} title={isFiltered ? t`Nothing fits these filters.` : t`Nothing was told yet.`}>
          <Trans>
            When the partner sends something, takes a step, or something falls due, it stands here. You choose what is
            also sent by e-mail.
          </Trans>
        </EmptyState>
      ) : (
        <ol className={classes.list} aria-busy={list.rows === undefined}>
          {rows.map((notice) => (
            <Row
              key={notice.id}
              notice={notice}
              isOpened={notice.id === open}
              see={() => notice.read || read.mutate({ ids: [notice.id] })}
            />
          ))}
        </ol>
      )}
      {list.more.has && (
        <Button variant="default" mt="md" loading={list.more.isLoading} onClick={list.more.load}>
          {t`Show more`}
        </Button>
      )}
    </Page>
  );
}

type RowProps = { readonly notice: NoticeView; readonly isOpened: boolean; readonly see: () => void };

function Row({ notice, isOpened, see }: RowProps) {
  const { t } = useLingui();
  const localize = useLocalized();
  const line = useNoticeLine()(notice);
  const path = noticePath(notice);
  return (
    <li
      className={classes.notice}
      data-notice={notice.kind}
      data-unread={!notice.read || undefined}
      data-opened={isOpened || undefined}
    >
      <span className={classes.dot}>
        <VisuallyHidden>{notice.read ? t`Read` : t`Unread`}</VisuallyHidden>
      </span>
      <div className={classes.words}>
        {path === undefined ? (
          <span className={classes.line}>{line}</span>
        ) : (
          <Link to={path} className={classes.line} onClick={see}>
            {line}
          </Link>
        )}
        {notice.record?.title != null && (
          <span className={classes.title} dir="auto">
            {typeof notice.record.title === 'string' ? headline(notice.record.title) : localize(notice.record.title)}
          </span>
        )}
        <span className={classes.kind}>
          {t(KIND_NAMES[notice.kind])} · <Moment at={notice.at} />
        </span>
      </div>
      {!notice.read && (
        <Button variant="subtle" size="compact-sm" onClick={see} aria-label={t`Mark as read: ${line}`}>
          {t`Mark as read`}
        </Button>
      )}
    </li>
  );
}
