import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import type { HealthView } from '#contract/health.ts';
import { useSides } from '../../app/session.ts';
import { healthQuery } from '../../data/node.ts';
import { Awaited } from '../../ui/Awaited.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { Page } from '../../ui/Page.tsx';
import { Section } from '../../ui/Section.tsx';
import { Stats, type Figure } from '../../ui/Stat.tsx';
import type { Column } from '../../ui/table/column.ts';
import { DataTable } from '../../ui/table/DataTable.tsx';
import { Distance, Moment } from '../../ui/When.tsx';

type Loop = HealthView['loops'][number];

/** What each loop of the node does, by the name under which it runs. */
const LOOPS: Readonly<Record<string, MessageDescriptor>> = {
  'access-log': msg`Places accesses in the log`,
  desk: msg`Reads statements that were put in`,
  live: msg`Tells open pages what changed`,
  outbox: msg`Takes records up into the search`,
  publish: msg`Decides on releases and writes the feeds`,
  purge: msg`Takes expunged content off the disk`,
  retention: msg`Ends what retention ended`,
  deadlines: msg`Tells of what falls due`,
  notices: msg`Tells people what happened`,
  messages: msg`Sends e-mail and webhooks`,
  'sweep-uploads': msg`Drops uploads that nobody finished`,
  pull: msg`Takes the partner’s feeds`,
  files: msg`Fetches the partner’s files`,
};

const BYTES_PER_MIB = 1024 * 1024;

export function HealthPage() {
  const { t } = useLingui();
  const health = useQuery(healthQuery);
  return (
    <Page title={t`Jobs and health`} lead={t`What waits, and what the node does in the background.`}>
      <Awaited answer={health}>
        {(view) => (
          <>
            <Figures view={view} />
            <Loops loops={view.loops} />
          </>
        )}
      </Awaited>
    </Page>
  );
}

function Figures({ view }: { readonly view: HealthView }) {
  const { t, i18n } = useLingui();
  const { queues, most } = view;
  const count = (value: number) => (value >= most ? t`${i18n.number(most)} or more` : i18n.number(value));
  const mib = (bytes: number) => `${i18n.number(Math.round(bytes / BYTES_PER_MIB))} MiB`;
  const figures: Figure[] = [
    { label: t`Releases to decide`, value: count(queues.undecided), note: t`Written, not looked at yet` },
    { label: t`Releases that wait`, value: count(queues.waiting), note: t`For what they need, such as a ratification` },
    { label: t`To be written to a feed`, value: count(queues.unsequenced) },
    {
      label: t`Feeds in quarantine`,
      value: count(queues.quarantined),
      tone: queues.quarantined > 0 ? 'bad' : 'done',
      note: queues.quarantined > 0 ? t`A person has to decide` : t`None`,
    },
    { label: t`Files to fetch`, value: count(queues.files) },
    { label: t`Uploads under way`, value: count(queues.uploads) },
    { label: t`For the search to take up`, value: count(queues.search) },
    {
      label: t`Expunged, still on disk`,
      value: view.purge === null ? t`None` : <Distance at={view.purge.since} />,
      ...(view.purge?.said == null
        ? {}
        : {
            tone: 'warn' as const,
            note: (
              <span lang="en" dir="ltr">
                {view.purge.said}
              </span>
            ),
          }),
    },
    { label: t`Database`, value: <span dir="ltr">{mib(view.databaseBytes)}</span> },
    { label: t`Memory of the process`, value: <span dir="ltr">{mib(view.memoryBytes)}</span> },
    { label: t`Running since`, value: <Distance at={view.since} />, note: <Moment at={view.since} /> },
  ];
  return <Stats figures={figures} />;
}

function Loops({ loops }: { readonly loops: readonly Loop[] }) {
  const { t, i18n } = useLingui();
  const { name: nameOf } = useSides();
  const columns: Column<Loop>[] = [
    {
      key: 'name',
      title: t`Job`,
      isHeading: true,
      width: 'minmax(0, 3fr)',
      cell: ({ name }) => {
        const [job = name, partner] = name.split(' ');
        const words = LOOPS[job];
        return (
          <>
            {words === undefined ? <bdi dir="ltr">{job}</bdi> : t(words)}
            {partner !== undefined && (
              <>
                {' · '}
                <bdi>{nameOf(partner)}</bdi>
              </>
            )}
          </>
        );
      },
    },
    {
      key: 'last',
      title: t`Last run`,
      cell: ({ lastRun }) => (lastRun === null ? t`not yet` : <Distance at={lastRun} />),
    },
    {
      key: 'took',
      title: t`Took`,
      width: '7rem',
      isNumber: true,
      cell: ({ tookMs }) => (tookMs === null ? '–' : <bdi dir="ltr">{i18n.number(tookMs)} ms</bdi>),
    },
    { key: 'runs', title: t`Runs`, width: '6rem', isNumber: true, cell: ({ runs }) => i18n.number(runs) },
    {
      key: 'state',
      title: t`State`,
      width: '9rem',
      cell: ({ failing, running }) =>
        failing ? (
          <Chip tone="bad">{t`Fails`}</Chip>
        ) : running ? (
          <Chip tone="work">{t`Runs now`}</Chip>
        ) : (
          <Chip tone="done">{t`Well`}</Chip>
        ),
    },
  ];
  return (
    <Section title={t`In the background`} note={t`Why a job fails stands in the node’s log.`} flush>
      <DataTable label={t`In the background`} columns={columns} rows={loops} keyOf={({ name }) => name} />
    </Section>
  );
}
