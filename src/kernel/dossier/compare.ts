import { toBase64 } from '#platform';
import { encodeEntry, type Entry, type Seen } from '#kernel/log/entry.ts';
import { leafHash } from '#kernel/log/merkle.ts';
import { formatOrigin, oppositeOrigin, type Origin } from '#kernel/log/origin.ts';
import { receiptedBy } from '#kernel/log/seen.ts';
import type { Account, FeedAccount } from './account.ts';
import { completeTree, type CompleteTree } from './complete-tree.ts';
import type { DossierFault } from './faults.ts';
import { show } from './show.ts';

/** A dossier that was verified, by whatever the reader calls it. */
export type Named = { readonly name: string; readonly account: Account };

/**
 * What several dossiers say of the same feeds: one history of each, and one content of each version. A publisher that shows two
 * readers two histories is found where both dossiers are at hand. It holds as far as each dossier's own verdict does.
 */
export function compareDossiers(dossiers: readonly Named[]): DossierFault[] {
  const roots = openBook();
  const entries = openBook();
  const versions = openBook();
  for (const { name, account } of dossiers)
    for (const feed of account.feeds) {
      const say = ({ origin, size, root }: State): void => roots.note([formatOrigin(origin), size], root, name);
      for (const state of statesIn(feed)) say(state);
      const origin = formatOrigin(feed.origin);
      for (const row of feed.rows) {
        entries.note([origin, row.index], leafOf(row.entry), name);
        if (!('facts' in row) || typeof row.facts !== 'object') continue;
        const { id, modified } = row.facts;
        versions.note([`${feed.origin.publisher} ${id}`, modified], row.entry.c, name);
      }
    }
  // Whoever has all entries knows the root of every size that another names.
  for (const { name, account } of dossiers)
    for (const feed of account.feeds.filter(({ isComplete }) => isComplete)) {
      const tree = treeOf(feed);
      const origin = formatOrigin(feed.origin);
      for (const size of roots.seconds(origin).map(Number)) {
        const root = size <= tree.size() ? tree.rootAt(size) : undefined;
        if (root !== undefined) roots.note([origin, size], toBase64(root), name);
      }
    }
  const titles = new Map(
    dossiers.flatMap(({ account }) => account.feeds.map(({ origin, title }) => [formatOrigin(origin), title] as const)),
  );
  const titleOf = (origin: string): string => titles.get(origin) ?? origin;
  const forks = new Map<string, DossierFault>();
  for (const { key, names } of entries.conflicts()) {
    const [origin, index] = [key[0], Number(key[1])];
    const line = `${titleOf(origin)}, index ${index}: ${showing(names)} two histories of one feed`;
    if (!forks.has(origin)) forks.set(origin, { fault: 'fork', line: show(line), place: { origin, index } });
  }
  for (const { key, names } of roots.conflicts()) {
    const [origin, size] = key;
    const line = `${titleOf(origin)}, ${size} entries: ${showing(names)} two histories of one feed`;
    if (!forks.has(origin)) forks.set(origin, { fault: 'fork', line: show(line), place: { origin } });
  }
  const contents = versions.conflicts().map(({ key: [of, modified], names }): DossierFault => {
    const id = of.slice(of.indexOf(' ') + 1);
    const line = `${showing(names)} two contents of one version of ${id}, ${modified}, by one publisher`;
    return { fault: 'equivocation', line: show(line) };
  });
  return [...forks.values(), ...contents];
}

type State = { readonly origin: Origin; readonly size: number; readonly root: string };

/** Signed by its publisher, cosigned by its recipient, or said by either within an entry. */
function statesIn({ origin, checkpoint, cosigned, rows }: FeedAccount): State[] {
  const signed = [checkpoint, ...(cosigned ? [cosigned.checkpoint] : [])];
  const opposite = ([epoch, size, root]: Seen): State => ({ origin: oppositeOrigin(origin, epoch), size, root });
  return [
    ...signed.map(({ size, root }) => ({ origin, size, root: toBase64(root) })),
    ...rows.flatMap(({ entry }) => [
      opposite(entry.seen),
      ...(entry.kind === 'receipt' ? [opposite(receiptedBy(entry))] : []),
      ...(entry.kind === 'epoch' ? [before(origin, entry.previous)] : []),
    ]),
  ];
}

const before = (origin: Origin, [epoch, size, root]: Seen): State => ({ origin: { ...origin, epoch }, size, root });

const leafOf = (entry: Entry): string => toBase64(leafHash(encodeEntry(entry)));

function treeOf({ rows }: FeedAccount): CompleteTree {
  const tree = completeTree();
  for (const { entry } of rows) tree.push(leafHash(encodeEntry(entry)));
  return tree;
}

function showing(names: readonly string[]): string {
  const all = [...new Set(names)];
  return all.length === 1 ? `${all[0]} shows` : `${all.join(' and ')} show`;
}

type Said = { readonly key: readonly [string, string | number]; readonly by: Map<string, string> };
type Conflict = { readonly key: Said['key']; readonly names: readonly string[] };

/** Who says what of each thing; the first who says so is remembered. */
function openBook() {
  const said = new Map<string, Map<string | number, Said>>();
  return {
    note: (key: Said['key'], what: string, name: string): void => {
      const [first, second] = key;
      const own = said.get(first) ?? new Map<string | number, Said>();
      said.set(first, own);
      const held = own.get(second) ?? { key, by: new Map<string, string>() };
      own.set(second, held);
      if (!held.by.has(what)) held.by.set(what, name);
    },
    seconds: (first: string): (string | number)[] => [...(said.get(first)?.keys() ?? [])],
    conflicts: (): Conflict[] =>
      [...said.values()].flatMap((own) =>
        [...own.values()].flatMap(({ key, by }) => (by.size > 1 ? [{ key, names: [...by.values()] }] : [])),
      ),
  };
}
