import * as browser from '#kernel/platform/browser.ts';
import * as node from '#kernel/platform/node.ts';
import { parseId, isIdOf } from '#kernel/stix/ids.ts';
import { compareTimestamps, isTimestamp } from '#kernel/stix/timestamps.ts';
import { parseSelector } from '#kernel/record/selectors.ts';
import { hold, isSameBytes, refusing, textOf } from '../target.ts';
import type { Target } from '../target.ts';

/** Both platforms must read alike: one node's browser and another's server speak of one file. */
const base64: Target = {
  name: 'base64',
  seeds: () => [
    '',
    'AA==',
    'AAE=',
    'AAEC',
    '//79',
    'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=',
    'QUJD\n',
    '-_-_',
    'AB==',
  ],
  check: (input) => {
    const text = textOf(input);
    const read = refusing(['bad-encoding'], () => node.fromBase64Strict(text));
    const elsewhere = refusing(['bad-encoding'], () => browser.fromBase64Strict(text));
    hold('both platforms read base64 alike', (read === undefined) === (elsewhere === undefined));
    if (read === undefined || elsewhere === undefined) return 'refused';
    hold('both platforms read the same bytes', isSameBytes(read.value, elsewhere.value));
    hold('base64 has one spelling', node.toBase64(read.value) === text);
    return 'taken';
  },
};

const utf8: Target = {
  name: 'utf8',
  seeds: () => [
    '',
    'a',
    '\u00e9',
    '\ufeffa',
    '\u{10ffff}',
    '\uffff',
    Uint8Array.of(0xc3),
    Uint8Array.of(0xed, 0xa0, 0x80),
  ],
  check: (input) => {
    const read = refusing(['bad-encoding'], () => node.fromUtf8(input));
    if (read === undefined) return 'refused';
    hold('bytes have one text', isSameBytes(node.utf8(read.value), input));
    return 'taken';
  },
};

const values: Target = {
  name: 'values',
  seeds: () => [
    '2026-01-01T00:00:00Z',
    '2024-02-29T23:59:59.999999999Z',
    'indicator--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f',
    'x-a-b--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f',
    'a.[0].b',
    'extensions.x-ext.list.[12].name',
  ],
  words: ['--', '.[', '].', 'T', 'Z', '-02-29', ':60', '24:00'],
  check: (input) => {
    const text = textOf(input);
    const id = parseId(text);
    if (id) hold('an id is of its own type', isIdOf(text, id.type) && `${id.type}--${id.uuid}` === text);
    const isTime = isTimestamp(text);
    if (isTime) {
      hold('a time is not before itself', compareTimestamps(text, text) === 0);
      hold('a time is a time to others', !Number.isNaN(Date.parse(text)));
    }
    const steps = parseSelector(text);
    if (steps)
      hold(
        'a selector has one spelling',
        steps.map((step) => (typeof step === 'number' ? `[${step}]` : step)).join('.') === text,
      );
    return id || isTime || steps ? 'taken' : 'refused';
  },
};

export const textTargets: readonly Target[] = [base64, utf8, values];
