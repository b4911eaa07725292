import { fault, type Fault } from '../log/faults.ts';
import { CHARTER } from '../stix/values.ts';

export type FeedPlace = { readonly accord: string; readonly channel: string; readonly epoch: number };
export type Offered = FeedPlace & {
  readonly size: number;
  /** Base64. */
  readonly root: string;
  /** The largest size under which the partner has our cosignature: a lost one is said again. */
  readonly cosigned: number;
};
export type Wanted = { readonly place: FeedPlace; readonly offer: Offered | undefined };

const isSamePlace = (a: FeedPlace, b: FeedPlace): boolean =>
  a.accord === b.accord && a.channel === b.channel && a.epoch === b.epoch;

const orderOf = ({ channel, accord }: FeedPlace): string => `${channel === CHARTER ? 0 : 1} ${channel} ${accord}`;
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * What is offered, and what we hold even if it is not offered any more. The charter first: it decides what the others may bring.
 * Of each only the newest epoch: its first entry commits to what is held of the one before, so nothing more is taken of that.
 * The rest in one order, whoever asks.
 */
export function feedsToPull(offers: readonly Offered[], held: readonly FeedPlace[]): Wanted[] {
  const places = [...offers, ...held];
  const isNewest = (one: FeedPlace) =>
    !places.some(
      ({ accord, channel, epoch }) => isSamePlace(one, { accord, channel, epoch: one.epoch }) && epoch > one.epoch,
    );
  return [
    ...offers.map((offer) => ({ place: offer, offer })),
    ...held
      .filter((one) => !offers.some((offer) => isSamePlace(offer, one)))
      .map((place) => ({ place, offer: undefined })),
  ]
    .filter(({ place }) => isNewest(place))
    .sort((a, b) => compare(orderOf(a.place), orderOf(b.place)));
}

/**
 * A publisher that was told what we hold of its feeds may begin anew after just that, and one that gave up its key will: of what was
 * asked of it before, nothing is taken any more. An era ends with either; `asked` is that in which the pull began.
 */
export const isOfEra = (asked: number, now: number): boolean => asked === now;

/** What is offered as it is held is not asked for. */
export const isHeldAsOffered = (held: { readonly size: number; readonly root: string }, offer: Offered): boolean =>
  held.size === offer.size && held.root === offer.root;

/** What the answer "no such feed" means of one that we hold entries of. */
export const vanished = (held: number): Fault | undefined =>
  held > 0
    ? fault('rollback', `The partner no longer has the feed of which it had signed ${held} entries.`)
    : undefined;
