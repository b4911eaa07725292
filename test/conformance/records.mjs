// docs/protocol/record.md, "Parts", "Commitment", "Disclosure".
import { base64, canonical, demand, fromBase64, hmac, isObject, Refusal, sha256, uint32be, utf8 } from './encoding.mjs';

const UNMARKABLE =
  'type spec_version id created modified created_by_ref accord_ref channel object_marking_refs granular_markings extensions'.split(
    ' ',
  );

/** The properties of parts 1 to n-1, as part 0 tells them. */
export function partsOf(zero) {
  const refsOf = new Map();
  const list = zero.granular_markings ?? [];
  demand(Array.isArray(list), 'inconsistent', 'granular_markings is no list');
  for (const marking of list) {
    demand(
      isObject(marking) && Array.isArray(marking.selectors) && marking.selectors.length > 0,
      'inconsistent',
      'not a granular marking',
    );
    if (marking.marking_ref === undefined && typeof marking.lang === 'string') continue;
    demand(
      /^marking-definition--[0-9a-f-]{36}$/.test(marking.marking_ref) && marking.lang === undefined,
      'inconsistent',
      'names no marking',
    );
    for (const selector of marking.selectors) {
      demand(
        typeof selector === 'string' && /^[\w-]{1,250}(\.([\w-]{1,250}|\[(0|[1-9]\d{0,8})\]))*$/.test(selector),
        'inconsistent',
        'not a selector',
      );
      const [property] = selector.split('.');
      demand(!UNMARKABLE.includes(property), 'inconsistent', `${property} bears no marking`);
      refsOf.set(property, (refsOf.get(property) ?? new Set()).add(marking.marking_ref));
    }
  }
  const bySet = new Map();
  for (const [property, refs] of refsOf) {
    const key = canonical([...refs].toSorted((a, b) => (a < b ? -1 : 1)));
    bySet.set(key, [...(bySet.get(key) ?? []), property]);
  }
  return [...bySet.keys()].sort((a, b) => Buffer.compare(utf8(a), utf8(b))).map((key) => bySet.get(key).sort());
}

const pick = (record, names) => Object.fromEntries(names.map((name) => [name, record[name]]));
const partHash = (salt, part) => sha256(utf8('entente-part-1'), salt, utf8(canonical(part)));
const commitTo = (hashes) => base64(sha256(utf8('entente-record-1'), uint32be(hashes.length), ...hashes));

export function commit(record, secret) {
  const marked = partsOf(record);
  const rest = Object.keys(record).filter((name) => !marked.flat().includes(name));
  const parts = [rest, ...marked].map((names) => pick(record, names));
  const hashes = parts.map((part, i) => partHash(hmac(secret, uint32be(i)), part));
  return { c: commitTo(hashes), parts };
}

/** The record as far as it is opened, and which parts are withheld. */
export function open(c, disclosure) {
  const refuse = (is, message) => demand(is, 'inconsistent', message);
  refuse(
    isObject(disclosure) && Object.keys(disclosure).join() === 'parts' && Array.isArray(disclosure.parts),
    'not a disclosure',
  );
  const parts = disclosure.parts.map((item) => {
    refuse(isObject(item), 'not a part');
    const names = Object.keys(item).sort().join();
    if (names === 'hash') return { hash: bytes32(item.hash) };
    refuse(names === 'part,salt' && isObject(item.part), 'neither open nor withheld');
    return { hash: partHash(bytes32(item.salt), item.part), part: item.part };
  });
  const zero = parts[0]?.part;
  refuse(zero !== undefined, 'part 0 is withheld');
  refuse(commitTo(parts.map(({ hash }) => hash)) === c, 'the commitment differs');
  const marked = partsOf(zero);
  refuse(parts.length === marked.length + 1, 'another number of parts');
  refuse(!marked.flat().some((name) => Object.hasOwn(zero, name)), 'a marked property stands in part 0');
  const record = { ...zero };
  const withheld = [];
  marked.forEach((names, i) => {
    const { part } = parts[i + 1];
    if (part === undefined) return withheld.push(i + 1);
    refuse(Object.keys(part).sort().join() === names.join(), 'a property stands in another part');
    return Object.assign(record, part);
  });
  return { record, withheld };
}

function bytes32(text) {
  try {
    return fromBase64(text, 32);
  } catch {
    throw new Refusal('inconsistent', 'not 32 bytes');
  }
}
