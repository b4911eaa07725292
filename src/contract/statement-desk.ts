import { z } from 'zod';
import { next } from '#contract/shape.ts';
import { COMMITMENT_KINDS, STATED } from '#contract/statements.ts';
import { TLP_LEVELS } from '#kernel/stix/marking-ids.ts';

/**
 * The statements desk, `/api/v1/statement-desk`: texts that were put in, what a reader proposes of each, and what officers decide.
 * All of it is of this node alone. Whoever may not see a statement, by its accord and its marking, is told that it is not there.
 * Spans are UTF-16 offsets into `text`. Reading asks for `statements.read`, changing for `statements.write`.
 *
 * Each change names the `version` that it was made on (also the ETag of the answer). One that was overtaken is refused with
 * 409 `conflict`: nothing of it is kept, `errors` say what changed meanwhile (`path`: `$.items.<id>`, or `$.state` …).
 */

/** `queued`: to be read. `done`: an officer is through with it. `withdrawn`: its text is gone, the fact is kept. */
export const DESK_STATES = ['queued', 'read', 'in-review', 'done', 'withdrawn'] as const;
export type DeskState = (typeof DESK_STATES)[number];

export const ITEM_TYPES = ['meetings', 'participants', 'commitments', 'events', 'incidents'] as const;
export type ItemType = (typeof ITEM_TYPES)[number];

/** `open`: nobody decided. `added`: by hand, or out of a split or a merge; `split` and `merged` are what they came from. */
export const ITEM_DECISIONS = ['open', 'accepted', 'edited', 'rejected', 'split', 'merged', 'added'] as const;
export type ItemDecision = (typeof ITEM_DECISIONS)[number];

export const LONGEST_TEXT = 200_000;
export const MOST_PUT_AT_ONCE = 50;
export const MOST_DECIDED_AT_ONCE = 500;
export const MOST_ITEMS = 2000;
export const MOST_IN_SET = 20;

const line = (most: number) => z.string().trim().min(1).max(most);
export const note = z.string().trim().max(2000).optional();
export const version = z.number().int().min(1).max(2_147_483_647);
const offset = z.number().int().min(0).max(LONGEST_TEXT);
export const span = { start: offset, end: offset };
const named = { ...span, name: line(1000) };
const given = (most: number) => z.string().trim().max(most).optional();

/** What stands for a label, as a reader proposes it or an officer corrects it. `title` and `theme` are for the register. */
export const CommitmentValues = z.strictObject({
  ...span,
  kind: z.enum(COMMITMENT_KINDS),
  responsible: z.string().max(60).describe('letters of sides, `A`, `A+B`, or `both`; empty: not known yet'),
  recurrence: given(200),
  due: given(40),
  status: z.enum(STATED),
  title: given(1000),
  theme: given(64),
});
export const MeetingValues = z.strictObject({ ...span, date: given(40), place: given(1000), format: given(200) });
/** A name becomes part of a record only with `keepName`, and until `retainUntil`. */
export const ParticipantValues = z.strictObject({
  ...named,
  title: given(1000).describe('the office'),
  side: given(8),
  keepName: z.boolean().optional(),
  retainUntil: z.iso.date().optional(),
});
export const EventValues = z.strictObject({ ...named, date: given(40), place: given(1000) });
export const IncidentValues = z.strictObject({ ...named, date: given(40) });

export const ItemValues = z.union([CommitmentValues, MeetingValues, ParticipantValues, EventValues, IncidentValues]);
export type ItemValues = z.infer<typeof ItemValues>;
export type CommitmentValues = z.infer<typeof CommitmentValues>;
export type MeetingValues = z.infer<typeof MeetingValues>;
export type ParticipantValues = z.infer<typeof ParticipantValues>;

/** `POST /api/v1/statement-desk`, at most 1.8 MB in one request: more come in several. The text of a file is taken out of it before; `mediaType` says what the file was. */
export const NewDeskStatement = z.strictObject({
  text: z.string().min(1).max(LONGEST_TEXT),
  title: line(500).optional(),
  source: z
    .strictObject({
      name: line(300),
      url: z
        .url({ protocol: /^https?$/ })
        .max(2000)
        .optional(),
    })
    .optional(),
  published: z.iso.date().optional(),
  side: z.string().max(100).optional().describe('the party whose readout it is; left out: of both, or of nobody here'),
  lang: z.string().max(35).optional().describe('if the reader is not to find out'),
  mediaType: z.string().max(200).optional(),
  marking: z.enum(TLP_LEVELS).optional().describe('the secretariat channel’s default if left out'),
});
export type NewDeskStatement = z.infer<typeof NewDeskStatement>;
export const NewDeskStatements = z.strictObject({
  accord: z.string().max(100),
  statements: z.array(NewDeskStatement).min(1).max(MOST_PUT_AT_ONCE),
});
export type NewDeskStatements = z.infer<typeof NewDeskStatements>;

const Reader = z.object({ name: z.string(), version: z.string() });

