import { toBase64 } from '#platform';
import { canonicalize } from '#kernel/json/canonical.ts';
import type { JsonValue } from '#kernel/json/types.ts';
import { checkFeeds } from '#store/doctor/check-feeds.ts';
import { check } from '../simulation/check.ts';
import type { ToldHistory } from '../simulation/history.ts';
import { entriesOf, type SimNode } from '../simulation/node.ts';
import { loadNode } from './load.ts';
import type { RealNode } from './node.ts';
import { differentViews } from './views.ts';

/** What a node holds, in lines that name it and say it. */
function linesOf(node: SimNode): Map<string, string> {
  const lines = new Map<string, string>();
  const nameOf = (seq: number | null): string | null => {
    const record = seq === null ? undefined : node.records.get(seq);
    return record ? `${record.publisher === node.partyId ? 'own' : 'partner'} ${record.id} ${record.modified}` : null;
  };
  const say = (name: string, value: unknown): void => void lines.set(name, canonicalize(plain(value)));
  for (const { seq, c, object, parts, secret, isExpunged } of node.records.all()) {
    const held = parts.map(({ hash, canonical }) => [toBase64(hash), canonical]);
    say(`record ${nameOf(seq)}`, { c, object, held, secret: secret && toBase64(secret), isExpunged });
  }
  for (const { record, outcome, code, origin, index, disclosure, wasWhole } of node.releases.all())
    say(`release of ${nameOf(record)}`, {
      outcome,
      code: outcome === 'yes' ? null : code,
      origin,
      index,
      disclosure,
      wasWhole,
    });
  for (const who of ['self', 'partner'] as const) {
    const { chain, known, era } = node.parties.get(who)!;
    say(who, { chain: chain.map(toBase64), known: known && toBase64(known), era });
  }
  for (const feed of node.feeds.all()) {
    const { origin, base, size, root, checkpoint, receiptedSize, cosignedSize, cosignedNote, fault } = feed;
    const ended = feed.ended && [feed.ended.size, toBase64(feed.ended.root)];
    const key = feed.key && toBase64(feed.key);
    const name = `${feed.isOurs ? 'our' : "partner's"} ${feed.channel} ${feed.epoch}`;
    say(name, {
      origin,
      size,
      root: toBase64(root),
      checkpoint,
      receiptedSize,
      cosignedSize,
      cosignedNote,
      fault,
      base,
      ended,
      key,
    });
    for (const { index, kind, body, seen, record, c, state, code, recalled, isExpunged } of entriesOf(node, feed))
      say(`${name} ${index}`, { kind, body, seen, record: nameOf(record), c, state, code, recalled, isExpunged });
  }
  return lines;
}

const plain = (value: unknown): JsonValue => JSON.parse(JSON.stringify(value)) as JsonValue;

/** What a real node holds that the simulated one does not hold just so. */
function differences(name: string, simulated: SimNode, real: SimNode): string[] {
  const [there, here] = [linesOf(simulated), linesOf(real)];
  return [...new Set([...there.keys(), ...here.keys()])].flatMap((key) => {
    const [expected, found] = [there.get(key), here.get(key)];
    return expected === found
      ? []
      : [`${name}: ${key} is ${found ?? 'not there'}; simulated: ${expected ?? 'not there'}`];
  });
}

/** Everything that the real nodes hold and show, against the simulated ones, and against what must hold of any history. */
export async function compareEnd(
  { world, liar, cosigned: signed, expected }: ToldHistory,
  real: ReadonlyMap<SimNode, RealNode>,
): Promise<string[]> {
  const violations: string[] = [];
  const loaded = new Map<SimNode, SimNode>();
  for (const [node, { running }] of real) {
    await running.db.snapshot('node', async (tx) => {
      const held = await loadNode(tx, node);
      loaded.set(node, held);
      violations.push(...differences(node.name, node, held), ...(await differentViews(tx, running, node)));
      for (const { invariant, where, what } of await checkFeeds(tx))
        violations.push(`${node.name}: ${invariant}: ${where}: ${what}`);
    });
  }
  const isLoaded = (node: SimNode): SimNode => loaded.get(node) ?? node;
  const found = {
    ...world,
    a: isLoaded(world.a),
    b: isLoaded(world.b),
    violations,
    restored: new Set([...world.restored].map(isLoaded)),
    acknowledged: [] as typeof world.acknowledged,
  };
  for (const { node, record } of world.acknowledged) {
    const at = isLoaded(node);
    const same = at.records.all().find(({ c }) => c === record.c);
    if (same) found.acknowledged.push({ node: at, record: same });
    else if (!world.lost.has(record.c)) violations.push(`${node.name}: an acknowledged ${record.type} is lost`);
  }
  const cosigned = signed.map((one) => ({ ...one, node: isLoaded(one.node) }));
  check(found, cosigned, { ...expected, isLiar: (node) => node === liar });
  return violations;
}
