import { toBase64, utf8 } from '#platform';
import { checkpointKey } from '#kernel/log/checkpoint.ts';
import type { Entry, ReceiptCode } from '#kernel/log/entry.ts';
import type { FaultName } from '#kernel/log/faults.ts';
import { append, leafHash } from '#kernel/log/merkle.ts';
import { formatNote, parseNote } from '#kernel/log/note.ts';
import { textOf, type JsonObject } from '#kernel/json/types.ts';
import { TLP_IDS } from '#kernel/policy/markings.ts';
import { disclose, type Disclosure } from '#kernel/record/disclosure.ts';
import { CHARTER } from '#kernel/stix/values.ts';
import { openEpoch } from './epochs.ts';
import { ownKeys, rotate } from './keyring.ts';
import { appendEntries, commonOf, keepOwn, publish, signedCheckpoint, type Pending } from './doors.ts';
import {
  entriesOf,
  feedAt,
  FIRST_EPOCH,
  feedOf,
  versionsOf,
  recordIds,
  type Feed,
  type SimNode,
  type StoredRecord,
} from './node.ts';
import type { Call, EntriesPage, Reply } from './serve.ts';
import { commitmentText, indicatorText, isOfCities, stepText, CHANNELS, type WorkChannel } from './writing.ts';
import { ACCORD, partnerOf, type World } from './world.ts';

/** What the other side must come to say of a lie. */
export type Told =
  | {
      readonly channel: string;
      readonly faults: readonly FaultName[];
      /** The liar itself does not know any more what it published. */
      readonly isBlinding?: true;
      /** Publishes once more, so that the lie is told to a partner that had everything before. */
      readonly insist?: () => void;
    }
  /** Of the entry at this index, which is no record's. */
  | { readonly channel: string; readonly epoch: number; readonly index: number; readonly codes: readonly ReceiptCode[] }
  /** Of the entry with this commitment; `stored` where a lie may be found out by its twin instead. */
  | {
      readonly channel: string;
      readonly c: string;
      readonly codes: readonly (ReceiptCode | 'stored')[];
      readonly twin?: string;
    };

export type Channel = WorkChannel | typeof CHARTER;

/** undefined: there was nothing to lie with at this moment. */
export type Lie = {
  readonly name: string;
  readonly tell: (world: World, liar: SimNode, channel: Channel) => Told | undefined;
};

// 1. Lies in a record: its entry is right, what it says is not. An exception names it, and the feed goes on.

/** What an honest party could have written, whole and low. */
function textFor(world: World, liar: SimNode, channel: Channel): JsonObject {
  if (channel === CHARTER) {
    const accord = versionsOf(liar, ACCORD)[0]!;
    return stepText({ accord: ACCORD, channel, time: liar.now().toISOString() }, accord, 'lift');
  }
  const made =
    channel === 'secretariat'
      ? commitmentText(world.random, ACCORD, liar.partyId)
      : indicatorText(world.random, ACCORD);
  return { ...plainly(made), object_marking_refs: [TLP_IDS.green] };
}

function plainly({ granular_markings: _g, remark: _r, description: _d, ...plain }: JsonObject): JsonObject {
  return plain;
}

const complete = (world: World, liar: SimNode, input: JsonObject): JsonObject =>
  liar.rules.completeOwn(input, { partyId: liar.partyId, now: liar.now(), uuid: world.random.uuid, terms: undefined });

/** Past every door: into the feed as it is. */
function force(
  liar: SimNode,
  object: JsonObject,
  channel: string,
  given?: (honest: Disclosure) => Disclosure | null,
): StoredRecord {
  return liar.storage.transaction(() => {
    const record = keepOwn(liar, object);
    const honest = disclose(
      record.parts,
      record.parts.map((_, i) => i),
    );
    const disclosure = given ? given(honest) : honest;
    liar.releases.set(record.seq, {
      record: record.seq,
      channel,
      outcome: 'yes',
      code: null,
      disclosure,
      origin: null,
      index: null,
      wasWhole: false,
    });
    const pending: Pending = { body: { ...commonOf(liar, channel), kind: 'record', c: record.c }, record };
    appendEntries(liar, feedOf(liar, channel, true), [pending]);
    return record;
  });
}

type Content = {
  readonly name: string;
  readonly codes: readonly ReceiptCode[];
  readonly change?: (object: JsonObject, world: World, liar: SimNode) => JsonObject | undefined;
  readonly give?: (honest: Disclosure) => Disclosure | null;
};

