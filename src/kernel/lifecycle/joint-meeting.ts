import { oldestFirst, type Folded, type PositionedStep, type Version } from './fold.ts';
import { compareEntries, concurrent } from './order.ts';

/** One record that proposes when and where: the meeting itself, or one that moves it. */
export type Proposal = { readonly id: string; readonly folded: Folded };

export type JointState =
  | 'proposed'
  | 'declined'
  | 'agreed'
  | 'postponed'
  | 'disputed'
  | 'held'
  | 'cancelled'
  /** Both agreed to another of two proposals without knowing of each other: neither holds. */
  | 'crossed';

export type JointMeeting = {
  readonly state: JointState;
  /** The version whose time and place hold, or held until it was postponed; none before anything was agreed. */
  readonly governing?: Version;
  /** What waits for the other side's word: of each record the latest version, if nobody has answered it. Oldest first. */
  readonly open: readonly Version[];
  /** Why it is as it is: the reason of the postponement, the refusal or the end. */
  readonly because?: PositionedStep;
};

/**
 * How a meeting stands, all its proposals considered; the same on both nodes from the same records. What both agreed on last
 * holds, in causal order; an agreement that had not seen another, and was not seen by it, does not outdo it. Only versions and
 * steps bear on the state, never what the texts say, which may be withheld from one side or expunged.
 */
export function foldMeeting(first: string, meeting: Proposal, moves: readonly Proposal[]): JointMeeting {
  const proposals = [meeting, ...[...moves].sort((a, b) => (a.id < b.id ? -1 : 1))];
  const open = oldestFirst(proposals.flatMap(({ folded }) => (folded.shown === 'proposed' ? [folded.version] : [])));
  const agreements = proposals.flatMap(({ folded }) => folded.perVersion.flatMap(agreementOn));
  const unsurpassed = agreements.filter((one) => !agreements.some((other) => follows(first, other.step, one.step)));
  // One of two that crossed can be given up, and then the other holds.
  const alive = unsurpassed.filter(({ state }) => !GIVEN_UP.has(state));
  const [governing, ...rivals] = alive.length > 0 ? alive : unsurpassed.slice(-1);
  if (governing && rivals.length > 0) return { state: 'crossed', open };
  if (governing) return { state: governing.state, governing: governing.version, open, ...because(governing.latest) };
  const { folded } = meeting;
  return { state: open.length > 0 ? 'proposed' : asJoint(folded.shown), open, ...because(folded.history.at(-1)) };
}

const GIVEN_UP: ReadonlySet<JointState> = new Set(['postponed', 'cancelled']);
const STATES = ['proposed', 'declined', 'agreed', 'postponed', 'disputed', 'held', 'cancelled'] as const;
const asJoint = (shown: string): JointState => STATES.find((state) => state === shown) ?? 'proposed';

type Agreement = {
  readonly version: Version;
  readonly step: PositionedStep;
  readonly state: JointState;
  readonly latest: Item | undefined;
};
type Item = Folded['history'][number];

/** The agreement that a version reached, if it did, and what became of it. */
function agreementOn({ version, shown, history }: Folded['perVersion'][number]): Agreement[] {
  const taken = history.findLast(
    ({ step, to, outcome }) => outcome === 'taken' && step.verb === 'agree' && to === 'agreed',
  );
  return taken ? [{ version, step: taken.step, state: asJoint(shown), latest: history.findLast(isMoving) }] : [];
}

const isMoving = ({ outcome, from, to }: Item): boolean => outcome !== 'void' && from !== to;

const because = (item: Item | undefined): { because?: PositionedStep } =>
  item && item.outcome !== 'void' && item.step.verb !== 'agree' ? { because: item.step } : {};

const follows = (first: string, later: PositionedStep, earlier: PositionedStep): boolean =>
  later !== earlier && !concurrent(later, earlier) && compareEntries(first, earlier, later) < 0;
