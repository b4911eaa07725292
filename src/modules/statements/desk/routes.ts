import { z } from 'zod';
import { type DeskAct, type DeskJournal, type DeskStatement, type PutStatements } from '#contract/statement-desk.ts';
import { toHex } from '#platform';
import { refuseInvisible } from '#api/records.ts';
import { refuseWithout, route, type Answer, type AnyRoute, type Asked } from '#api/route.ts';
import { change, deskClasses, type Desk } from './desk.ts';
import { actsOf, type ActRow } from './journal.ts';
import { publish } from './publish.ts';
import { putStatements } from './put.ts';
import { queue } from './queue.ts';
import { wantReading } from './read-queued.ts';
import { saveDecisions, saveDetails, undoDecisions } from './review.ts';
import { statementFor } from './rows.ts';
import { entryOf, namesOf, viewStatement } from './view.ts';
import { withdraw } from './withdraw.ts';

/** Two of the longest texts, or fifty press releases: while a body is parsed, nobody else is answered. */
const LARGEST_BATCH = 1_800_000;

export function deskRoutes(desk: Desk): AnyRoute[] {
  const { db, self, reader } = desk;
  const asking = (
    { caller, params }: Pick<Asked<unknown, unknown, { readonly id: string }>, 'caller' | 'params'>,
    version: number,
  ) => ({ caller, id: params.id, version });
  const answer = <Status extends 200 | 202>(status: Status, body: DeskStatement): Answer<DeskStatement, Status> => ({
    status,
    body,
    headers: { etag: `"${body.version}"` },
    told: [body.id],
  });

  return [
    route('putStatements', {
      permission: 'statements.write',
      limit: LARGEST_BATCH,
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
    route('listDesk', {
      permission: 'statements.read',
      handle: async (asked) => {
        const { accord, state, side, lang } = asked.query;
        const before = asked.page.from(AT)?.[0];
        const classes = deskClasses(asked.caller);
        const { next, ...shown } = await db.transaction({ classes }, (tx) =>
          queue(tx, classes, { accord, state, side, lang, before }, reader.name),
        );
        const body = { ...shown, next: asked.page.next(next === null ? null : [next]) };
        return { status: 200, body, told: body.statements.map(({ id }) => id) };
      },
    }),
    route('readDeskStatement', {
      permission: 'statements.read',
      handle: async ({ caller, params }) => {
        const classes = deskClasses(caller);
        const body = await db.transaction({ classes }, async (tx) =>
          viewStatement(tx, await statementFor(tx, params.id, classes), { self, classes, reader: reader.name }),
        );
        return answer(200, body);
      },
    }),
    route('readDeskJournal', {
      permission: 'statements.read',
      handle: async (asked) => {
        const { caller, params } = asked;
        const place = { since: asked.query.since ?? 0, cursor: asked.page.from(AT)?.[0] ?? 0 };
        const classes = deskClasses(caller);
        const body = await db.transaction({ classes }, async (tx): Promise<DeskJournal> => {
          const row = await statementFor(tx, params.id, classes);
          const acts = await actsOf(tx, row.seq, { ...place, limit: JOURNAL_PAGE + 1 });
          const page = acts.slice(0, JOURNAL_PAGE);
          const nameOf = await namesOf(
            tx,
            page.map(({ by }) => by),
          );
          const inputHash = toHex(new Uint8Array(row.sha256));
          return {
            acts: page.map((act) => ({ ...actView(act), reviewer: nameOf(act.by), inputHash })),
            next: asked.page.next(acts.length > JOURNAL_PAGE ? [page.at(-1)!.id] : null),
          };
        });
        return { status: 200, body, told: [params.id] };
      },
    }),
    route('decideStatement', {
      permission: 'statements.write',
      handle: async (asked) => answer(200, await saveDecisions(desk, asking(asked, asked.body.version), asked.body)),
    }),
    route('undoStatement', {
      permission: 'statements.write',
      handle: async (asked) =>
        answer(200, await undoDecisions(desk, asking(asked, asked.body.version), asked.body.undo)),
    }),
    route('describeStatement', {
      permission: 'statements.write',
      handle: async (asked) => answer(200, await saveDetails(desk, asking(asked, asked.body.version), asked.body)),
    }),
    route('rereadStatement', {
      permission: 'statements.write',
      handle: async (asked) =>
        answer(
          202,
          await change(desk, asking(asked, asked.body.version), (tx, row) => wantReading(tx, row, self.now())),
        ),
    }),
    route('publishStatement', {
      permission: 'statements.write',
      handle: async (asked) => {
        refuseWithout(asked.caller, 'records.write');
        const body = await publish(desk, asking(asked, asked.body.version), asked.body);
        return { status: 200, body, headers: { etag: `"${body.statement.version}"` }, told: [body.statement.id] };
      },
    }),
    route('withdrawStatement', {
      permission: 'statements.withdraw',
      handle: async (asked) => answer(200, await withdraw(desk, asking(asked, asked.body.version), asked.body.why)),
    }),
  ];
}

const JOURNAL_PAGE = 1000;
const AT = z.tuple([z.int()]);

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
