import { BlockList, isIP } from 'node:net';
import { Failure } from '#kernel/errors.ts';

/**
 * What is not the public Internet: the IANA registries of special-purpose addresses. What carries an IPv4 address inside it is
 * judged by that.
 */
const SPECIAL_V4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
];
/** All of IPv6 outside 2000::/3 is special too. */
const SPECIAL_V6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];
const LOOPBACK = ['127.0.0.0/8', '::1/128'];

export type Ranges = { readonly has: (address: string) => boolean };

/** `10.0.0.0/8`, `fd00::/8`, or one address. */
export function rangesOf(texts: readonly string[]): Ranges {
  const list = new BlockList();
  for (const text of texts) {
    const [address = '', bits] = text.trim().split('/');
    const family = isIP(address);
    const most = family === 6 ? 128 : 32;
    const size = bits === undefined ? most : /^\d{1,3}$/.test(bits) ? Number(bits) : most + 1;
    if (family === 0 || size > most)
      throw new Failure('bad-input', `"${text.slice(0, 60)}" is not a range of addresses, such as 10.0.0.0/8`);
    list.addSubnet(address, size, family === 6 ? 'ipv6' : 'ipv4');
  }
  return { has: (address) => list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4') };
}

const specialV4 = rangesOf(SPECIAL_V4);
const specialV6 = rangesOf(SPECIAL_V6);
const global6 = rangesOf(['2000::/3']);
const loopback = rangesOf(LOOPBACK);

/** The IPv4 address inside ::ffff:a.b.c.d, ::a.b.c.d and 64:ff9b::a.b.c.d (RFC 6052); else the address itself. */
function innermost(address: string): string {
  if (isIP(address) !== 6) return address;
  const words = wordsOf(address);
  const isMapped = words.slice(0, 5).every((word) => word === 0) && (words[5] === 0xffff || words[5] === 0);
  const isTranslated = words[0] === 0x64 && words[1] === 0xff9b && words.slice(2, 6).every((word) => word === 0);
  const [high = 0, low = 0] = words.slice(6);
  const isOwn = isMapped && words[5] === 0 && high === 0; // ::, ::1
  if ((!isMapped && !isTranslated) || isOwn) return address;
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

function wordsOf(address: string): number[] {
  const dotted = /^(.*:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(address.split('%')[0]!);
  const text = dotted
    ? `${dotted[1]}${((Number(dotted[2]) << 8) | Number(dotted[3])).toString(16)}:${((Number(dotted[4]) << 8) | Number(dotted[5])).toString(16)}`
    : address.split('%')[0]!;
  const [head = '', tail] = text.split('::');
  const parse = (part: string) => (part === '' ? [] : part.split(':').map((word) => Number.parseInt(word, 16)));
  const [front, back] = [parse(head), parse(tail ?? '')];
  const gap = tail === undefined ? 0 : 8 - front.length - back.length;
  return [...front, ...Array.from({ length: gap }, () => 0), ...back];
}

export type Allowed = {
  /** Ranges that an administrator named: a partner on a private network. */
  readonly ranges: Ranges;
  /** Of this machine: a demonstration, or what runs beside the node. */
  readonly isLoopback: boolean;
};

/** Whether the node may connect to this address of its own accord. */
export function mayReach(address: string, { ranges, isLoopback }: Allowed): boolean {
  const inner = innermost(address);
  if (ranges.has(inner) || ranges.has(address)) return true;
  if (loopback.has(inner)) return isLoopback;
  return isIP(inner) === 6 ? global6.has(inner) && !specialV6.has(inner) : !specialV4.has(inner);
}
