import { toBase64, utf8 } from '#platform';
import { checkpointKey } from '#kernel/log/checkpoint.ts';
import type { FaultName } from '#kernel/log/faults.ts';
import { append, leafHash } from '#kernel/log/merkle.ts';
import { formatNote, parseNote } from '#kernel/log/note.ts';
import { CHARTER } from '#kernel/stix/values.ts';
import { publish, signedCheckpoint } from './doors.ts';
import { ownKeys, rotate } from './keyring.ts';
import { complete, force, textFor, type Lie } from './lie.ts';
import { entriesOf, feedOf, type SimNode } from './node.ts';
import type { Call, EntriesPage, Reply } from './serve.ts';
import { partnerOf, type World } from './world.ts';

// Lies on the wire: what is served is not what was signed before, or is not signed at all.

type Serving = { readonly page: EntriesPage; readonly from: number };
const wireLie = (
  name: string,
  faults: readonly FaultName[],
  change: (serving: Serving, world: World, liar: SimNode, channel: string) => EntriesPage | 'none',
): Lie => ({
  name,
  tell: (world, liar, channel) => {
    const victim = partnerOf(world, liar);
    const theirs = feedOf(victim, channel, false);
    const isEmpty =
      theirs.size < 2 || theirs.epoch !== feedOf(liar, channel, true).epoch || feedOf(liar, CHARTER, true).size === 0;
    if (isEmpty || (name === 'other-feed' && channel === CHARTER)) return undefined;
    if (name === 'superseded-key' && ownKeys(liar).chain.length === 1) rotate(liar);
    if (name === 'superseded-key') publish(liar);
    // Something to be asked for, so that the lie is told.
    const insist = () => void force(liar, complete(world, liar, textFor(world, liar, channel)), channel);
    insist();
    const honest = world.answering;
    world.answering = (node: SimNode, call: Call, reply: Reply): Reply => {
      const said = honest(node, call, reply);
      const isLie =
        node === liar &&
        call.ask === 'entries' &&
        call.channel === channel &&
        typeof said !== 'string' &&
        'page' in said;
      if (!isLie) return said;
      const changed = change({ page: said.page, from: call.from }, world, liar, channel);
      return changed === 'none' ? 'none' : { page: changed };
    };
    return { channel, faults, insist };
  },
});

export const WIRE_LIES: readonly Lie[] = [
  wireLie('changed-entry', ['changed-entry', 'missing-entries'], ({ page }) => ({
    ...page,
    entries: page.entries.map((one, i) => (i === 0 ? { ...one, entry: one.entry.replace('"at":"2', '"at":"3') } : one)),
  })),
  wireLie('missing-entry', ['changed-entry', 'missing-entries'], ({ page }) => ({
    ...page,
    entries: page.entries.slice(1),
    proof: [],
  })),
  wireLie('more-entries', ['missing-entries', 'changed-entry'], ({ page }) => ({
    ...page,
    entries: [...page.entries, ...page.entries, { entry: '{}', disclosure: null }],
  })),
  wireLie('vanished', ['rollback'], () => 'none'),
  wireLie(
    'rollback',
    ['unknown-key', 'rollback', 'changed-entry', 'fork', 'missing-entries'],
    ({ page }, _world, liar, channel) => {
      const { origin } = feedOf(liar, channel, true);
      const [first] = entriesOf(liar, { origin, size: 1 });
      const { root } = append({ size: 0, tiles: () => undefined, leaves: first ? [leafHash(utf8(first.body))] : [] });
      return {
        ...page,
        entries: [],
        proof: [],
        checkpoint: signedCheckpoint(liar, { origin, size: first ? 1 : 0, root }),
      };
    },
  ),
  wireLie('fork', ['unknown-key', 'changed-entry', 'fork', 'missing-entries'], ({ page }, world, liar, channel) => ({
    ...page,
    checkpoint: signedCheckpoint(liar, { ...feedOf(liar, channel, true), root: world.random.bytes(32) }),
  })),
  wireLie('forged-signature', ['bad-signature'], ({ page }) => {
    const { text, signatures } = parseNote(page.checkpoint);
    return {
      ...page,
      checkpoint: formatNote({
        text,
        signatures: signatures.map((one) => ({
          ...one,
          signature: one.signature.map((byte, i) => (i === 3 ? byte ^ 1 : byte)),
        })),
      }),
    };
  }),
  wireLie('other-key', ['unknown-key'], ({ page }, world, liar) => {
    const { text } = parseNote(page.checkpoint);
    const other = world.a === liar ? world.b : world.a;
    const { name, id } = checkpointKey(text.split('\n')[0]!, other.signer.publicKey);
    return {
      ...page,
      checkpoint: formatNote({ text, signatures: [{ name, id, signature: other.signer.sign(utf8(text)) }] }),
    };
  }),
  wireLie('superseded-key', ['unknown-key', 'bad-rotation'], ({ page }, world, liar, channel) => {
    const { key, size, root, origin } = feedOf(liar, channel, true);
    const { chain } = ownKeys(liar);
    // Once its partner has taken the change.
    const isKnown = feedOf(partnerOf(world, liar), channel, false).key;
    const { checkpoint } = feedOf(liar, channel, true);
    if (!isKnown || !key || toBase64(isKnown) !== toBase64(key) || page.checkpoint !== checkpoint) return page;
    return { ...page, checkpoint: signedCheckpoint(liar, { origin, size, root }, [chain[0]!]) };
  }),
  wireLie('other-feed', ['wrong-origin'], ({ page }, _world, liar) => ({
    ...page,
    checkpoint: feedOf(liar, CHARTER, true).checkpoint ?? page.checkpoint,
  })),
  wireLie('malformed', ['malformed'], ({ page }) => ({ ...page, checkpoint: `${page.checkpoint}x` })),
];