/** Under an accord of cities, what it has no room for. */
const OPERATIONAL: Content = {
  name: 'operational-between-cities',
  codes: ['unsupported-type'],
  change: (_, world, liar) =>
    versionsOf(liar, ACCORD).some(({ object }) => isOfCities(object))
      ? complete(world, liar, {
          ...plainly(indicatorText(world.random, ACCORD, 'secretariat')),
          object_marking_refs: [TLP_IDS.green],
        })
      : undefined,
};

const CONTENT: readonly Content[] = [
  { name: 'no-disclosure', codes: ['no-disclosure'], give: () => null },
  {
    name: 'changed-disclosure',
    codes: ['bad-disclosure'],
    give: ({ parts }) => ({
      parts: parts.map((part) => ('part' in part ? { ...part, part: { ...part.part, lang: 'en' } } : part)),
    }),
  },
  {
    name: 'above-ceiling',
    codes: ['above-ceiling'],
    change: (object) => ({ ...object, object_marking_refs: [TLP_IDS.red] }),
  },
  {
    name: 'unknown-marking',
    codes: ['unknown-marking'],
    change: (object, { random }) => ({ ...object, object_marking_refs: [`marking-definition--${random.uuid()}`] }),
  },
  {
    name: 'foreign-author',
    codes: ['not-author'],
    change: (object, world, liar) => ({ ...object, created_by_ref: partnerOf(world, liar).partyId }),
  },
  {
    name: 'foreign-record',
    codes: ['not-author'],
    // A new version of what the partner wrote, in one's own name.
    change: (object, world, liar) => {
      const partner = partnerOf(world, liar);
      const theirs = recordIds(partner).find(
        (id) => id.startsWith('commitment--') && versionsOf(partner, id)[0]?.publisher === partner.partyId,
      );
      return object['type'] === 'commitment' && theirs !== undefined ? { ...object, id: theirs } : undefined;
    },
  },
  {
    name: 'wrong-channel',
    codes: ['wrong-accord'],
    change: (object) => (object['type'] === 'indicator' ? { ...object, channel: 'secretariat' } : undefined),
  },
  {
    name: 'wrong-accord',
    codes: ['wrong-accord'],
    change: (object, { random }) => ({ ...object, accord_ref: `accord--${random.uuid()}` }),
  },
  { name: 'bad-record', codes: ['bad-record'], change: (object) => ({ ...object, created: 'yesterday' }) },
  {
    name: 'unknown-subject',
    codes: ['unknown-subject'],
    change: (object, { random }, liar) => {
      if (object['type'] !== 'commitment') return undefined;
      const id = recordIds(liar).find((one) => one.startsWith('commitment--'));
      const known = id === undefined ? undefined : versionsOf(liar, id)[0];
      const modified = textOf(object['modified']);
      const subject = {
        id: known?.id ?? `commitment--${random.uuid()}`,
        modified: known?.modified ?? modified,
        c: toBase64(random.bytes(32)),
      };
      const { created, created_by_ref, object_marking_refs, extensions, spec_version } = object;
      const step = stepText({ accord: ACCORD, channel: 'secretariat', time: modified }, subject, 'dispute');
      const common = { created, modified, created_by_ref, object_marking_refs, extensions, spec_version } as JsonObject;
      return { ...common, ...step, id: `step--${random.uuid()}` };
    },
  },
];

const contentLie = ({ name, codes, change, give }: Content): Lie => ({
  name,
  tell: (world, liar, channel) => {
    if (versionsOf(partnerOf(world, liar), ACCORD).length === 0) return undefined;
    const honest = complete(world, liar, textFor(world, liar, channel));
    const object = change ? change(honest, world, liar) : honest;
    if (!object) return undefined;
    const { c } = force(liar, object, channel, give);
    // A closed channel is named before what is wrong with the record.
    return { channel, c, codes: [...codes, 'not-in-force'] };
  },
});

export const operateBetweenCities = contentLie(OPERATIONAL);

const equivocation: Lie = {
  name: 'equivocation',
  tell: (world, liar, channel) => {
    if (versionsOf(partnerOf(world, liar), ACCORD).length === 0) return undefined;
    const object = complete(world, liar, textFor(world, liar, channel));
    const { c: twin } = force(liar, object, channel);
    const { c } = force(liar, { ...object, lang: 'ur' }, channel);
    return { channel, c, twin, codes: ['equivocation', 'not-in-force', 'above-ceiling'] };
  },
};

