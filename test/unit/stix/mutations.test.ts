import { describe, expect, test } from 'vitest';
import { textOf } from '../../../src/kernel/json/types.ts';
import type { JsonObject, JsonValue } from '../../../src/kernel/json/types.ts';
import { PREDEFINED_NAMES } from '../../../src/kernel/stix/extensions.ts';
import { tableFor, TYPES } from '../../../src/kernel/stix/types.ts';
import { validateObject } from '../../../src/kernel/stix/validate.ts';
import { CLOSED } from '../../../src/kernel/stix/enumerations.ts';
import { OPEN } from '../../../src/kernel/stix/vocabularies.ts';
import { changed, examples, placesOf } from './examples.ts';
import type { Place } from './examples.ts';

const UUID = '5c0f7a10-2b1d-4e3f-9a00-0000000000ee';
const subjects = Object.entries(examples.valid);
const tableOf = (object: JsonObject) => tableFor(object, textOf(object['type']), new Set())!;

/** Places whose content the specification leaves to whoever writes it. */
const isFree = (object: JsonObject, { path }: Place): boolean => {
  const [property, second, third] = path as readonly [string, unknown?, unknown?];
  if (!tableOf(object).rules.has(property)) return true;
  if (property === 'extensions')
    return path.length > 2 && !PREDEFINED_NAMES.has(String(second)) && third !== 'extension_type';
  if (property === 'contents') return path.length > 2;
  return false;
};
/** Places that hold a text or a number, or a text or a list of them. */
const EITHER = new Set(['ipfix', 'exif_tags', 'startup_info', 'additional_header_fields', 'contents']);

const places = (object: JsonObject): Place[] => placesOf(object).filter((place) => !isFree(object, place));
const last = ({ path }: Place): string => String(path.findLast((step) => typeof step === 'string'));

/** Each mutant that nothing is said against. */
const unnoticed = (
  object: JsonObject,
  where: (place: Place) => boolean,
  value: (place: Place) => JsonValue | undefined,
): string[] =>
  places(object)
    .filter(where)
    .filter((place) => validateObject(changed(object, place.path, value(place))).length === 0)
    .map(({ path }) => path.join('.'));

const isText = ({ value }: Place): boolean => typeof value === 'string';
const matches =
  (pattern: RegExp) =>
  ({ value }: Place): boolean =>
    typeof value === 'string' && pattern.test(value);

const TIME = /^\d{4}-\d{2}-\d{2}T.*Z$/;
const ID = /^[a-z0-9-]+--[0-9a-f-]{36}$/;
/** These may refer to any STIX object. */
const ANY_OBJECT = new Set(['object_refs', 'object_ref', 'object_marking_refs', 'marking_ref']);

