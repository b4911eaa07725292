import { z } from 'zod';
import { RecordView } from '#contract/records.ts';
import { cursor, natural, type Shape } from '#contract/shape.ts';
import {
  DESK_STATES,
  DeskJournal,
  DeskQueue,
  DeskStatement,
  NewDecisions,
  NewDeskStatements,
  NewDetails,
  NewPublication,
  NewReading,
  NewUndo,
  NewWithdrawal,
  Published,
  PutStatements,
  StatementLabels,
} from '#contract/statement-desk.ts';
import {
  DeskComparison,
  DeskSet,
  DeskSets,
  NewDeskSet,
  NewDivergenceReport,
  NewSetDecisions,
} from '#contract/statement-sets.ts';

const changed = { 200: DeskStatement };
const accord = z.string().optional().describe('of this accord alone');

export const deskApi = {
  putStatements: {
    summary: 'Put texts in to be read and decided on',
    body: NewDeskStatements,
    answers: { 200: PutStatements, 201: PutStatements },
  },
  listDesk: {
    summary: 'The statements at the desk, the last put in first',
    query: z.strictObject({
      accord,
      state: z.enum(DESK_STATES, 'no such state').optional(),
      side: z.string().optional(),
      lang: z.string().optional(),
      cursor,
    }),
    answers: { 200: DeskQueue },
  },
  readDeskStatement: { summary: 'One statement with what was decided on it', answers: changed },
  readDeskJournal: {
    summary: 'Every act on a statement, oldest first',
    query: z.strictObject({ since: natural.optional().describe('a version of the statement'), cursor }),
    answers: { 200: DeskJournal },
  },
  decideStatement: { summary: 'Decide on items: all or none', versioned: true, body: NewDecisions, answers: changed },
  undoStatement: {
    summary: 'Undo what a version decided, in a new version',
    versioned: true,
    body: NewUndo,
    answers: changed,
  },
  describeStatement: {
    summary: 'Change what is said of a statement',
    versioned: true,
    body: NewDetails,
    answers: changed,
  },
  rereadStatement: {
    summary: 'Have it read again, by the reader of now',
    versioned: true,
    body: NewReading,
    answers: { 202: DeskStatement },
  },
  publishStatement: {
    summary: 'Drafts become records: all or none',
    versioned: true,
    body: NewPublication,
    answers: { 200: Published },
  },
  withdrawStatement: {
    summary: 'Destroy the text; the fact is kept',
    versioned: true,
    body: NewWithdrawal,
    answers: changed,
  },
  makeDeskSet: {
    summary: 'Statements that belong together',
    body: NewDeskSet,
    answers: { 200: DeskSet, 201: DeskSet },
  },
  listDeskSets: {
    summary: 'Pairs and lines of statements, the last made first',
    query: z.strictObject({
      accord,
      statement: z.string().optional().describe('that this statement is in'),
      cursor,
    }),
    answers: { 200: DeskSets },
  },
  readDeskSet: { summary: 'One pair or line, with what was decided', answers: { 200: DeskSet } },
  compareDeskSet: { summary: 'How its members match by the node’s own reading', answers: { 200: DeskComparison } },
  decideDeskSet: { summary: 'Decide on findings', versioned: true, body: NewSetDecisions, answers: { 200: DeskSet } },
  reportDivergence: {
    summary: 'Write down how two accounts of one meeting diverge, from each other and from what it recorded',
    versioned: true,
    body: NewDivergenceReport,
    answers: { 201: RecordView },
  },
  dissolveDeskSet: {
    summary: 'End a pair or line',
    versioned: true,
    body: NewReading,
    answers: { 200: z.object({ id: z.string() }) },
  },
  listLabels: {
    summary: 'Reviewed statements in the form of labelled texts',
    query: z.strictObject({ accord, cursor }),
    answers: { 200: StatementLabels },
  },
} satisfies Record<string, Shape>;
