import { fromBase64Strict, toBase64 } from '#platform';
import { isSameHash } from '#kernel/log/merkle.ts';
import type { KeyEntry } from '#kernel/log/entry.ts';
import { queueAct } from './deletion.ts';
import type { Signer } from './keys.ts';
import type { Feed, KnownParty, SimNode } from './node.ts';

// What src/store/own-keys.ts, rotate-key.ts, sequencer.ts (`keyOf`) and src/federation/take-key.ts do.

const has = (keys: readonly Uint8Array[], key: Uint8Array): boolean => keys.some((one) => isSameHash(one, key));

export const ownKeys = (node: SimNode): KnownParty => node.parties.get('self')!;
export const partnerKeys = (node: SimNode): KnownParty => node.parties.get('partner')!;

/** The key of ours that the partner has; undefined if that is not known. */
export function keyKnownToPartner(node: SimNode): Uint8Array | undefined {
  const { chain } = ownKeys(node);
  const { known } = partnerKeys(node);
  if (known && has(chain, known)) return known;
  return chain.length === 1 ? chain[0] : undefined;
}

/** By which we cosign. */
export const signerForPartner = (node: SimNode): Signer =>
  signerOf(node, keyKnownToPartner(node) ?? ownKeys(node).chain.at(-1)!);

export function signerOf(node: SimNode, publicKey: Uint8Array): Signer {
  const n = ownKeys(node).chain.findIndex((one) => isSameHash(one, publicKey));
  return n === -1 ? node.signers(99) : node.signers(n + 1); // a liar's
}

/** One transaction: our next key, and a change of key for every feed that is signed by now. */
export function rotate(node: SimNode): void {
  node.storage.transaction(() => {
    const own = ownKeys(node);
    const next = node.signers(own.chain.length + 1).publicKey;
    const [only, ...more] = own.chain;
    if (only && more.length === 0) node.parties.set('partner', { ...partnerKeys(node), known: only });
    node.parties.set('self', { ...own, chain: [...own.chain, next] });
    for (const { channel, key } of signedLines(node)) queueLaterKeys(node, channel, key!);
  });
}

/** The charter first, then by name. */
const signedLines = (node: SimNode): Feed[] =>
  node.feeds
    .all()
    .filter(({ isOurs, ended, key }) => isOurs && ended === null && key !== null)
    .sort(
      (a, b) => Number(b.channel === 'charter') - Number(a.channel === 'charter') || (a.channel < b.channel ? -1 : 1),
    );

/** What the feed is signed by now; a new one begins with the key that its recipient has, and changes to those after it. */
export function keyOf(node: SimNode, feed: Feed): Uint8Array | 'waits' {
  const key = feed.key ?? keyKnownToPartner(node);
  if (key === undefined) return 'waits';
  queueLaterKeys(node, feed.channel, key);
  return key;
}

/** A feed that is signed by this key comes to each one after it in turn. */
function queueLaterKeys(node: SimNode, channel: string, key: Uint8Array): void {
  const { chain } = ownKeys(node);
  const isQueued = (later: string): boolean =>
    node.acts
      .all()
      .some((own) => own.index === null && own.channel === channel && own.act.kind === 'key' && own.act.key === later);
  for (const later of chain.slice(chain.findIndex((one) => isSameHash(one, key)) + 1).map((one) => toBase64(one)))
    if (!isQueued(later)) queueAct(node, channel, { kind: 'key', key: later });
}

/** The partner has shown that it has this key of ours; never an earlier one again. */
export function notePartnerKnows(node: SimNode, key: Uint8Array): void {
  const { chain } = ownKeys(node);
  const partner = partnerKeys(node);
  const place = (one: Uint8Array | null): number => (one ? chain.findIndex((other) => isSameHash(one, other)) : -1);
  if (place(partner.known) < place(key)) node.parties.set('partner', { ...partner, known: key });
}

/** A partner's next key, which the page was judged to be signed by. */
export function takeKey(node: SimNode, { key }: KeyEntry): void {
  const next = fromBase64Strict(key);
  const partner = partnerKeys(node);
  if (!has(partner.chain, next)) node.parties.set('partner', { ...partner, chain: [...partner.chain, next] });
}
