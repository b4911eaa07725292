import { Failure } from '#kernel/errors.ts';
import type { JsonObject, JsonValue } from '#kernel/json/types.ts';
import { findPersonalData } from '#kernel/policy/personal-data.ts';
import { SECRETARIAT } from '#kernel/stix/values.ts';
import type { Accord } from '#store/accords.ts';

/** A commitment goes on the secretariat's channel; who must act may be given as people write it, and is kept as identities. */
export function prepareCommitment(input: JsonObject, accord: Accord | undefined): JsonObject {
  refusePersonalData('leads', input['leads']);
  if (!accord) throw new Failure('bad-input', 'name the accord that the commitment is under', { path: '$.accord_ref' });
  const { quote, responsible = 'both' } = input;
  return {
    channel: SECRETARIAT,
    status: 'agreed',
    ...input,
    // The words alone are a quotation too.
    ...(typeof quote === 'string'
      ? { quote: { type: 'TextQuoteSelector', exact: quote, prefix: '', suffix: '' } }
      : {}),
    responsible: responsibleIds(responsible, accord),
  };
}

/** Beside a commitment of the accord, on the same channel. */
export function prepareProgress(input: JsonObject, accord: Accord | undefined): JsonObject {
  if (!accord) throw new Failure('bad-input', 'name the accord that the commitment is under', { path: '$.accord_ref' });
  refusePersonalData('text', input['text']);
  refusePersonalData('lead', input['lead']);
  return { channel: SECRETARIAT, ...input };
}

/** A register names offices and tells of work: what a rule finds there of a person is kept out at this side's own door. */
function refusePersonalData(property: string, value: JsonValue | undefined): void {
  for (const text of textsIn(value)) {
    const blocked = findPersonalData(text).find(({ severity }) => severity === 'block');
    if (blocked)
      throw new Failure('bad-input', `holds what points at a person (${blocked.kind}): keep it in a case`, {
        path: `$.${property}`,
      });
  }
}

const textsIn = (value: JsonValue | undefined): string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([name, one]: [string, JsonValue]) => (name === 'party' ? [] : textsIn(one)))
      : [];

export function responsibleIds(given: JsonValue, accord: Accord): string[] {
  const named: readonly JsonValue[] =
    typeof given === 'string' ? given.split(/\s*[+&/]\s*/) : Array.isArray(given) ? given : [given];
  const ids = named.flatMap((one) => {
    if (typeof one !== 'string')
      throw new Failure('bad-input', 'must be a text or a list of texts', { path: '$.responsible' });
    return partyNamed(one, accord);
  });
  return accord.parties.filter((party) => ids.includes(party));
}

function partyNamed(name: string, accord: Accord): readonly string[] {
  const wanted = name.trim().toLowerCase();
  if (wanted === 'both' || wanted === 'all') return accord.parties;
  const names = accord.object['party_names'] as Record<string, Record<string, string>> | undefined;
  const found = accord.parties.filter(
    (party, i) =>
      party === name ||
      wanted === 'ab'[i] ||
      Object.values(names?.[party] ?? {}).some((one) => one.toLowerCase() === wanted),
  );
  if (found.length !== 1)
    throw new Failure(
      'bad-input',
      `"${name.slice(0, 80)}" is not a party of this accord: give both, A, B, a name or an identity`,
      { path: '$.responsible' },
    );
  return found;
}
