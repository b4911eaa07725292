import { infiniteQueryOptions } from '@tanstack/react-query';
import type { AccordView } from '#contract/accords.ts';
import type { Ceiling } from '#kernel/policy/ceiling.ts';
import { ask } from './client.ts';
import { revise } from './record-page.ts';

export type Ceilings = readonly { readonly name: string; readonly ceiling: Ceiling }[];

/** What the door out measures by, channel by channel, as the accord says it. */
export function ceilingsOf({ accord }: Pick<AccordView, 'accord'>): Ceilings {
  const channels = accord['channels'];
  // Terms are validated where they are admitted.
  return Array.isArray(channels)
    ? (channels as unknown as Ceilings).map(({ name, ceiling }) => ({ name, ceiling }))
    : [];
}

/** Without ceilings: of the newest terms, as a ratification would bind them. */
export const ceilingsEffectQuery = (accord: string, channels: Ceilings | undefined, which: 'gained' | 'lost') =>
  infiniteQueryOptions({
    queryKey: ['ceilings', accord, channels, which],
    queryFn: ({ pageParam: cursor, signal }) =>
      ask('whatIfCeilings', {
        params: { id: accord },
        query: { which, ...(cursor === undefined ? {} : { cursor }) },
        body:
          channels === undefined
            ? {}
            : {
                channels: channels.map(({ name, ceiling: { tlp, pap, handling } }) => ({
                  name,
                  ceiling: {
                    tlp,
                    ...(pap === undefined ? {} : { pap }),
                    ...(handling === undefined ? {} : { handling: [...handling] }),
                  },
                })),
              },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });

/** A new version of the terms that differs in one ceiling; both sides ratify it. */
export function proposeCeiling(view: AccordView, { name, ceiling }: Ceilings[number]): Promise<unknown> {
  const channels = (view.accord['channels'] as readonly Record<string, unknown>[]).map((one) =>
    one['name'] === name ? { ...one, ceiling } : one,
  );
  return revise({ record: view.accord, c: view.c }, { channels });
}
