import { z } from 'zod';
import { type DeskAct, type DeskJournal, type DeskStatement, type PutStatements } from '#contract/statement-desk.ts';
import { toHex } from '#platform';
import { refuseInvisible } from '#api/records.ts';
import { refuseWithout } from '#api/caller.ts';
import { route, type AnyRoute, type Asked } from '#api/route.ts';
import { change, deskClasses, type Acted, type Asking, type Desk } from './desk.ts';
import { actsOf, type ActRow } from './journal.ts';
import { publish } from './publish.ts';
import { putStatements } from './put.ts';
import { queue } from './queue.ts';
import { wantReading } from './read-queued.ts';
import { saveDecisions, saveDetails, undoDecisions } from './review.ts';
import { rowsOf, statementFor } from './rows.ts';
import { entryOf, namesOf, viewStatement } from './view.ts';
import { withdraw } from './withdraw.ts';

/** Two of the longest texts, or fifty press releases: while a body is parsed, nobody else is answered. */
const LARGEST_BATCH = 1_800_000;

export function deskRoutes(desk: Desk): AnyRoute[] {
  const { db, self, reader } = desk;
  type Acting = Pick<Asked<unknown, unknown, { readonly id: string }>, 'caller' | 'params' | 'once' | 'onVersion'>;
  const asking = ({ caller, params, once, onVersion }: Acting, version: number): Asking => ({
    caller,
    once,
    onVersion,
    id: params.id,
    version,
  });
  const answer = <Status extends 200 | 202>(status: Status, { did, body }: Acted<DeskStatement>) => ({
    did,
    status,
    body,
    version: String(body.version),
  });

  return [
    route('putStatements', {
      permission: 'statements.write',
      limit: LARGEST_BATCH,
      handle: async ({ caller, body: given, once }) => {
        await refuseInvisible(db, caller, { id: given.accord, what: 'accord' });
        const did = await once(
          db,
          async (tx) =>
            (await putStatements(tx, desk, caller, given)).map(({ row, isNew }) => [row.id, isNew] as const),
          (put) => ({ ids: put.map(([id]) => id) }),
        );
        const put = did.result;
        const body = await db.transaction('node', async (tx): Promise<PutStatements> => {
          const rows = new Map(
            (
              await rowsOf(
                tx,
                put.map(([id]) => id),
              )
            ).map((row) => [row.id, row]),
          );
          const nameOf = await namesOf(
            tx,
            [...rows.values()].map((row) => row.put_by),
          );
          const statements = put.map(([id, isNew]) => ({ ...entryOf(rows.get(id)!, nameOf, reader.name), isNew }));
          return { statements };
        });
        return { did, status: put.some(([, isNew]) => isNew) ? 201 : 200, body };
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
        return { status: 200, body, version: String(body.version), told: [body.id] };
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
        const { did, body } = await publish(desk, asking(asked, asked.body.version), asked.body);
        return { did, status: 200, body, version: String(body.statement.version) };
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