/** Says what nobody can do: the feed goes on. */
const actLie = (name: string, say: (common: Common, liar: SimNode, feed: Feed) => Entry | undefined): Lie => ({
  name,
  tell: (_world, liar, channel) => {
    const feed = feedOf(liar, channel, true);
    const body = say(commonOf(liar, channel), liar, feed);
    if (!body) return undefined;
    liar.storage.transaction(() => appendEntries(liar, feed, [{ body, record: null }]));
    return { channel, epoch: feed.epoch, index: feed.size, codes: ['unknown-subject'] };
  },
});

/** It asks for deletion and goes on giving: there is nothing to name, and it stays deleted. */
export const giveOn: Lie = {
  name: 'recall-and-give',
  tell: (world, liar, channel) => {
    const partner = partnerOf(world, liar);
    // Best of all what the partner would like to ask for again.
    const isAwaited = (one: string, at: number): boolean =>
      entriesOf(partner, feedOf(partner, one, false)).some(
        ({ index, code }) => index === at && code === 'not-in-force',
      );
    const given = [channel, ...CHANNELS]
      .filter((one) => one !== CHARTER)
      .flatMap((one) => entriesOf(liar, feedOf(liar, one, true)).map((entry) => ({ channel: one, entry })))
      .filter(({ entry: { record } }) => record !== null && liar.releases.get(record)?.disclosure);
    if (given.length === 0) return undefined;
    const awaited = given.filter((one) => isAwaited(one.channel, one.entry.index));
    const recalled = world.random.pick(awaited.length > 0 ? awaited : given);
    const { index } = recalled.entry;
    const body: Entry = { ...commonOf(liar, recalled.channel), kind: 'recall', index, code: 'withdrawn' };
    const feed = feedOf(liar, recalled.channel, true);
    liar.storage.transaction(() => appendEntries(liar, feed, [{ body, record: null }]));
    return undefined;
  },
};

/** That the partner would like to ask again for something of the liar's. */
export const isAwaitedOf = (world: World, liar: SimNode): boolean =>
  partnerOf(world, liar)
    .entries.all()
    .some(({ origin, code, recalled }) => {
      return code === 'not-in-force' && recalled === null && !partnerOf(world, liar).feeds.get(origin)!.isOurs;
    });

const ACT: readonly Lie[] = [
  giveOn,
  giveOn,
  giveOn,
  giveOn,
  actLie('recall-ahead', (common, _liar, { size }) => ({ ...common, kind: 'recall', index: size + 2, code: 'error' })),
  actLie('recall-of-itself', (common, _liar, { size }) => ({ ...common, kind: 'recall', index: size, code: 'error' })),
  actLie('recall-of-a-receipt', (common, liar, feed) => {
    const receipt = entriesOf(liar, feed).find(({ kind }) => kind === 'receipt');
    return receipt && { ...common, kind: 'recall', index: receipt.index, code: 'withdrawn' };
  }),
  expungeOfAReceipt(),
  expungeOfAReceipt(),
  recallOfWhatBinds(),
  recallOfWhatBinds(),
];

/** The terms, or a step on them: both parties are bound by it while the accord stands. */
function recallOfWhatBinds(): Lie {
  return {
    name: 'recall-of-what-binds',
    tell: (_world, liar) => {
      const feed = feedOf(liar, CHARTER, true);
      const binding = entriesOf(liar, feed).find(({ kind, record }) => kind === 'record' && record !== null);
      if (!binding) return undefined;
      const body: Entry = { ...commonOf(liar, CHARTER), kind: 'recall', index: binding.index, code: 'withdrawn' };
      liar.storage.transaction(() => appendEntries(liar, feed, [{ body, record: null }]));
      return { channel: CHARTER, epoch: feed.epoch, index: feed.size, codes: ['legal-hold'] };
    },
  };
}

function expungeOfAReceipt(): Lie {
  return actLie('expunge-of-a-receipt', (common, liar, { channel }) => {
    const theirs = feedAt(liar, { channel, isOurs: false }, common.seen[0]);
    const receipt = entriesOf(liar, theirs).find(({ kind }) => kind === 'receipt');
    return receipt && { ...common, kind: 'expunge', index: receipt.index };
  });
}

// 2. Lies in an entry: what the liar signs breaks the rules of feeds. A fault names it, and the feed is quarantined.

