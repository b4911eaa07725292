import oracle from 'canonicalize';
import { isDeepStrictEqual } from 'node:util';
import { canonicalize } from '#kernel/json/canonical.ts';
import { findFault } from '#kernel/json/fault.ts';
import { parseStrict } from '#kernel/json/strict.ts';
import canonical from '../../vectors/canonical.json' with { type: 'json' };
import { hold, refusing, utf8Text } from '../target.ts';
import type { Target } from '../target.ts';

const strict: Target = {
  name: 'json',
  seeds: () => [
    ...canonical.texts.map(({ input }) => input),
    ' [1, -0, 0.5, 1e3, 9007199254740991] \n',
    '{"a":{"b":[{},[],"",null,true,false]},"\\u0062":"\\ud83d\\ude00"}',
    '{"__proto__":{"a":1},"constructor":2}',
    '"\\u0000"',
    '9007199254740992',
  ],
  words: [
    'null',
    'true',
    'false',
    '\\u0061',
    '\\ud800',
    '\\udc00',
    '\\/',
    '"a":',
    '"__proto__":',
    '1e308',
    '1E-7',
    '-0.0',
    '\\"',
    '\\\\',
  ],
  check: (input) => {
    const read = refusing(['bad-json', 'too-large'], () => parseStrict(input));
    const text = utf8Text(input);
    if (text !== undefined)
      hold(
        'the slow reader agrees with the fast one',
        (findFault(text, 64).message === 'not I-JSON') === (read !== undefined),
        () => findFault(text, 64).message,
      );
    if (read === undefined) return 'refused';
    hold('only UTF-8 is taken', text !== undefined);
    // Names with a backslash are where JSON.parse itself goes wrong: src/kernel/json/read.ts.
    const platform: unknown = JSON.parse(text!);
    const isOwn = /\\\\/.test(JSON.stringify(platform)) || isDeepStrictEqual(platform, read.value);
    hold('JSON.parse takes it too, with the same value', isOwn);
    const written = canonicalize(read.value);
    hold('another implementation writes the same', oracle(read.value) === written);
    hold('the canonical form is its own', canonicalize(parseStrict(written)) === written, () => written);
    return 'taken';
  },
};

export const jsonTargets: readonly Target[] = [strict];
