import { isDeepStrictEqual } from 'node:util';
import { canonicalize } from '#kernel/json/canonical.ts';
import { parseStrict } from '#kernel/json/strict.ts';
import { isJsonObject, textOf as textOfJson } from '#kernel/json/types.ts';
import type { JsonValue } from '#kernel/json/types.ts';
import { commit } from '#kernel/record/commitment.ts';
import { validateBundle } from '#kernel/stix/bundle.ts';
import { parsePattern } from '#kernel/stix/pattern/parse.ts';
import { checkRevision } from '#kernel/stix/revision.ts';
import { validateObject } from '#kernel/stix/validate.ts';
import type { Issue } from '#kernel/stix/validate.ts';
import examples from '../../vectors/stix-examples.json' with { type: 'json' };
import patterns from '../../vectors/stix-patterns.json' with { type: 'json' };
import own from '../../vectors/stix.json' with { type: 'json' };
import { patternText } from '../pattern-text.ts';
import { hold, refusing, textOf } from '../target.ts';
import type { Target } from '../target.ts';

const objects = [...Object.values(examples.valid), ...Object.values(own.valid)] as unknown as JsonValue[];
const names = new Set(objects.flatMap((object) => (isJsonObject(object) ? Object.keys(object) : [])));
const types = new Set(objects.flatMap((object) => (isJsonObject(object) ? [textOfJson(object['type'])] : [])));
const WORDS = [
  ...names,
  ...types,
  'extension_type',
  'new-sdo',
  'new-sco',
  'property-extension',
  'toplevel-property-extension',
  'x-a',
];

const isIssue = ({ path, clause, message }: Issue): boolean =>
  path.startsWith('$') && clause !== '' && message !== '' && path.length + message.length < 20_000;

/** What is sound can be committed to, and is sound for whoever receives it. */
const object: Target = {
  name: 'stix-object',
  seeds: () => objects.map((one) => canonicalize(one)),
  words: WORDS,
  check: (input) => {
    const read = refusing(['bad-json', 'too-large'], () => parseStrict(input));
    if (read === undefined) return 'refused';
    const before = canonicalize(read.value);
    const issues = validateObject(read.value);
    hold('every issue has a path and a clause', issues.every(isIssue));
    hold('at most a hundred issues are given', issues.length <= 100);
    const asOwn = validateObject(read.value, { mode: 'own' });
    hold('what is refused of others is refused of our own', issues.length === 0 || asOwn.length > 0);
    hold('validation changes nothing', canonicalize(read.value) === before);
    if (issues.length > 0 || !isJsonObject(read.value)) return 'refused';
    const record = read.value;
    hold(
      'a sound record can be committed to',
      refusing(['bad-input'], () => commit(record, new Uint8Array(32))) !== undefined,
    );
    hold('a version is no other than itself', checkRevision(record, record).length === 0);
    return 'taken';
  },
};

const bundle: Target = {
  name: 'stix-bundle',
  seeds: () =>
    [objects.slice(0, 3), [], [objects[10]!]].map((some) =>
      canonicalize({ type: 'bundle', id: 'bundle--1f4b6a7e-9d0c-4e53-8b7a-2c6d5e8f9a10', objects: some }),
    ),
  words: ['bundle', 'objects', 'type', 'id', 'spec_version'],
  check: (input) => {
    const read = refusing(['bad-json', 'too-large'], () => parseStrict(input));
    if (read === undefined) return 'refused';
    const report = validateBundle(read.value);
    hold('every issue has a path and a clause', report.issues.every(isIssue));
    for (const { object: inner, issues } of report.objects)
      hold('an object is judged as if it stood alone', isDeepStrictEqual(validateObject(inner), issues));
    return report.issues.length === 0 ? 'taken' : 'refused';
  },
};

const pattern: Target = {
  name: 'stix-pattern',
  seeds: () => [...patterns.valid, ...patterns.invalid.map((one) => one.pattern)],
  words: [
    'AND',
    'OR',
    'NOT',
    'FOLLOWEDBY',
    'LIKE',
    'MATCHES',
    'ISSUBSET',
    'ISSUPERSET',
    'EXISTS',
    'IN',
    'START',
    'STOP',
    'WITHIN',
    'SECONDS',
    'REPEATS',
    'TIMES',
    "t'2026-01-01T00:00:00Z'",
    "h'ab'",
    "b'AA=='",
    '[*]',
    '.5',
    "'a\\'b'",
    '/* a */',
    '// a\n',
    '<>',
    '==',
    ' true',
    "hashes.'SHA-256'",
    '-0',
    '(',
  ],
  check: (input) => {
    const text = textOf(input);
    const parsed = parsePattern(text);
    if ('fault' in parsed) {
      const { offset, message } = parsed.fault;
      hold(
        'a fault lies within the pattern',
        offset >= 0 && offset <= text.length && message !== '' && message.length < 300,
      );
      return 'refused';
    }
    const written = patternText(parsed.pattern);
    const again = parsePattern(written);
    // Parentheses that writing needs may be one more than the depth allows.
    if ('fault' in again && again.fault.message.startsWith('nested deeper')) return 'taken';
    hold(
      'what a pattern says is what its text says',
      isDeepStrictEqual(again, parsed),
      () => `${JSON.stringify(again).slice(0, 300)} of ${written.slice(0, 300)}`,
    );
    return 'taken';
  },
};

export const stixTargets: readonly Target[] = [object, bundle, pattern];