describe.each(subjects)('%s', (_name, object) => {
  test('without a required property is refused', () => {
    for (const name of tableOf(object).required) {
      // Without it, nothing says that the actor is one person.
      if (name === 'resource_level') continue;
      const issues = validateObject(changed(object, [name]));
      expect({ name, issues }).not.toEqual({ name, issues: [] });
    }
  });

  test('with a value of another kind anywhere is refused', () => {
    expect(
      unnoticed(
        object,
        () => true,
        () => null,
      ),
    ).toEqual([]);
    const isPlain = ({ path }: Place): boolean => !path.slice(0, -1).some((step) => EITHER.has(String(step)));
    expect(
      unnoticed(
        object,
        (place) => isText(place) && isPlain(place),
        () => 7,
      ),
    ).toEqual([]);
    expect(
      unnoticed(
        object,
        ({ value }) => typeof value === 'boolean',
        () => 'true',
      ),
    ).toEqual([]);
    expect(
      unnoticed(
        object,
        (place) => typeof place.value === 'number' && isPlain(place),
        () => '7',
      ),
    ).toEqual([]);
    expect(
      unnoticed(
        object,
        (place) => typeof place.value === 'object' && isPlain(place),
        () => 'a',
      ),
    ).toEqual([]);
    expect(
      unnoticed(
        object,
        ({ value }) => typeof value === 'object',
        ({ value }) => (Array.isArray(value) ? [] : {}),
      ),
    ).toEqual([]);
  });

  test('with a time that is none is refused', () => {
    for (const wrong of ['2026-02-30T00:00:00Z', '2026-02-03T08:00:00+00:00', '2026-02-03', 'now'])
      expect(unnoticed(object, matches(TIME), () => wrong)).toEqual([]);
  });

  test('with an id of the wrong kind is refused', () => {
    expect(unnoticed(object, matches(ID), () => `bundle--${UUID}`)).toEqual([]);
    expect(unnoticed(object, matches(ID), ({ value }) => textOf(value).toUpperCase())).toEqual([]);
    expect(unnoticed(object, matches(ID), ({ value }) => textOf(value).slice(0, -1))).toEqual([]);
    const isNarrow = (place: Place): boolean => matches(ID)(place) && !ANY_OBJECT.has(last(place));
    expect(unnoticed(object, isNarrow, () => `marking-definition--${UUID}`)).toEqual(
      object['type'] === 'marking-definition' ? ['id'] : [],
    );
  });

  test('with a hash or hex digits that are none is refused', () => {
    const isKnownHash = ({ path }: Place): boolean =>
      String(path.at(-2)).endsWith('hashes') && /^(MD5|SHA|SSDEEP|TLSH)/.test(String(path.at(-1)));
    for (const wrong of ['', 'f00', 'zz'.repeat(32)]) expect(unnoticed(object, isKnownHash, () => wrong)).toEqual([]);
    expect(
      unnoticed(
        object,
        (place) => last(place).endsWith('_hex'),
        () => 'abc',
      ),
    ).toEqual([]);
  });

  test('with a selector that dangles is refused', () => {
    const granular_markings = [
      { marking_ref: 'marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421', selectors: ['nothing_there'] },
    ];
    expect(validateObject({ ...object, granular_markings })).toMatchObject([
      { path: '$.granular_markings[0].selectors[0]', clause: 'STIX 2.1 section 7.2.3' },
    ]);
  });

  test('with an extension that is not its own is refused', () => {
    const own = Object.keys((object['extensions'] ?? {}) as JsonObject);
    const { rules } = tableOf(object);
    const { properties } = (rules.get('extensions')?.schema ?? {}) as { properties?: JsonObject };
    for (const name of PREDEFINED_NAMES) {
      if (properties && Object.hasOwn(properties, name)) continue;
      const extensions = { ...Object.fromEntries(own.map((key) => [key, {}])), [name]: { a: 1 } };
      expect(validateObject({ ...object, extensions }).map(({ path }) => path)).not.toEqual([]);
    }
    expect(
      validateObject({ ...object, extensions: { [`extension-definition--${UUID}`]: { extension_type: 'new' } } }),
    ).not.toEqual([]);
  });

  test('with a derived id that is not derived is refused', () => {
    const id = textOf(object['id']);
    if (id.at(-22) !== '5') return;
    const other = id.slice(0, -1) + (id.endsWith('0') ? '1' : '0');
    const issues = validateObject({ ...object, id: other });
    expect(issues).toMatchObject([{ path: '$.id', clause: 'STIX 2.1 section 2.9' }]);
    expect(validateObject({ ...object, id: `${textOf(object['type'])}--${UUID}` })).toEqual([]);
  });

  test('names each thing that is wrong', () => {
    const wrong = { ...object, id: 'a', type: object['type']!, granular_markings: [7, {}, 'a'] };
    expect(validateObject(wrong).map(({ path }) => path)).toEqual(
      expect.arrayContaining([
        '$.id',
        '$.granular_markings[0]',
        '$.granular_markings[1].selectors',
        '$.granular_markings[2]',
      ]),
    );
  });
});

describe('vocabularies', () => {
  const values = (kinds: Readonly<Record<string, readonly string[]>>): Set<string> =>
    new Set(Object.values(kinds).flat());
  const schemas = [...TYPES.values()].flatMap(({ rules }) => [...rules.values()].map(({ schema }) => schema));
  const text = JSON.stringify(schemas);

  test('all of them are used by some rule', () => {
    for (const list of Object.values(OPEN)) expect(text).toContain(`"examples":${JSON.stringify(list)}`);
    for (const list of Object.values(CLOSED)) {
      if (list !== CLOSED.extensionType) expect(text).toContain(`"enum":${JSON.stringify(list)}`);
    }
  });

  test('the open ones take other values, the closed ones do not', () => {
    const [isOpen, isClosed] = [values(OPEN), values(CLOSED)];
    let [taken, refused] = [0, 0];
    for (const [, object] of subjects) {
      for (const place of places(object)) {
        const { path, value } = place;
        if (typeof value !== 'string' || path.length > 5) continue;
        const issues = validateObject(changed(object, path, 'no-such-value'));
        if (
          isClosed.has(value) &&
          /^(encryption_algorithm|opinion|address_family|socket_type|integrity_level|data_type|start_type|service_)/.test(
            last(place),
          )
        ) {
          expect(issues).toMatchObject([{ clause: 'STIX 2.1 section 2.4' }]);
          refused++;
        } else if (
          isOpen.has(value) &&
          /_types$|^roles$|motivation|^sophistication$|^sectors$|^region$/.test(last(place))
        ) {
          expect(issues).toEqual([]);
          taken++;
        }
      }
    }
    expect(taken).toBeGreaterThan(15);
    expect(refused).toBeGreaterThan(8);
  });
});
