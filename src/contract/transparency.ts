import { z } from 'zod';

const count = z.number().int().nullable().describe('null: at least one, and fewer than `least`');

/** `GET /transparency.json`, of everybody: aggregates of one quarter. */
export const Transparency = z.object({
  v: z.literal(1),
  party: z.record(z.string(), z.string()),
  quarter: z.string(),
  isOver: z.boolean(),
  quarters: z.array(z.string()).describe('that can be asked for, the newest first'),
  least: z.number().int(),
  figures: z.array(z.object({ group: z.string(), what: z.string(), count })),
});
export type Transparency = z.infer<typeof Transparency>;
