import { z } from 'zod';
import { Failure } from '#kernel/errors.ts';
import { textOf, type JsonObject } from '#kernel/json/types.ts';
import type { VisibilityFacts } from '#kernel/policy/class.ts';
import { resolveMarkings } from '#kernel/policy/markings.ts';
import { accordById } from '#store/accords.ts';
import { admit } from '#store/admit.ts';
import { sql, type Db, type Tx } from '#store/db.ts';
import { tellOfRecords } from '#store/happenings.ts';
import { knownMarkings, markingsNamed } from '#store/known-markings.ts';
import { keepBeside, keepWriter } from '#store/placed.ts';
import { newest, recordBySeq, versionsOf, type StoredRecord } from '#store/records.ts';
import type { Self } from '#store/self.ts';
import { refuseOwnWidening } from '#api/ceilings.ts';
import { handOf } from '#api/known-hand.ts';
import { refuseWidening } from '#api/marking-effect.ts';
import { actingUnit, refuseActOn, refuseNew } from '#api/rights.ts';
import type { NodeContext } from '#api/module.ts';
import { refuseWithout, type Caller } from '#api/caller.ts';
import { jsonText, route, type AnyRoute, type Asked } from '#api/route.ts';
import { refuseWithoutPurposeOf } from '#api/reading.ts';
import { HttpRefusal } from '#api/problem.ts';
import { lockSubject, step } from '#api/steps.ts';
import { versionOfRecord } from '#api/versions.ts';
import { viewAllBeside, viewBeside, viewRecords, viewText } from '#api/view.ts';

const PAGE = 100;
const AT = z.tuple([z.int()]);
/** Whoever names a version of what is not there is refused. */
const NONE_YET = '';

