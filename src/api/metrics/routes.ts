import { monitorEventLoopDelay } from 'node:perf_hooks';
import { backupKeysIn } from '#store/backup/backup-keys.ts';
import { feeds, type Feed } from '#store/feeds.ts';
import { whatWaits, type Waiting } from '#store/health.ts';
import { parties, type Party } from '#store/parties.ts';
import type { Pulse } from '#store/pulse.ts';
import type { NodeContext } from '#api/module.ts';
import { route, type AnyRoute } from '#api/route.ts';
import { exposition, type Metric, type Sample } from './exposition.ts';
import type { RequestCounts } from './requests.ts';

type Measured = { readonly pulse: Pulse; readonly requests: RequestCounts; readonly dataDir: string };

/** Figures for a monitoring system: counts, sizes and times, with ids of parties and feeds and nothing of records. */
export function metricRoutes({ db, self, atEnd }: NodeContext, { pulse, requests, dataDir }: Measured): AnyRoute[] {
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  atEnd(async () => void delay.disable());
  return [
    route('readMetrics', {
      permission: 'node.read',
      handle: async () => {
        const now = self.now();
        const [waiting, known, followed] = await db.snapshot('node', async (tx) => [
          await whatWaits(tx),
          await parties(tx),
          await feeds(tx),
        ]);
        const made = (await backupKeysIn(dataDir)).flatMap(({ at }) => at?.getTime() ?? []);
        const metrics: Metric[] = [
          ...requests.metrics(),
          ...queueMetrics(waiting),
          ...partnerMetrics(known, followed, now),
          gauge('entente_pool_connections', 'Connections of this process to the database.', [
            { labels: { state: 'open' }, value: db.pool.totalCount },
            { labels: { state: 'idle' }, value: db.pool.idleCount },
            { labels: { state: 'awaited' }, value: db.pool.waitingCount },
          ]),
          gauge(
            'entente_event_loop_delay_seconds',
            'How late the event loop was, since the process began.',
            [50, 99, 100].map((percent) => ({
              labels: { quantile: String(percent / 100) },
              value: delay.percentile(percent) / 1e9,
            })),
          ),
          gauge('process_resident_memory_bytes', 'Memory of this process; the database apart.', [
            { value: process.memoryUsage.rss() },
          ]),
          gauge('process_start_time_seconds', 'When this process began.', [
            { value: Math.round(now.getTime() / 1000 - process.uptime()) },
          ]),
          gauge(
            'entente_last_backup_age_seconds',
            'Since the newest backup whose key is here; absent before the first.',
            made.length === 0 ? [] : [{ value: secondsSince(Math.max(...made), now) }],
          ),
          ...loopMetrics(pulse, now),
        ];
        return {
          status: 200,
          body: new TextEncoder().encode(exposition(metrics)),
          headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8', 'cache-control': 'no-store' },
        };
      },
    }),
  ];
}

const gauge = (name: string, help: string, samples: readonly Sample[]): Metric => ({
  name,
  type: 'gauge',
  help,
  samples,
});
const secondsSince = (at: number, now: Date): number => Math.max(0, (now.getTime() - at) / 1000);

function queueMetrics({ databaseBytes, purgeSince: _since, purgeSaid: _said, ...queues }: Waiting): Metric[] {
  return [
    gauge(
      'entente_queue_length',
      'What waits where, counted up to 10000.',
      Object.entries(queues).map(([queue, value]) => ({ labels: { queue }, value })),
    ),
    gauge('entente_database_bytes', 'Of the database, its indexes among them.', [{ value: databaseBytes }]),
  ];
}

function partnerMetrics(known: readonly Party[], followed: readonly Feed[], now: Date): Metric[] {
  const partners = known.filter(({ isSelf }) => !isSelf);
  const lagOf = (id: string): number =>
    followed
      .filter(({ isOurs, recipient }) => isOurs && recipient === id)
      .reduce((sum, { size, cosignedSize }) => sum + Math.max(0, size - (cosignedSize ?? 0)), 0);
  return [
    gauge(
      'entente_feed_entries',
      'Size of each feed.',
      followed.map(({ id, isOurs, size }) => ({
        labels: { feed: String(id), direction: isOurs ? 'ours' : 'theirs' },
        value: size,
      })),
    ),
    gauge(
      'entente_partner_lag_entries',
      'Entries of ours that a partner has not cosigned.',
      partners.map(({ id }) => ({ labels: { partner: id }, value: lagOf(id) })),
    ),
    gauge(
      'entente_partner_silence_seconds',
      'Since a partner was last heard of; absent before the first time.',
      partners.flatMap(({ id, lastContact }) =>
        lastContact === null ? [] : [{ labels: { partner: id }, value: secondsSince(lastContact.getTime(), now) }],
      ),
    ),
  ];
}

function loopMetrics(pulse: Pulse, now: Date): Metric[] {
  const loops = pulse.all();
  const each = (value: (loop: (typeof loops)[number]) => number | undefined): Sample[] =>
    loops.flatMap((loop) => {
      const found = value(loop);
      return found === undefined ? [] : [{ labels: { job: loop.name }, value: found }];
    });
  return [
    {
      name: 'entente_job_runs_total',
      type: 'counter',
      help: 'Runs of each job in the background.',
      samples: each(({ runs }) => runs),
    },
    {
      name: 'entente_job_failures_total',
      type: 'counter',
      help: 'Runs of each job that did not end well; the log says why.',
      samples: each(({ failures }) => failures),
    },
    gauge(
      'entente_job_age_seconds',
      'Since the last run of each job ended.',
      each(({ lastRun }) => (lastRun === null ? undefined : secondsSince(lastRun.getTime(), now))),
    ),
  ];
}
