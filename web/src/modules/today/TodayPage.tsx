import { Trans, useLingui } from '@lingui/react/macro';
import { IconMoodCheck, IconUsersPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { Today } from '#contract/today.ts';
import { useSession } from '../../app/session.ts';
import { noteVisit, todayQuery } from '../../data/notices.ts';
import { Awaited } from '../../ui/Awaited.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Page } from '../../ui/Page.tsx';
import { Section } from '../../ui/Section.tsx';
import { Stats } from '../../ui/Stat.tsx';
import { Moment } from '../../ui/When.tsx';
import { Deadlines } from './Deadlines.tsx';
import { PartnerDid } from './PartnerDid.tsx';
import { Tasks } from './Tasks.tsx';
import classes from './Today.module.css';

/** The beginning of a day: what waits for me, what falls due, what is new. */
export function TodayPage() {
  const { permissions } = useSession();
  return permissions.includes('notices.own') ? <MyDay /> : <NoRole />;
}

/** Whoever was let in before somebody confirmed their role: nobody is refused without being told what they wait for. */
function NoRole() {
  const { t } = useLingui();
  return (
    <Page title={t`Today`}>
      <EmptyState
        icon={IconUsersPlus}
        title={t`You have no role at this node now`}
        action={<Link to="/me/security">{t`Signing in`}</Link>}
      >
        <Trans>
          A role that you were given waits until a second person confirms it, and one that you had may have ended. Ask
          whoever let you in. Meanwhile you can add a passkey.
        </Trans>
      </EmptyState>
    </Page>
  );
}

function MyDay() {
  const { t } = useLingui();
  const today = useQuery(todayQuery);
  useEffect(() => {
    const here = () => document.visibilityState === 'visible' && void noteVisit().catch(() => {}); // the next look notes it
    here();
    document.addEventListener('visibilitychange', here);
    return () => document.removeEventListener('visibilitychange', here);
  }, []);
  return (
    <Page title={t`Today`} lead={today.data && <Since since={today.data.since} />}>
      <Awaited answer={today} rows={6}>
        {(view) => <Day view={view} />}
      </Awaited>
    </Page>
  );
}

function Since({ since }: { readonly since: string }) {
  return (
    <Trans>
      What waits for you, and what is new since <Moment at={since} />.
    </Trans>
  );
}

function Day({ view }: { readonly view: Today }) {
  const { t, i18n } = useLingui();
  const { permissions } = useSession();
  const reads = permissions.includes('records.read');
  return (
    <div className={classes.page} data-today>
      <Stats
        figures={[
          {
            label: t`Waits for you`,
            value: i18n.number(view.tasks.length),
            tone: view.tasks.length > 0 ? 'wait' : 'done',
          },
          {
            label: t`Unread`,
            value: (
              <Link to="/notifications" search={{ unread: 'true' }}>
                {i18n.number(view.unread)}
              </Link>
            ),
          },
          ...(reads
            ? [
                {
                  label: t`Did not reach the partner`,
                  value: (
                    <Link to="/notifications" search={{ unread: 'true', kind: 'delivery-trouble' }}>
                      {i18n.number(view.trouble)}
                    </Link>
                  ),
                  tone: view.trouble > 0 ? ('bad' as const) : ('neutral' as const),
                },
              ]
            : []),
        ]}
      />
      <div className={classes.columns}>
        <div className={classes.page}>
          <Section title={t`My tasks`} flush={view.tasks.length > 0}>
            {view.tasks.length > 0 ? (
              <Tasks tasks={view.tasks} />
            ) : (
              <EmptyState icon={IconMoodCheck} title={t`Nothing waits for you.`}>
                <Trans>
                  What you have to accept, answer, report or decide comes here by itself, by your role and what you may
                  see.
                </Trans>
              </EmptyState>
            )}
          </Section>
          {reads && <PartnerDid done={view.partner} isWhole={view.isPartnerWhole} />}
        </div>
        {reads && <Deadlines deadlines={view.deadlines} />}
      </div>
    </div>
  );
}