/** How far the review is, over all that was proposed or added. */
const Progress = z.object({
  proposed: z.number().int(),
  decided: z.number().int(),
  open: z.number().int(),
  drafts: z.number().int().describe('commitments that stand and are not published'),
  published: z.number().int(),
});

export const DeskEntry = z.object({
  id: z.string(),
  accord: z.string(),
  version: z.number().int(),
  state: z.enum(DESK_STATES),
  marking: z.enum(TLP_LEVELS),
  title: z.string().nullable(),
  source: z.object({ name: z.string(), url: z.string().nullable() }).nullable(),
  published: z.string().nullable(),
  side: z.string().nullable(),
  lang: z.string().nullable(),
  mediaType: z.string(),
  sha256: z.string().describe('of the text’s UTF-8 bytes, hex'),
  characters: z.number().int(),
  putBy: z.string(),
  putAt: z.string(),
  keptUntil: z.string().describe('when it is withdrawn by itself'),
  reading: z.object({
    reader: Reader.nullable().describe('null: not read yet'),
    at: z.string().nullable(),
    isCurrent: z.boolean().describe('false: this node has a newer reader'),
    isWaiting: z.boolean(),
    fault: z.string().nullable().describe('why it could not be read; it may be marked by hand'),
  }),
  progress: Progress,
  withdrawn: z.object({ at: z.string(), by: z.string(), why: z.string() }).nullable(),
});
export type DeskEntry = z.infer<typeof DeskEntry>;

/** Answer of `POST /api/v1/statement-desk`, in the order given: 201 if any is new, else 200. */
export const PutStatements = z.object({
  statements: z.array(DeskEntry.extend({ isNew: z.boolean().describe('false: this text is there already') })),
});
export type PutStatements = z.infer<typeof PutStatements>;

/** `GET /api/v1/statement-desk?accord=&state=&side=&lang=&cursor=`, the last put in first, 50 at a time; `states` counts all of the accord. */
export const DeskQueue = z.object({
  statements: z.array(DeskEntry),
  states: z.record(z.enum(DESK_STATES), z.number().int()),
  next,
});
export type DeskQueue = z.infer<typeof DeskQueue>;

export const DeskItem = z.object({
  id: z.string(),
  type: z.enum(ITEM_TYPES),
  values: ItemValues.describe('as they stand: the proposal’s, or the officer’s'),
  proposal: z
    .object({ values: ItemValues, why: z.array(z.string()), reader: Reader })
    .nullable()
    .describe('null: put in by hand'),
  decision: z.enum(ITEM_DECISIONS),
  reason: z.string().nullable(),
  reviewer: z.string().nullable(),
  at: z.string().nullable(),
  from: z.array(z.string()).describe('ids of what it was split from or merged of'),
  isCurrent: z.boolean().describe('false: decided, and the reader no longer proposes it'),
  record: z
    .string()
    .nullable()
    .describe('of a commitment that stands: the id that it has or will have in the register'),
  publishedAt: z.string().nullable(),
  version: z.number().int().describe('the version of the statement in which it last changed'),
});
export type DeskItem = z.infer<typeof DeskItem>;

const DeskSide = z.object({ names: z.array(z.string()), party: z.string().nullable() });

/** A commitment as `publish` will admit it; `lacks` names what keeps it from that, by property. */
export const DeskDraft = z.object({
  item: z.string(),
  record: z.record(z.string(), z.unknown()),
  lacks: z.array(z.string()),
});
export type DeskDraft = z.infer<typeof DeskDraft>;

/** `GET /api/v1/statement-desk/{id}`, and the answer to every change of it. A withdrawn one has no text, items or drafts. */
export const DeskStatement = DeskEntry.extend({
  text: z.string(),
  sides: z
    .record(z.string(), DeskSide)
    .describe('letter of a side to the text’s names for it and the party that it is'),
  items: z.array(DeskItem).describe('in the order of the text; removed ones are not here'),
  drafts: z.array(DeskDraft),
  statementRecord: z.object({ id: z.string(), publishedAt: z.string().nullable() }),
  undoable: z
    .number()
    .int()
    .nullable()
    .describe('the last version that can be undone; an undo is undone in the same way'),
  sets: z.array(z.string()).describe('pairs and lines that it is in'),
});
export type DeskStatement = z.infer<typeof DeskStatement>;

const item = z.uuid();
const decided = { item, reason: note };

