import { utf8 } from '#platform';
import { parseEntry } from '#kernel/log/entry.ts';
import { expungedBy, recalledBy } from '#kernel/protocol/recall.ts';
import type { Expected } from './check.ts';
import { entryKey, feedAt, isClosed, versionsOf, type SimNode, type StoredRecord } from './node.ts';
import { partnerOf, type World } from './world.ts';

// What a restore may not change.

/** Its number may be another one since the node was put back. */
export function storedAs(node: SimNode, { seq, c, publisher }: StoredRecord): StoredRecord | undefined {
  const same = node.records.get(seq);
  if (same?.c === c && same.publisher === publisher) return same;
  return node.records.all().find((one) => one.c === c && one.publisher === publisher);
}

/** The backup was older, and the partner did not hold it, or does not any more. */
export function isLostWithTheNode(world: World, node: SimNode, { id, c }: StoredRecord): boolean {
  if (world.lost.has(c)) return true;
  return versionsOf(partnerOf(world, node), id).some((one) => one.c === c && one.isExpunged);
}

/** What the victim had written under this id went with it: nobody can know that it was not the liar's. */
export const isOfLost = ({ acknowledged, lost }: World, victim: SimNode, told: StoredRecord | undefined): boolean =>
  acknowledged.some(({ node, record: { id, c } }) => node === victim && id === told?.id && lost.has(c));

/** The accord is open again, and what an entry of either feed has deleted is deleted. */
export function checkRestored(world: World, { isLiar }: Expected): void {
  const { a, b, violations, restored } = world;
  for (const node of [a, b]) {
    if (isLiar(node)) continue;
    const partner = partnerOf(world, node);
    if (restored.has(node) && !isLiar(partner)) checkStubs(node, partner, violations);
    const say = (line: string): void => void violations.push(`${node.name}: ${line}`);
    if (isClosed(node)) say(`is closed after a restore: ${node.recovery.get('partner')?.problem?.line ?? 'it waits'}`);
    for (const feed of node.feeds.all().filter(({ isOurs }) => isOurs)) {
      for (const { origin, body } of node.entries.all()) {
        if (origin !== feed.origin) continue;
        const entry = parseEntry(utf8(body));
        if (entry.kind !== 'recall' && entry.kind !== 'expunge') continue;
        const isOurs = entry.kind === 'recall';
        const { epoch, index } = entry.kind === 'recall' ? recalledBy(entry, feed.epoch) : expungedBy(entry);
        const named = node.entries.get(entryKey(feedAt(node, { channel: feed.channel, isOurs }, epoch).origin, index));
        const record = named && named.record !== null ? node.records.get(named.record) : undefined;
        if (record && !record.isExpunged)
          say(`what ${isOurs ? 'a recall' : 'an expunge entry'} of its own has deleted is there`);
      }
    }
  }
}

/** Both keep what is left of what was deleted. */
function checkStubs(node: SimNode, partner: SimNode, violations: string[]): void {
  for (const { origin, index, record, state, kind } of node.entries.all()) {
    const there = partner.entries.get(entryKey(origin, index));
    const left = there && there.record !== null ? partner.records.get(there.record) : undefined;
    const isExcepted = state !== null && state !== 'stored';
    if (kind === 'record' && record === null && !isExcepted && left?.isExpunged)
      violations.push(`${node.name}: what is left of a deleted ${left.type} did not come back`);
  }
}
