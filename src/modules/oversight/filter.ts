import type { AccessFilter } from '#store/access-search.ts';

type Given = { readonly from?: string | undefined; readonly to?: string | undefined } & Omit<
  AccessFilter,
  'from' | 'to'
>;

export const filterOf = ({ from, to, ...rest }: Given): AccessFilter => ({
  ...rest,
  from: from === undefined ? undefined : new Date(from),
  to: to === undefined ? undefined : new Date(to),
});
