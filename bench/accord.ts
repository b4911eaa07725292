import type { JsonObject } from '#kernel/json/types.ts';
import { uuidFor } from './objects.ts';

export const SECRETARIAT = 'secretariat';
export const EXCHANGE = 'exchange';

/** An invented accord with two channels, so that there is more than one feed and one visibility class. */
export function benchAccord(first: string, second: string): JsonObject & { readonly id: string } {
  const channel = (name: string) => ({
    name,
    title: { en: name },
    purposes: ['follow-up'],
    ceiling: { tlp: 'amber', handling: ['H0'] },
    default_markings: { tlp: 'green' },
    retention_days: 365,
  });
  return {
    type: 'accord',
    id: `accord--${uuidFor('accord of the bench')}`,
    channel: 'charter',
    name: { en: 'Accord of the two benches' },
    parties: [first, second],
    party_names: { [first]: { en: 'First' }, [second]: { en: 'Second' } },
    channels: [channel(SECRETARIAT), channel(EXCHANGE)],
    legal_bases: [],
    themes: [],
    entry_into_force: 'at-once',
  };
}
