import {
  CommitmentValues,
  EventValues,
  IncidentValues,
  MeetingValues,
  ParticipantValues,
  type ItemDecision,
  type ItemType,
  type ItemValues,
} from '#contract/statement-desk.ts';
import { Failure } from '#kernel/errors.ts';

export type ReaderName = { readonly name: string; readonly version: string };

/** What was proposed or added, and what an officer made of it. */
export type Item = {
  readonly id: string;
  readonly type: ItemType;
  readonly values: ItemValues;
  readonly proposal: {
    readonly values: ItemValues;
    readonly why: readonly string[];
    readonly reader: ReaderName;
  } | null;
  readonly decision: ItemDecision;
  readonly reason: string | null;
  readonly reviewer: string | null;
  readonly at: string | null;
  readonly from: readonly string[];
  readonly isCurrent: boolean;
  readonly record: string | null;
  readonly publishedAt: string | null;
};

export type Proposed = { readonly type: ItemType; readonly values: ItemValues; readonly why: readonly string[] };

/** A proposal on which nobody has decided. */
export const opened = ({ type, values, why }: Proposed, reader: ReaderName, id: string): Item => ({
  id,
  type,
  values,
  proposal: { values, why, reader },
  decision: 'open',
  reason: null,
  reviewer: null,
  at: null,
  from: [],
  isCurrent: true,
  record: null,
  publishedAt: null,
});

/** What one act made of one item; null: it was not, or is not, there. */
export type Change = { readonly before: Item | null; readonly after: Item | null };

/** A label as it counts: neither thrown away nor taken apart. */
export const stands = ({ decision }: Pick<Item, 'decision'>): boolean =>
  decision === 'accepted' || decision === 'edited' || decision === 'added';

const SHAPES = {
  commitments: CommitmentValues,
  meetings: MeetingValues,
  participants: ParticipantValues,
  events: EventValues,
  incidents: IncidentValues,
} as const satisfies Record<ItemType, unknown>;

const SIDES = /^([A-Z](\+[A-Z])*|both)?$/;

/** Of this type, with words of the text in its span; `path` is where the officer gave them. */
export function checkedValues(
  type: ItemType,
  given: ItemValues,
  { text, path }: { text: string; path: string },
): ItemValues {
  const parsed = SHAPES[type].safeParse(given);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const place = `${path}${(issue?.path ?? []).map((key) => `.${String(key)}`).join('')}`;
    throw new Failure('bad-input', `${place}: ${issue?.message ?? 'not of this type'}`, { path: place });
  }
  const values = parsed.data;
  refuseSpan(text, values, path);
  if ('responsible' in values && !SIDES.test(values.responsible))
    throw new Failure('bad-input', 'letters of sides: A, A+B, or both', { path: `${path}.responsible` });
  return withoutEmpty(values);
}

function refuseSpan(
  text: string,
  { start, end }: { readonly start: number; readonly end: number },
  path: string,
): void {
  const refuse = (message: string): never => {
    throw new Failure('bad-input', message, { path: `${path}.end` });
  };
  if (end <= start || end > text.length) refuse('the span does not lie in the text');
  if (isInsidePair(text, start) || isInsidePair(text, end)) refuse('the span cuts a character in two');
  if (text.slice(start, end).trim() === '') refuse('there are no words in the span');
}

const isInsidePair = (text: string, at: number): boolean =>
  /[\ud800-\udbff]/.test(text.charAt(at - 1)) && /[\udc00-\udfff]/.test(text.charAt(at));

/** What was left empty is left out. */
const withoutEmpty = (values: ItemValues): ItemValues =>
  Object.fromEntries(
    Object.entries(values).filter(([name, value]) => name === 'responsible' || (value !== '' && value !== undefined)),
  ) as ItemValues; // nothing is added, and only what may be absent is taken away
