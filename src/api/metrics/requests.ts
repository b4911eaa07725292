import type { Metric, Sample } from './exposition.ts';

/** Upper ends in seconds. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export type Answered = { readonly operation: string; readonly status: number; readonly ms: number };
export type RequestCounts = {
  readonly note: (answered: Answered) => void;
  readonly metrics: () => Metric[];
};

type Durations = { readonly counts: number[]; sum: number; count: number };

/** How often each operation was answered how, and how long that took. Its name is the contract's, so there are as many as operations. */
export function openRequestCounts(): RequestCounts {
  const answers = new Map<string, Map<number, number>>();
  const durations = new Map<string, Durations>();
  return {
    note: ({ operation, status, ms }) => {
      const statuses = answers.get(operation) ?? new Map<number, number>();
      answers.set(operation, statuses.set(status, (statuses.get(status) ?? 0) + 1));
      const seconds = ms / 1000;
      const took = durations.get(operation) ?? { counts: BUCKETS.map(() => 0), sum: 0, count: 0 };
      durations.set(operation, took);
      const at = BUCKETS.findIndex((end) => seconds <= end);
      if (at >= 0) took.counts[at]! += 1;
      took.sum += seconds;
      took.count += 1;
    },
    metrics: () => [
      {
        name: 'entente_requests_total',
        type: 'counter',
        help: 'Requests that were answered, by operation and status.',
        samples: [...answers].flatMap(([operation, statuses]) =>
          [...statuses].map(([status, value]) => ({ labels: { operation, status: String(status) }, value })),
        ),
      },
      {
        name: 'entente_request_duration_seconds',
        type: 'histogram',
        help: 'From the first byte of the head to the last of the answer, by operation.',
        samples: [...durations].flatMap(([operation, took]) => histogram(operation, took)),
      },
    ],
  };
}

function histogram(operation: string, { counts, sum, count }: Durations): Sample[] {
  let below = 0;
  const buckets = BUCKETS.map((end, n) => {
    below += counts[n]!;
    return { suffix: '_bucket', labels: { operation, le: String(end) }, value: below };
  });
  return [
    ...buckets,
    { suffix: '_bucket', labels: { operation, le: '+Inf' }, value: count },
    { suffix: '_sum', labels: { operation }, value: sum },
    { suffix: '_count', labels: { operation }, value: count },
  ];
}
