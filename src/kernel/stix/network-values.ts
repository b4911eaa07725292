import { matching, textWhere } from './rules.ts';
import type { Rule } from './rules.ts';

const BYTE = '(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])';
const IPV4 = new RegExp(`^(?:${BYTE}\\.){3}${BYTE}$`);
const GROUP = /^[0-9A-Fa-f]{1,4}$/;
const PREFIX = /^(?:0|[1-9][0-9]{0,2})$/;

/** An address, or a block of them with its prefix length (CIDR, RFC 4632 and 4291). */
const isBlock = (value: string, isAddress: (text: string) => boolean, bits: number): boolean => {
  const slash = value.indexOf('/');
  if (slash === -1) return isAddress(value);
  const prefix = value.slice(slash + 1);
  return PREFIX.test(prefix) && Number(prefix) <= bits && isAddress(value.slice(0, slash));
};

const isIpv6 = (value: string): boolean => {
  const halves = value.split('::');
  if (value.length > 45 || halves.length > 2) return false;
  const groups = halves.map((half) => (half === '' ? [] : half.split(':')));
  const all = groups.flat();
  // The last two groups may be spelled as an IPv4 address, but not before `::`.
  const tail = groups.at(-1)?.at(-1);
  const hasIpv4 = tail !== undefined && tail.includes('.') && IPV4.test(tail);
  const hex = hasIpv4 ? all.slice(0, -1) : all;
  const count = hex.length + (hasIpv4 ? 2 : 0);
  return hex.every((group) => GROUP.test(group)) && (halves.length === 2 ? count <= 7 : count === 8);
};

/** STIX 2.1 section 6.8. */
export const ipv4: Rule = textWhere(
  (value) => isBlock(value, (text) => IPV4.test(text), 32),
  'not an IPv4 address or CIDR block',
  { pattern: `^(?:${BYTE}\\.){3}${BYTE}(/(3[0-2]|[12]?[0-9]))?$` },
);
/** STIX 2.1 section 6.9. */
export const ipv6: Rule = textWhere((value) => isBlock(value, isIpv6, 128), 'not an IPv6 address or CIDR block', {
  pattern: '^[0-9A-Fa-f:.]{2,45}(/(12[0-8]|1[01][0-9]|[1-9]?[0-9]))?$',
});
/** STIX 2.1 section 6.10. */
export const mac: Rule = matching(
  /^([0-9a-f]{2}:){5}[0-9a-f]{2}$/,
  'a MAC-48 address of lower-case hex digits and colons',
);

/** RFC 1034 in the form of RFC 5890, with the underscore that names of services have. */
const LABEL = /^(?!-)[\p{L}\p{M}\p{N}_-]{1,63}(?<!-)$/u;
/** STIX 2.1 section 6.4. */
export const domainName: Rule = textWhere(
  (value) =>
    value.length <= 254 &&
    (value.endsWith('.') ? value.slice(0, -1) : value).split('.').every((one) => LABEL.test(one)),
  'not a domain name',
  { minLength: 1, maxLength: 254 },
);

/** STIX 2.1 section 6.5: RFC 5322 addr-spec, so no display name and no brackets around it. */
export const emailAddress: Rule = matching(
  /^("[^"\r\n]{1,250}"|[^\s@<>"(),;:]{1,250})@[^\s@<>"(),;]{1,255}$/,
  'an e-mail address',
);

/** STIX 2.1 section 6.17: hives are written out. */
export const registryKey: Rule = textWhere(
  (value) => value.length > 0 && value.length <= 100_000 && !/^hk(lm|cc|cr|cu|u)(\\|$)/i.test(value),
  'not a registry key with its hive written out',
  { minLength: 1, not: { pattern: '^[Hh][Kk]([Ll][Mm]|[Cc][CcRrUu]|[Uu])(\\\\|$)' } },
);

/** STIX 2.1 section 6.14: CPE 2.3. */
export const cpe: Rule = matching(
  /^cpe:2\.3:[aho*-](:([*-]|([A-Za-z0-9._~?*-]|\\[^A-Za-z0-9\s]){1,250})){10}$/,
  'a CPE of version 2.3',
);