type Common = ReturnType<typeof commonOf>;
const entryLie = (
  name: string,
  faults: readonly FaultName[],
  make: (common: Common, world: World, liar: SimNode, channel: string) => Entry | undefined,
): Lie => ({
  name,
  tell: (world, liar, channel) => {
    const body = make(commonOf(liar, channel), world, liar, channel);
    if (!body) return undefined;
    liar.storage.transaction(() => appendEntries(liar, feedOf(liar, channel, true), [{ body, record: null }]));
    return { channel, faults };
  },
});

const someEntry = (common: Common, world: World): Entry => ({
  ...common,
  kind: 'record',
  c: toBase64(world.random.bytes(32)),
});

const ENTRY: readonly Lie[] = [
  entryLie('seen-decreased', ['seen-decreased', 'seen-below-receipt'], (common, world, liar, channel) => {
    const last = entriesOf(liar, feedOf(liar, channel, true)).at(-1);
    if (!last || last.seen === 0) return undefined;
    const { root } = append({
      size: 0,
      tiles: () => undefined,
      leaves: entriesOf(liar, { ...feedOf(liar, channel, false), size: last.seen - 1 }).map(({ body }) =>
        leafHash(utf8(body)),
      ),
    });
    return someEntry({ ...common, seen: [FIRST_EPOCH, last.seen - 1, toBase64(root)] }, world);
  }),
  entryLie('seen-ahead', ['seen-ahead'], (common, world) =>
    someEntry({ ...common, seen: [common.seen[0], common.seen[1] + 1000, common.seen[2]] }, world),
  ),
  entryLie('seen-fork', ['fork'], (common, world) =>
    common.seen[1] === 0
      ? undefined
      : someEntry({ ...common, seen: [common.seen[0], common.seen[1], toBase64(world.random.bytes(32))] }, world),
  ),
  entryLie('receipt-fork', ['fork', 'bad-entry'], (common, world) => {
    const size = common.seen[1] - 1;
    return size < 1
      ? undefined
      : { ...common, kind: 'receipt', from: 0, size, root: toBase64(world.random.bytes(32)), exceptions: [] };
  }),
];

/** A change of key that only one key signs, or that names another key than before. */
const keyLie = (
  name: string,
  faults: readonly FaultName[],
  by: (key: Uint8Array, next: Uint8Array) => Uint8Array[],
): Lie => ({
  name,
  tell: (_world, liar, channel) => {
    const feed = feedOf(liar, channel, true);
    if (feed.key === null) return undefined;
    const next = liar.signers(99).publicKey;
    const body: Entry = { ...commonOf(liar, channel), kind: 'key', key: toBase64(next) };
    liar.storage.transaction(() => appendEntries(liar, feed, [{ body, record: null }], by(feed.key!, next)));
    return { channel, faults };
  },
});

const KEYS: readonly Lie[] = [
  keyLie('key-without-the-new-one', ['bad-rotation'], (key) => [key]),
  keyLie('key-without-the-old-one', ['unknown-key', 'bad-rotation'], (_key, next) => [next]),
  {
    name: 'epoch-after-another-history',
    tell: (world, liar, channel) => {
      const held = feedOf(partnerOf(world, liar), channel, false);
      if (held.size < 2 || held.epoch !== feedOf(liar, channel, true).epoch || held.fault !== null) return undefined;
      const root = world.random.chance(0.5) ? world.random.bytes(32) : held.root;
      const size = root === held.root ? held.size - 1 : held.size;
      openEpoch(liar, channel, { epoch: held.epoch, size, root });
      return { channel, faults: ['fork', 'bad-epoch'], isBlinding: true, insist: () => publish(liar) };
    },
  },
  entryLie('epoch-in-the-middle', ['bad-epoch', 'bad-entry'], (common, _world, liar, channel) => {
    const { size, root, epoch } = feedOf(liar, channel, true);
    return size === 0 ? undefined : { ...common, kind: 'epoch', previous: [epoch, size, toBase64(root)] };
  }),
];

// 3. Lies on the wire: what is served is not what was signed before, or is not signed at all.

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

const WIRE: readonly Lie[] = [
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

export const RECORD_LIES: readonly Lie[] = [...CONTENT.map(contentLie), equivocation, ...ACT];
export const FEED_LIES: readonly Lie[] = [...ENTRY, ...KEYS, ...WIRE];
