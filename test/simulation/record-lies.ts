import { toBase64 } from '#platform';
import type { Entry, ReceiptCode } from '#kernel/log/entry.ts';
import { textOf, type JsonObject } from '#kernel/json/types.ts';
import { TLP_IDS } from '#kernel/policy/markings.ts';
import type { Disclosure } from '#kernel/record/disclosure.ts';
import { CHARTER } from '#kernel/stix/values.ts';
import { appendEntries, commonOf } from './doors.ts';
import { complete, force, plainly, textFor, type Common, type Lie } from './lie.ts';
import { entriesOf, feedAt, feedOf, recordIds, versionsOf, type Feed, type SimNode } from './node.ts';
import { indicatorText, isOfCities, stepText, CHANNELS } from './writing.ts';
import { ACCORD, partnerOf, type World } from './world.ts';

// Lies in a record: its entry is right, what it says is not. An exception names it, and the feed goes on.

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

export const RECORD_LIES: readonly Lie[] = [...CONTENT.map(contentLie), equivocation, ...ACT];
