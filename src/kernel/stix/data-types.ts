import { anyText, cite, dictionary, integer, list, matching, oneOf, shape, stix, text, textWhere } from './rules.ts';
import type { Rule } from './rules.ts';
import { isTimestamp } from './timestamps.ts';

export const LONG_TEXT = 20_000;
export const SHORT_TEXT = 500;
/** Payloads and what tools wrote; the place that admits bounds the whole record. */
const LONGEST_TEXT = 10_000_000;

export const name: Rule = text(SHORT_TEXT);
export const names: Rule = list(name, { max: 200 });
export const prose: Rule = anyText(LONG_TEXT);
export const anyName: Rule = anyText(SHORT_TEXT);
/** Names, paths and command lines of machines, which have limits of their own. */
export const machineText: Rule = anyText(100_000);
export const pattern: Rule = text(200_000);

/** STIX 2.1 section 2.14: its values are suggestions. */
export const open = (suggested: readonly string[]): Rule => {
  const rule = text(250);
  return cite(stix('2.14'), { check: rule.check, schema: { ...rule.schema, examples: suggested } });
};
export const openList = (suggested: readonly string[]): Rule => list(open(suggested), { max: 100 });

/** STIX 2.1 section 2.4: its values are all there are. */
export const closed = (values: readonly string[]): Rule => cite(stix('2.4'), oneOf(values));

export const natural: Rule = integer(0, Number.MAX_SAFE_INTEGER);
export const anyInteger: Rule = integer(-Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);

export const binary: Rule = cite(
  stix('2.1'),
  textWhere(
    (value) => value.length <= LONGEST_TEXT && value.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(value),
    'not base64',
    { contentEncoding: 'base64', minLength: 4, maxLength: LONGEST_TEXT },
  ),
);
export const hex: Rule = cite(stix('2.8'), matching(/^([0-9a-fA-F]{2}){1,100000}$/, 'an even number of hex digits'));

/** STIX 2.1 section 2.5 and 6.15 ask for RFC 3986. What is met in the wild has more characters in it: all but white space. */
export const url: Rule = textWhere(
  (value) => value.length <= 8000 && /^[A-Za-z][A-Za-z0-9+.-]*:[^\s\p{Cc}]+$/u.test(value),
  'not a URL',
  { pattern: '^[A-Za-z][A-Za-z0-9+.-]*:\\S+$', maxLength: 8000 },
);

/** RFC 6838, as far as its form goes. */
export const mimeType: Rule = matching(
  /^[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}\/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}(;.{1,500})?$/,
  'a media type',
);
/** By the IANA registry of character sets, as far as their form goes. */
export const charset: Rule = matching(/^[A-Za-z0-9_.:()+-]{2,250}$/, 'the name of a character set');

/** STIX 2.1 section 6.7.6: such a file says no fraction of a second. */
export const wholeSecond: Rule = cite(
  stix('2.16'),
  textWhere((value) => value.length === 20 && isTimestamp(value), 'not a real time in whole seconds, with Z', {
    pattern: '^\\d{4}-\\d{2}-\\d{2}T([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\dZ$',
  }),
);

const dictionaryKey = matching(/^[a-zA-Z0-9_-]{1,250}$/, 'a key of 1 to 250 of a-z, A-Z, 0-9, - and _');
/** STIX 2.1 section 2.3. */
export const dictionaryOf = (value: Rule, key = dictionaryKey): Rule => cite(stix('2.3'), dictionary(key, value));

export const either = (first: Rule, second: Rule): Rule => ({
  check: (value) => first.check(value) && second.check(value),
  schema: { anyOf: [first.schema, second.schema] },
});

const hexDigits = (count: number): Rule =>
  matching(new RegExp(`^[0-9a-fA-F]{${count}}$`), `a hash of ${count} hex digits`);
/** The algorithms that STIX names (section 10.5, an open vocabulary), and what their values look like. */
export const HASHES: Readonly<Record<string, Rule>> = {
  MD5: hexDigits(32),
  'SHA-1': hexDigits(40),
  'SHA-256': hexDigits(64),
  'SHA-512': hexDigits(128),
  'SHA3-256': hexDigits(64),
  'SHA3-512': hexDigits(128),
  SSDEEP: matching(/^[0-9]{1,10}:[A-Za-z0-9/+]{0,64}:[A-Za-z0-9/+]{0,64}$/, 'an SSDEEP hash'),
  TLSH: matching(/^(T[0-9])?[0-9a-fA-F]{70}$/, 'a TLSH hash'),
};
export const hashes: Rule = cite(
  stix('2.7'),
  dictionary(matching(/^[a-zA-Z0-9_-]{3,250}$/, 'the name of a hash algorithm'), text(1000), {
    max: 20,
    known: HASHES,
  }),
);

export const killChainPhases: Rule = list(
  cite(stix('2.11'), shape({ kill_chain_name: text(250), phase_name: text(250) })),
  { max: 100 },
);
