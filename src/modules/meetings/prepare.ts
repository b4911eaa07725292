import { Failure } from '#kernel/errors.ts';
import type { JsonObject } from '#kernel/json/types.ts';
import { SECRETARIAT } from '#kernel/stix/values.ts';
import type { Accord } from '#store/accords.ts';
import { refusePersonalData } from './keep-out.ts';

type Prepare = (input: JsonObject, accord: Accord | undefined) => JsonObject;

/** All that bodies and meetings are made of goes on the secretariat's channel, and has no personal data in it. */
const prepareType =
  (type: string, namesBoth?: string): Prepare =>
  (input, accord) => {
    if (!accord) throw new Failure('bad-input', 'name the accord that this is under', { path: '$.accord_ref' });
    if (namesBoth !== undefined) refuseOneSided(input, namesBoth, accord.parties);
    refusePersonalData(type, input);
    return { channel: SECRETARIAT, ...input };
  };

/** Each side sits for itself: what names parties names those of the accord, and both. */
function refuseOneSided(input: JsonObject, property: string, parties: readonly string[]): void {
  const named = input[property];
  const found = Array.isArray(named) ? named.map((one) => (one as JsonObject | null)?.['party']) : [];
  const stray = found.findIndex((party) => typeof party !== 'string' || !parties.includes(party));
  if (stray !== -1)
    throw new Failure('bad-input', 'is not a party of this accord', { path: `$.${property}[${stray}].party` });
  if (!parties.every((party) => found.includes(party)))
    throw new Failure('bad-input', 'names both parties', { path: `$.${property}` });
}

export const prepareSecretarial: Readonly<Record<string, Prepare>> = {
  body: prepareType('body', 'co_chairs'),
  series: prepareType('series', 'calendars'),
  ...Object.fromEntries(
    ['meeting', 'agenda-item', 'delegation', 'attendance', 'minutes', 'decision'].map((type) => [
      type,
      prepareType(type),
    ]),
  ),
};
