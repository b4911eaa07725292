import { z } from 'zod';
import { line, type Shape } from '#contract/shape.ts';

const Query = z
  .record(z.string().regex(/^[a-z]{1,20}$/), z.string().min(1).max(500))
  .refine((query) => Object.keys(query).length <= 20, 'at most 20');

export const RegisterView = z.object({
  id: z.string(),
  title: z.string(),
  query: z.record(z.string(), z.string()).describe('filters, order and columns, as the address of the page has them'),
  isOwn: z.boolean(),
  isShared: z.boolean().describe('within the unit of who made it'),
});
export type RegisterView = z.infer<typeof RegisterView>;

export const KeptRegisterView = z.strictObject({
  accord: z.string().max(200),
  title: line(80),
  query: Query,
  isShared: z.boolean().describe('within the unit in which its maker acts for this accord'),
});
export type KeptRegisterView = z.infer<typeof KeptRegisterView>;

export const registerViewsApi = {
  listRegisterViews: {
    summary: 'Filters and columns of the register under a name: one’s own, and those shared within one’s units',
    query: z.strictObject({ accord: z.string() }),
    answers: { 200: z.object({ views: z.array(RegisterView) }) },
  },
  keepRegisterView: {
    summary: 'Keep filters and columns of the register under a name, in place of one’s own of the same name',
    body: KeptRegisterView,
    answers: { 201: z.object({ id: z.string() }) },
  },
  dropRegisterView: {
    summary: 'Forget a view of one’s own',
    answers: { 204: z.null() },
  },
} satisfies Record<string, Shape>;
