import {
  DESK_STATES,
  NewDecisions,
  NewDeskStatements,
  NewDetails,
  NewPublication,
  NewReading,
  NewUndo,
  NewWithdrawal,
  type DeskAct,
  type DeskJournal,
  type DeskStatement,
  type PutStatements,
} from '#contract/statement-desk.ts';
import { toHex } from '#platform';
import { Failure } from '#kernel/errors.ts';
import { refuseInvisible } from '#api/records.ts';
import { naturalNumber, refuseWithout, route, type Answer, type AnyRoute, type Asked } from '#api/route.ts';
import { change, type Desk } from './desk.ts';
import { actsOf, type ActRow } from './journal.ts';
import { publish } from './publish.ts';
import { putStatements } from './put.ts';
import { queue } from './queue.ts';
import { wantReading } from './read-queued.ts';
import { saveDecisions, saveDetails, undoDecisions } from './review.ts';
import { statementFor } from './rows.ts';
import { entryOf, namesOf, viewStatement } from './view.ts';
import { withdraw } from './withdraw.ts';

const PATH = '/api/v1/statement-desk';
/** Two of the longest texts, or fifty press releases: while a body is parsed, nobody else is answered. */
const LARGEST_BATCH = 1_800_000;

export function deskRoutes(desk: Desk): AnyRoute[] {
  const { db, self, reader } = desk;
  const asking = ({ caller, params }: Asked<unknown>, version: number) => ({ caller, id: params['id']!, version });
  const answer = (body: DeskStatement, status = 200): Answer => ({
    status,
    body,
    headers: { etag: `"${body.version}"` },
    told: [body.id],
  });

  return [
    route({
      method: 'POST',
      path: PATH,
      permission: 'statements.write',
      limit: LARGEST_BATCH,
      body: NewDeskStatements,
      handle: async ({ caller, body: given }) => {
        await refuseInvisible(db, caller, { id: given.accord, what: 'accord' });
        const put = await putStatements(desk, caller, given);
        const nameOf = await db.transaction('node', (tx) =>
          namesOf(
            tx,
            put.map(({ row }) => row.put_by),
          ),
        );
        const body: PutStatements = {
          statements: put.map(({ row, isNew }) => ({ ...entryOf(row, nameOf, reader.name), isNew })),
        };
        return { status: put.some(({ isNew }) => isNew) ? 201 : 200, body, told: put.map(({ row }) => row.id) };
      },
    }),
    route({
      method: 'GET',
      path: PATH,
      permission: 'statements.read',
      handle: async (asked) => {
        const { accord, state, side, lang } = asked.query;
        const states: readonly string[] = DESK_STATES;
        if (state !== undefined && !states.includes(state))
          throw new Failure('bad-input', 'no such state', { path: '?state' });
        const before = naturalNumber(asked, 'cursor');
        const { classes } = asked.caller;
        const body = await db.transaction({ classes }, (tx) =>
          queue(tx, classes, { accord, state, side, lang, before }, reader.name),
        );
        return { status: 200, body, told: body.statements.map(({ id }) => id) };
      },
    }),
    route({
      method: 'GET',
      path: `${PATH}/:id`,
      permission: 'statements.read',
      handle: async ({ caller, params }) => {
        const { classes } = caller;
        const body = await db.transaction({ classes }, async (tx) =>
          viewStatement(tx, await statementFor(tx, params['id']!, classes), { self, classes, reader: reader.name }),
        );
        return answer(body);
      },
    }),
    route({
      method: 'GET',
      path: `${PATH}/:id/journal`,
      permission: 'statements.read',
      handle: async (asked) => {
        const { caller, params } = asked;
        const place = { since: naturalNumber(asked, 'since') ?? 0, cursor: naturalNumber(asked, 'cursor') ?? 0 };
        const body = await db.transaction({ classes: caller.classes }, async (tx): Promise<DeskJournal> => {
          const row = await statementFor(tx, params['id']!, caller.classes);
          const acts = await actsOf(tx, row.seq, { ...place, limit: JOURNAL_PAGE + 1 });
          const page = acts.slice(0, JOURNAL_PAGE);
          const nameOf = await namesOf(
            tx,
            page.map(({ by }) => by),
          );
          const inputHash = toHex(new Uint8Array(row.sha256));
          return {
            acts: page.map((act) => ({ ...actView(act), reviewer: nameOf(act.by), inputHash })),
            next: acts.length > JOURNAL_PAGE ? String(page.at(-1)!.id) : null,
          };
        });
        return { status: 200, body, told: [params['id']!] };
      },
    }),
    route({
      method: 'POST',
      path: `${PATH}/:id/decisions`,
      permission: 'statements.write',
      body: NewDecisions,
      handle: async (asked) => answer(await saveDecisions(desk, asking(asked, asked.body.version), asked.body)),
    }),
    route({
      method: 'POST',
      path: `${PATH}/:id/undo`,
      permission: 'statements.write',
      body: NewUndo,
      handle: async (asked) => answer(await undoDecisions(desk, asking(asked, asked.body.version), asked.body.undo)),
    }),
    route({
      method: 'POST',
      path: `${PATH}/:id/details`,
      permission: 'statements.write',
      body: NewDetails,
      handle: async (asked) => answer(await saveDetails(desk, asking(asked, asked.body.version), asked.body)),
    }),
    route({
      method: 'POST',
      path: `${PATH}/:id/read`,
      permission: 'statements.write',
      body: NewReading,
      handle: async (asked) =>
        answer(
          await change(desk, asking(asked, asked.body.version), (tx, row) => wantReading(tx, row, self.now())),
          202,
        ),
    }),
    route({
      method: 'POST',
      path: `${PATH}/:id/publish`,
      permission: 'statements.write',
      body: NewPublication,
      handle: async (asked) => {
        refuseWithout(asked.caller, 'records.write');
        const body = await publish(desk, asking(asked, asked.body.version), asked.body);
        return { status: 200, body, headers: { etag: `"${body.statement.version}"` }, told: [body.statement.id] };
      },
    }),
    route({
      method: 'POST',
      path: `${PATH}/:id/withdraw`,
      permission: 'statements.withdraw',
      body: NewWithdrawal,
      handle: async (asked) => answer(await withdraw(desk, asking(asked, asked.body.version), asked.body.why)),
    }),
  ];
}

const JOURNAL_PAGE = 1000;

const actView = (act: ActRow): Omit<DeskAct, 'reviewer' | 'inputHash'> => ({
  version: act.version,
  at: act.at.toISOString(),
  act: act.act,
  reader: act.reader === null || act.reader_version === null ? null : { name: act.reader, version: act.reader_version },
  item: act.item,
  type: act.type,
  span: act.span_start === null || act.span_end === null ? null : { start: act.span_start, end: act.span_end },
  decision: act.decision,
  reason: act.reason,
  before: act.before === null ? null : (JSON.parse(act.before) as unknown),
  after: act.after === null ? null : (JSON.parse(act.after) as unknown),
});
