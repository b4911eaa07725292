import { textOf } from '../json/types.ts';
import { parsePattern } from './pattern/parse.ts';
import { fault, stix } from './rules.ts';
import type { CrossRule } from './table.ts';

/** STIX 2.1 sections 4.7 and 9. Patterns of other languages, and of other versions of this one, are texts to us. */
export const patternIsSound: CrossRule = ({ pattern, pattern_type: type, pattern_version: version }, withheld) => {
  if (type !== 'stix' || pattern === undefined || withheld.has('pattern_version')) return undefined;
  if (version !== undefined && version !== '2.1') return undefined;
  const parsed = parsePattern(textOf(pattern));
  return 'fault' in parsed
    ? { ...fault(`${parsed.fault.message} (at character ${parsed.fault.offset})`, 'pattern'), clause: stix('9') }
    : undefined;
};