/** One officer’s act on one item. `values` must fit the item’s type. */
export const ItemDecided = z.discriminatedUnion('decision', [
  z.strictObject({ decision: z.literal('accepted'), ...decided }),
  z.strictObject({ decision: z.literal('rejected'), ...decided }),
  z.strictObject({ decision: z.literal('open'), ...decided }).describe('the decision is taken back'),
  z.strictObject({ decision: z.literal('edited'), ...decided, values: ItemValues }),
  z.strictObject({ decision: z.literal('split'), ...decided, into: z.array(ItemValues).min(2).max(20) }),
  z.strictObject({
    decision: z.literal('merged'),
    items: z.array(item).min(2).max(20),
    into: ItemValues,
    reason: note,
  }),
  z
    .strictObject({
      decision: z.literal('proposed'),
      type: z.enum(ITEM_TYPES),
      values: ItemValues,
      why: z.array(z.string().max(500)).max(50),
      reader: z.strictObject({ name: line(200), version: z.string().max(200) }),
    })
    .describe(
      'what another reader, such as a model, proposes is laid beside the rest, open; it is decided on like the rest',
    ),
  z.strictObject({ decision: z.literal('added'), type: z.enum(ITEM_TYPES), values: ItemValues, reason: note }),
]);
export type ItemDecided = z.infer<typeof ItemDecided>;

/** `POST /api/v1/statement-desk/{id}/decisions`: all or none. */
export const NewDecisions = z.strictObject({
  version,
  decisions: z.array(ItemDecided).min(1).max(MOST_DECIDED_AT_ONCE),
});
export type NewDecisions = z.infer<typeof NewDecisions>;

/** `POST /api/v1/statement-desk/{id}/details`: what is left out stays as it is; null takes it away; `sides` are given all together. */
export const NewDetails = z.strictObject({
  version,
  title: line(500).nullable().optional(),
  source: NewDeskStatement.shape.source.unwrap().nullable().optional(),
  published: z.iso.date().nullable().optional(),
  side: z.string().max(100).nullable().optional(),
  sides: z
    .record(
      z.string().regex(/^[A-Z]$/),
      z.strictObject({ names: z.array(line(200)).max(50), party: z.string().max(100).nullable() }),
    )
    .optional(),
  state: z.enum(['in-review', 'done']).optional(),
});
export type NewDetails = z.infer<typeof NewDetails>;

/** `POST /api/v1/statement-desk/{id}/undo`: what version `undo` decided is as it was before, in a new version; refused where it was decided again since. */
export const NewUndo = z.strictObject({ version, undo: version });

/** `POST /api/v1/statement-desk/{id}/read`: read again, by the reader of now; decisions are kept by their spans. 202. */
export const NewReading = z.strictObject({ version });

/**
 * `POST /api/v1/statement-desk/{id}/publish`, with `records.write`: drafts become records, all or none. Asked again after a lost answer it
 * answers alike and makes nothing twice. `withStatement` adds the internal record with the meeting and the offices.
 */
export const NewPublication = z.strictObject({
  version,
  items: z.array(item).max(MOST_DECIDED_AT_ONCE),
  withStatement: z.boolean().optional(),
});
export type NewPublication = z.infer<typeof NewPublication>;
export const Published = z.object({ statement: DeskStatement, records: z.array(z.string()) });
export type Published = z.infer<typeof Published>;

/** `POST /api/v1/statement-desk/{id}/withdraw`, with `statements.withdraw`: text, proposals and values are destroyed; what was published stays. */
export const NewWithdrawal = z.strictObject({ version, why: line(2000) });

/** Who did what in which version (PROV-O: `reader`, `inputHash`, `span`, `reviewer`, `decision`). `before` and `after` are gone with the text. */
export const DeskAct = z.object({
  version: z.number().int(),
  at: z.string(),
  act: z.enum(['put', 'read', 'unread', 'decided', 'undone', 'details', 'published', 'withdrawn']),
  reviewer: z.string().nullable().describe('null: this node itself'),
  inputHash: z.string().describe('SHA-256 of the text, hex'),
  reader: Reader.nullable(),
  item: z.string().nullable(),
  type: z.enum(ITEM_TYPES).nullable(),
  span: z.object({ start: z.number().int(), end: z.number().int() }).nullable(),
  decision: z.string().nullable(),
  reason: z.string().nullable(),
  before: z.unknown(),
  after: z.unknown(),
});
export type DeskAct = z.infer<typeof DeskAct>;
/** `GET /api/v1/statement-desk/{id}/journal?since=<version>`, oldest first, at most 1,000; `next`: ask again with this `cursor`. */
export const DeskJournal = z.object({ acts: z.array(DeskAct), next });
export type DeskJournal = z.infer<typeof DeskJournal>;

/**
 * `GET /api/v1/statement-labels?accord=&cursor=`, with `labels.read`: reviewed statements (`done`) in the form of labelled texts, a few at a time.
 * `gold` is what `npm run score` reads.
 */
export const StatementLabels = z.object({
  documents: z.array(z.object({ name: z.string(), text: z.string(), gold: z.record(z.string(), z.unknown()) })),
  sets: z
    .array(z.object({ file: z.string(), gold: z.record(z.string(), z.unknown()) }))
    .describe('with the last page: pairs and lines of these documents, as confirmed'),
  skipped: z.number().int().describe('with the last page: done, and something in them is not decided on'),
  next,
});
export type StatementLabels = z.infer<typeof StatementLabels>;
