import { Failure } from '#kernel/errors.ts';
import { judge, READ, READ_RULES } from '#kernel/policy/rights.ts';
import { digestOf } from '#store/access.ts';
import { sql, type Tx } from '#store/db.ts';
import { keepingsOf } from '#store/placed.ts';
import { versionsOf, type StoredRecord } from '#store/records.ts';
import type { NodeContext } from '#api/module.ts';
import { isPermission } from '#api/permissions.ts';
import { snapshot } from '#api/rights-effect.ts';
import { refuseActOn } from '#api/rights.ts';
import type { Caller } from '#api/caller.ts';
import { route, type AnyRoute } from '#api/route.ts';

/** For those who answer for a record and see it themselves: who could see it, what was made of it, and why somebody may or may not. */
export function reachRoutes({ db, self }: NodeContext): AnyRoute[] {
  /** As the reader: not there for who does not see it, whatever else would be said. */
  async function seen(caller: Caller, id: string): Promise<StoredRecord> {
    return db.transaction(caller, async (tx) => {
      const [newest] = await versionsOf(tx, [id]);
      await refuseActOn(tx, caller, 'reach.read', newest);
      return newest!;
    });
  }

  return [
    route('readReach', {
      permission: 'reach.read',
      handle: async ({ caller, params: { id } }) => {
        const record = await seen(caller, id);
        const body = await db.transaction('node', async (tx) => {
          const now = self.now();
          const { people, classes, known } = await snapshot(tx, now);
          const parts = await tx.rows<{ n: number; class: number }>(
            sql`select n, class from store.record_part where record = ${record.seq} order by n`,
          );
          const factsOf = new Map(classes.map((one) => [one.id, one.facts]));
          const others = people.flatMap(({ standing: { person }, rights }) => {
            const whole = judge(READ, factsOf.get(record.class)!, rights, known);
            return whole.may
              ? []
              : [{ id: person.id, name: person.name, rule: whole.rule, why: READ_RULES[whole.rule] }];
          });
          const seeing = people.flatMap(({ standing, rights }) => {
            const read = parts.filter((part) => judge(READ, factsOf.get(part.class)!, rights, known).may);
            const whole = judge(READ, factsOf.get(record.class)!, rights, known);
            if (!whole.may) return [];
            const seat = rights.seats.find((one) => one === whole.by);
            const { id: person, name } = standing.person;
            return [{ id: person, name, role: seat?.role ?? '', unit: seat?.unitName ?? '', parts: read.length }];
          });
          const ids = seeing.map((one) => one.id);
          return {
            people: seeing,
            others,
            tokens: await tokensReading(tx, ids, now),
            parties: await partiesOf(tx, id),
            exports: await exportsWith(tx, id),
          };
        });
        return { status: 200, body, told: [id] };
      },
    }),
    route('explainReading', {
      permission: 'reach.read',
      handle: async ({ caller, params: { id }, query: { person = caller.personId, action = READ } }) => {
        const record = await seen(caller, id);
        if (!isPermission(action)) throw new Failure('bad-input', 'there is no such action', { path: '?action' });
        const body = await db.transaction('node', async (tx) => {
          const { people, classes, known } = await snapshot(tx, self.now());
          const who = people.find(({ standing }) => standing.person.id === person);
          if (!who) return { may: false, rule: 'no-assignment', why: READ_RULES['no-assignment'] };
          const { facts } = classes.find((one) => one.id === record.class)!;
          const unit = (await keepingsOf(tx, [id])).get(id)?.unit ?? null;
          const judged = [READ, action].map((one) => judge(one, { ...facts, unit }, who.rights, known));
          const refused = judged.find((one) => !one.may);
          return refused && !refused.may
            ? { may: false, rule: refused.rule, why: READ_RULES[refused.rule] }
            : { may: true, rule: null, why: null };
        });
        return { status: 200, body, told: [id] };
      },
    }),
  ];
}

/** Programs that stand for somebody who sees it, as far as their scopes let them read. */
async function tokensReading(tx: Tx, people: readonly string[], now: Date) {
  const rows = await tx.rows<{ person: string; name: string; prefix: string; expires: Date | null }>(sql`
    select person_id as person, name, prefix, expires_at as expires from people.token
    where person_id = any (${people}) and revoked_at is null and (expires_at is null or expires_at > ${now})
      and scopes && array['records.read', 'exports.create', 'statements.read'] order by person_id, name`);
  return rows.map((row) => ({ ...row, expires: row.expires?.toISOString() ?? null }));
}

async function partiesOf(tx: Tx, id: string) {
  const rows = await tx.rows<{ id: string; outcome: string; why: string | null; at: Date | null }>(sql`
    select distinct on (p.id) p.id, coalesce(l.outcome, 'author') as outcome, l.code as why, coalesce(l.decided_at, r.admitted_at) as at
    from store.record r
    left join store.release l on l.record = r.seq
    join store.party p on p.id = l.recipient or p.id = r.publisher and not p.is_self
    where r.id = ${id} order by p.id, r.modified_at desc, r.seq desc`);
  return rows.map((row) => ({ ...row, at: row.at?.toISOString() ?? null }));
}

const MOST_EXPORTS = 100;

/** Exports that held it, as the access log says; the newest. */
async function exportsWith(tx: Tx, id: string) {
  const rows = await tx.rows<{ at: Date; by: string; purpose: string; to: string | null }>(sql`
    select a.at, coalesce(p.name, a.person, '') as by, a.purpose, a.disclosed_to as "to"
    from oversight.access a
    left join people.person p on p.id = a.person
    where a.query like '{"export"%'
      and (a.digest = ${digestOf([id])} or exists (select 1 from oversight.access_ids i where i.access = a.id and ${id} = any (i.ids)))
    order by a.id desc limit ${MOST_EXPORTS}`);
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}
