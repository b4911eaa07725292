import { type FoldedAccord, accordLifeCycles, type EntryIntoForce } from '../lifecycle/accord.ts';
import type { PositionedStep, VersionRef } from '../lifecycle/fold.ts';
import { actorOf, allowedVerbs, bindingVerbs, type LifeCycle, type Parties } from '../lifecycle/machine.ts';

/** Definitions, "Step": nobody binds themselves, and is bound by us, to what they could not read whole. */
const BINDING_VERBS: ReadonlySet<string> = new Set(['ratify', 'accept', 'agree', 'sign', 'verify']);

export const isBinding = (verb: string): boolean => BINDING_VERBS.has(verb);

export type Asked = {
  readonly party: string;
  readonly parties: Parties;
  /** As the accord stands here. */
  readonly standing: FoldedAccord['standing'];
  /** That a part of the newest version is withheld from this party. */
  readonly isWithheld: boolean;
};

/** What a party may do about a record now. Refusing here spares a void step; the fold decides on both nodes. */
export function openVerbs(cycle: LifeCycle, state: string, asked: Asked): string[] {
  const actor = actorOf(asked.parties, asked.party);
  if (!actor || asked.standing !== 'in-force') return [];
  const verbs = unique(allowedVerbs(cycle, state, actor));
  const binding = bindingVerbs(cycle);
  return asked.isWithheld ? verbs.filter((verb) => !binding.has(verb)) : verbs;
}

export type AccordText = Pick<VersionRef, 'modified'> & { readonly entryIntoForce: EntryIntoForce };

/** What is agreed or ended steps on the newest text; what is suspended or lifted on the one in force. */
export function openAccordVerbs(
  fold: FoldedAccord,
  texts: readonly AccordText[],
  asked: Omit<Asked, 'isWithheld'>,
): string[] {
  const actor = actorOf(asked.parties, asked.party);
  if (!actor || asked.standing === 'terminated') return [];
  return unique(
    texts.flatMap(({ modified, entryIntoForce }) => {
      const state = fold.perVersion.find(({ version }) => version.modified === modified)?.state;
      return state === undefined ? [] : allowedVerbs(accordLifeCycles[entryIntoForce], state, actor);
    }),
  );
}

const unique = (verbs: readonly string[]): string[] => [...new Set(verbs)];

/** Where a record stands in its publisher's feed. `isExcepted`: the recipient's latest receipt says that it does not hold it. */
export type Place = { readonly index: number; readonly seen: number; readonly isExcepted: boolean };
/** Our own step that is not yet in the feed: shown beside the fold, never inside it. */
export type PendingStep = Omit<PositionedStep, 'index' | 'seen'>;
export type Steps = {
  readonly positioned: readonly PositionedStep[];
  readonly pending: readonly PendingStep[];
  /** Ours that the recipient's latest receipt excepts: outside the fold. */
  readonly excepted: readonly PositionedStep[];
};

/** Definitions, "Fold": over what stands in a feed and the recipient's latest receipt does not except. */
export function sortSteps(found: readonly { readonly step: PendingStep; readonly place: Place | null }[]): Steps {
  const standing = found.flatMap(({ step, place }) =>
    place === null ? [] : [{ isExcepted: place.isExcepted, step: { ...step, index: place.index, seen: place.seen } }],
  );
  return {
    positioned: standing.flatMap(({ isExcepted, step }) => (isExcepted ? [] : [step])),
    excepted: standing.flatMap(({ isExcepted, step }) => (isExcepted ? [step] : [])),
    pending: found.flatMap(({ step, place }) => (place === null ? [step] : [])),
  };
}

/** The same for the versions of a subject. Until one of them is shared, our own are all that there is to show. */
export function sharedVersions<V extends { readonly place: Place | null }>(versions: readonly V[]): readonly V[] {
  const shared = versions.filter(({ place }) => place !== null && !place.isExcepted);
  return shared.length > 0 ? shared : versions;
}
