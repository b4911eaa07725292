import { z } from 'zod';

/** RFC 9457 problem details, the form of every error of the JSON API (`application/problem+json`). */
export const Problem = z.object({
  type: z.string().describe('an address at this node where the code is explained: /api/problems/{code}'),
  title: z.string(),
  status: z.number().int(),
  code: z.string().describe('stable; docs/api/problems.md lists all'),
  detail: z.string(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof Problem>;
