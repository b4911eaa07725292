import { z } from 'zod';
import { media, type Shape } from './shape.ts';

const count = z.number().int();

/** `GET /api/v1/node/health`: figures for who runs the node. No content, and no names of records. */
export const HealthView = z.object({
  at: z.string(),
  /** Of this process. */
  since: z.string(),
  memoryBytes: count,
  databaseBytes: z.number(),
  queues: z
    .object({
      undecided: count.describe('releases that wait for a decision'),
      waiting: count.describe('releases that wait for what they need'),
      unsequenced: count.describe('decided releases that are not in a feed yet'),
      files: count.describe('files of partners that are not whole here yet'),
      uploads: count.describe('begun and not finished'),
      search: count.describe('versions of records that the search has not taken up'),
      quarantined: count.describe('feeds that wait for a person'),
    })
    .describe('each is counted up to `most`'),
  most: count,
  purge: z.object({ since: z.string(), said: z.string().nullable() }).nullable().describe('expunged and still on disk'),
  loops: z
    .array(
      z.object({
        name: z.string(),
        lastRun: z.string().nullable(),
        tookMs: z.number().nullable(),
        runs: count,
        failures: count.describe('runs that did not end well'),
        failing: z.boolean().describe('its last run failed; the log says why'),
        running: z.boolean(),
      }),
    )
    .describe('what the node does in the background, by name'),
});
export type HealthView = z.infer<typeof HealthView>;

export const healthApi = {
  readHealth: { summary: 'What waits, and what the node does in the background', answers: { 200: HealthView } },
  readMetrics: {
    summary: 'Figures for a monitoring system',
    description:
      'Counts, sizes and times in the text format that Prometheus reads. No content, and no names of records.',
    answers: { 200: media('text/plain', 'metrics, one a line') },
  },
} satisfies Record<string, Shape>;
