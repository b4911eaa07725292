import type { KeptRegisterView, RegisterView } from '#contract/register-views.ts';
import { Failure } from '#kernel/errors.ts';
import { accordById } from '#store/accords.ts';
import { sql, type Tx } from '#store/db.ts';
import type { Caller } from '#api/caller.ts';
import type { NodeContext } from '#api/module.ts';
import { actingUnit } from '#api/rights.ts';
import { route, type AnyRoute } from '#api/route.ts';

/** Of one person, and shown of one accord. */
const MOST = 100;

type Row = Omit<RegisterView, 'isOwn' | 'query'> & { readonly person: string; readonly query: string };

/** Filters and columns under a name: one's own, and those that are shared within one's units. */
export function viewRoutes({ db, self }: NodeContext): AnyRoute[] {
  const refuseUnseen = async (caller: Caller, accord: string): Promise<void> => {
    if (!(await db.transaction(caller, (tx) => accordById(tx, accord))))
      throw new Failure('not-found', 'there is no such accord');
  };
  return [
    route('listRegisterViews', {
      permission: 'records.read',
      handle: async ({ caller, query: { accord } }) => {
        const rows = await db.transaction(caller, (tx) => viewsOf(tx, caller, accord));
        const views = rows.map(({ person, query, ...view }) => ({
          ...view,
          query: JSON.parse(query) as RegisterView['query'],
          isOwn: person === caller.personId,
        }));
        return { status: 200, body: { views }, told: [] };
      },
    }),
    route('keepRegisterView', {
      permission: 'drafts.own',
      handle: async ({ caller, body: { isShared, ...view }, once }) => {
        await refuseUnseen(caller, view.accord);
        const unit = isShared ? actingUnit(caller, 'records.read', view.accord) : null;
        if (isShared && unit === null)
          throw new Failure('forbidden', 'you act in no unit for this accord', { path: '$.isShared' });
        const did = await once(db, (tx) =>
          keepView(tx, { ...view, id: self.uuid(), person: caller.personId, unit, at: self.now() }),
        );
        return { did, status: 201, body: { id: did.result } };
      },
    }),
    route('dropRegisterView', {
      permission: 'drafts.own',
      handle: async ({ caller, params, once }) => {
        const did = await once(db, async (tx) => {
          const dropped = await tx.run(
            sql`delete from commitments.view where id::text = ${params.id} and person = ${caller.personId}`,
          );
          if (dropped === 0) throw new Failure('not-found', 'there is no such view of yours');
        });
        return { did, status: 204, body: null };
      },
    }),
  ];
}

async function viewsOf(tx: Tx, { personId, rights }: Caller, accord: string): Promise<Row[]> {
  const units = [...new Set(rights.seats.map(({ unit }) => unit))].join();
  await tx.rows(
    sql`select set_config('entente.person', ${personId}, true), set_config('entente.units', ${units}, true)`,
  );
  return tx.rows<Row>(sql`
    select v.id::text as id, v.title, v.query, v.person, v.unit is not null as "isShared"
    from commitments.view v where v.accord = ${accord} order by lower(v.title), v.id limit ${MOST}`);
}

type NewView = Omit<KeptRegisterView, 'isShared'> & {
  readonly id: string;
  readonly person: string;
  readonly unit: string | null;
  readonly at: Date;
};

/** Under a title that the person has already it takes that one's place. */
async function keepView(tx: Tx, { id, accord, person, unit, title, query, at }: NewView): Promise<string> {
  await tx.run(sql`delete from commitments.view where person = ${person} and accord = ${accord} and title = ${title}`);
  await tx.run(sql`
    insert into commitments.view (id, accord, person, unit, title, query, kept_at)
    values (${id}, ${accord}, ${person}, ${unit}, ${title}, ${JSON.stringify(query)}, ${at})`);
  const row = await tx.row<{ count: number }>(
    sql`select count(*) as count from commitments.view where person = ${person}`,
  );
  if (row && row.count > MOST) throw new Failure('conflict', `more than ${MOST} views are kept for nobody`);
  return id;
}