/** Records of every type, by the same doors and the same view. */
export function recordRoutes(node: NodeContext): AnyRoute[] {
  const { db, self, modules, points } = node;
  const viewerOf = ({ permissions }: Caller) => ({
    party: self.partyId,
    modules,
    maySteps: permissions.includes('steps.write'),
  });
  const view = (tx: Tx, caller: Caller, records: Parameters<typeof viewRecords>[2]) =>
    viewRecords(tx, viewerOf(caller), records);

  async function one(caller: Caller, id: string, reading: Asked['reading'] | null) {
    const found = await points({ scope: caller, id, reading });
    if (!found) throw new Failure('not-found', 'there is no such record');
    return { record: found.record, beside: await viewBeside(db, caller, viewerOf(caller), found) };
  }

  /** Nobody revises what they see in part or not at all: what they leave out would be lost to those who see it. */
  async function refuseUnseen(tx: Tx, caller: Caller, id: string): Promise<StoredRecord | undefined> {
    await lockSubject(tx, id);
    const [held] = await versionsOf(tx, [id]);
    if (held?.expungedAt)
      throw new Failure('conflict', 'the content of this record was expunged: write a new one', { path: '$.id' });
    const classes = held
      ? await tx.rows<{ class: number }>(sql`select class from store.record_part where record = ${held.seq}`)
      : [];
    if (!classes.every((part) => caller.classes.includes(part.class)))
      throw new Failure('forbidden', 'this record is not wholly yours to see, so not to revise', { path: '$.id' });
    if (held) await refuseActOn(tx, caller, held.type === 'accord' ? 'accords.step' : 'records.write', held);
    return held;
  }

  /** A page shows what it changes, and says which version that was; a program may revise what it alone writes. */
  function refuseBlind({ session }: Caller, ifMatch: string | undefined): void {
    if (session !== null && ifMatch === undefined)
      throw new HttpRefusal('precondition-required', 'send If-Match with the ETag of the record that this revises');
  }

  return [
    route('listRecords', {
      permission: 'records.read',
      handle: async (asked) => {
        const { accord, type } = asked.query;
        const before = asked.page.from(AT)?.[0];
        const [found, beside] = await db.transaction(asked.caller, async (tx) => {
          const some = await newest(tx, { accord, type, before, limit: PAGE + 1 });
          return [some, await viewAllBeside(tx, viewerOf(asked.caller), some.slice(0, PAGE))] as const;
        });
        const page = found.slice(0, PAGE);
        const next = asked.page.next(found.length > PAGE ? [page.at(-1)!.seq] : null);
        const views = page.map((record, at) => viewText(record, beside[at]!));
        // A `RecordList`, of the stored texts.
        const body = jsonText(`{"records":[${views.join()}],"next":${JSON.stringify(next)}}`);
        return { status: 200, body, told: page.map(({ id }) => id) };
      },
    }),
    route('readRecord', {
      permission: 'records.read',
      handle: async ({ caller, params, reading }) => {
        refuseWithoutPurposeOf(caller, { reading, id: params.id });
        const { record, beside } = await one(caller, params.id, reading);
        const body = jsonText(viewText(record, beside));
        return { status: 200, body, told: 'kept', version: versionOfRecord(record.c) };
      },
    }),
    route('createRecord', {
      permission: 'records.write',
      handle: async ({ caller, body, query, once, onVersion, headers }) => {
        const given = placedInput(self, body as JsonObject, query);
        if (given['type'] === 'step')
          throw new Failure('bad-input', 'a step is made at /api/v1/records/{id}/steps', { path: '$.type' });
        // Terms are proposed by those who answer for them, as they are ratified.
        if (body.type === 'accord') refuseWithout(caller, 'accords.step');
        await refuseUnknownMarkings(db, self, given);
        const { id, accord_ref: accordRef } = given;
        // What the caller cannot see is for them no accord.
        if (typeof accordRef === 'string' && given['type'] !== 'accord')
          await refuseInvisible(db, caller, { id: accordRef, what: 'accord' });
        const work = async (tx: Tx) => {
          const held = typeof id === 'string' ? await refuseUnseen(tx, caller, id) : undefined;
          onVersion(held ? versionOfRecord(held.c) : NONE_YET);
          if (typeof id === 'string') {
            if (held) refuseBlind(caller, headers['if-match']);
            if (held && (query.list ?? query.case) !== undefined)
              throw new Failure('bad-input', 'where a record stands changes by an act of its own', { path: '?list' });
          }
          refusePlacing(caller, query);
          const { list = null, case: caseId = null } = query;
          if (list !== null || caseId !== null)
            await keepBeside(tx, given['id'] as string, { list, case: caseId, unit: null });
          const accord = typeof accordRef === 'string' ? await accordById(tx, accordRef) : undefined;
          const prepare = modules.find((module) => module.prepare?.[body.type])?.prepare?.[body.type];
          const prepared = prepare ? prepare(given, accord) : given;
          for (const { refuse } of modules) await refuse?.[body.type]?.(tx, prepared);
          const { seq, id: made } = await admit(tx, self, prepared);
          await noteWriter(tx, caller, seq);
          await refuseWidening(tx, self, { id: made, seq, by: caller.personId });
          return [seq, made] as const;
        };
        const did = await once(db, work, ([, made]) => ({ ids: [made] }));
        const [seq, made] = did.result;
        const location = { location: `/api/v1/records/${made}` };
        if (did.isRepeat) {
          // As the caller may see it now.
          const { record, beside } = await one(caller, made, null);
          return {
            did,
            status: 201,
            body: jsonText(viewText(record, beside)),
            headers: location,
            version: versionOfRecord(record.c),
          };
        }
        const [record, shown] = await db.transaction('node', async (tx) => {
          const found = (await recordBySeq(tx, seq))!;
          return [found, (await view(tx, caller, [found]))[0]!] as const;
        });
        return { did, status: 201, body: shown, headers: location, version: versionOfRecord(record.c) };
      },
    }),
    ...(['records', 'accords'] as const).map((kind) =>
      route(kind === 'accords' ? 'stepAccord' : 'stepRecord', {
        permission: kind === 'accords' ? 'accords.step' : 'steps.write',
        handle: async ({ caller, params, body, once, onVersion }) => {
          const id = params.id;
          await refuseInvisible(db, caller, { id, what: kind === 'accords' ? 'accord' : 'record' });
          if (id.startsWith('accord--') !== (kind === 'accords'))
            throw new Failure(
              'bad-input',
              `steps on it are made at /api/v1/${kind === 'accords' ? 'records' : 'accords'}/{id}/steps`,
            );
          const work = async (tx: Tx) => {
            await lockSubject(tx, id);
            const [held] = await versionsOf(tx, [id]);
            onVersion(versionOfRecord(held!.c));
            await refuseActOn(tx, caller, kind === 'accords' ? 'accords.step' : 'steps.write', held);
            if (kind === 'accords' && body.verb === 'ratify') await refuseOwnWidening(tx, self, { id, caller });
            const admitted = await step(tx, { self, modules, caller }, id, body);
            await tellOfRecords(tx, [admitted.seq], { at: self.now(), by: caller.personId });
            return [admitted.id, admitted.c] as const;
          };
          const did = await once(db, work, { ids: [id] });
          const { result } = did;
          const { record, beside } = await one(caller, id, null);
          const made = { id: result[0], c: result[1] };
          const shown = { step: made, record: record.object, ...beside };
          return { did, status: 201, body: shown, version: versionOfRecord(record.c) };
        },
      }),
    ),
  ];
}

