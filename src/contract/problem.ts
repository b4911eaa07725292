import { z } from 'zod';

/** RFC 9457 problem details, the form of every error of the JSON API (`application/problem+json`). */
export const Problem = z.object({
  type: z.string().describe('a stable URN: urn:entente:problem:<code>'),
  title: z.string(),
  status: z.number().int(),
  code: z.string().describe('a FailureCode'),
  detail: z.string(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof Problem>;