type Place = { readonly list?: string | undefined; readonly case?: string | undefined };

/** What stands beside a record stands by its id, so whoever says where it goes has an id for it. */
const placedInput = ({ uuid }: Self, input: JsonObject, { list, case: caseId }: Place): JsonObject =>
  input['id'] === undefined && (list !== undefined || caseId !== undefined)
    ? { ...input, id: `${textOf(input['type'])}--${uuid()}` }
    : input;

/** Nobody puts anything where they do not see it themselves; a list that they are not on is for them not there. */
function refusePlacing({ rights }: Caller, { list, case: caseId }: Place): void {
  if (list !== undefined && !rights.compartments.includes(list))
    throw new Failure('not-found', 'there is no such list', { path: '?list' });
  if (caseId !== undefined && !rights.cases.includes(caseId))
    throw new Failure('not-found', 'there is no such case', { path: '?case' });
}

/** That the caller may write there, judged by the class that the record got; and the unit for which they did. */
export async function noteWriter(tx: Tx, caller: Caller, seq: number): Promise<void> {
  const row = await tx.row<{
    id: string;
    type: string;
    accord: string | null;
    facts: string;
    under: string | null;
  }>(sql`
    select r.id, r.type, r.accord, v.facts, c.parent as under
    from store.record r join store.visibility_class v on v.id = r.class
    left join store.accord_of_cities c on c.accord = r.accord where r.seq = ${seq}`);
  const { id, type, accord, facts, under } = row!;
  // New terms belong to no assignment yet.
  if (type !== 'accord') refuseNew(caller, 'records.write', { ...(JSON.parse(facts) as VisibilityFacts), under });
  await keepWriter(tx, id, { unit: actingUnit(caller, 'records.write', accord), ...handOf(caller) });
}

/** What the caller does not see is for them not there. */
export async function refuseInvisible(
  db: Db,
  caller: Caller,
  { id, what }: { readonly id: string; readonly what: 'accord' | 'record' },
): Promise<void> {
  const found = await db.transaction(caller, (tx) => versionsOf(tx, [id]));
  if (found.length === 0) throw new Failure('not-found', `there is no such ${what}`);
}

/** An unknown marking means no: such a record would be for nobody, its author among them. */
export async function refuseUnknownMarkings(db: Db, self: Self, given: JsonObject): Promise<void> {
  // What is not a text is refused at admission.
  const refs = markingsNamed(given);
  const known = await db.transaction('node', (tx) => knownMarkings(tx, refs, self.partyId));
  const resolved = resolveMarkings(refs, known);
  if ('unknown' in resolved)
    throw new Failure('bad-input', `the marking ${resolved.unknown.slice(0, 80)} is not known at this node`, {
      path: '$.object_marking_refs',
    });
}
