import { z } from 'zod';
import type { Effect, ProposalView } from '#contract/rights.ts';
import { Changed, RightsChange as RightsChangeSchema } from '#contract/rights.ts';
import { Failure } from '#kernel/errors.ts';
import { readJson } from '#kernel/json/read.ts';
import { RECORD_FAMILIES } from '#kernel/policy/family.ts';
import { keepConfirmation } from '#store/confirmations.ts';
import { sql, type Tx } from '#store/db.ts';
import { versionsOf } from '#store/records.ts';
import { refuseActOn } from '#api/rights.ts';
import { allGrants } from '#store/people/grant.ts';
import { allLists } from '#store/people/list.ts';
import {
  confirm,
  keepChange,
  PROPOSAL_KINDS,
  proposals,
  refuse,
  type Proposal,
  type ProposalKind,
} from '#store/people/proposal.ts';
import { peopleWithSeats } from '#store/people/register.ts';
import { allUnits, identityOf } from '#store/people/unit.ts';
import type { NodeContext } from '#api/module.ts';
import { isOnRecords, isPermission, PERMISSIONS, ROLES } from '#api/permissions.ts';
import { MarkingPayload, markAs } from '#api/marking.ts';
import { moveRecord, PlacingPayload } from '#api/placing.ts';
import { doChange, doingAt, type Actor } from '#api/rights-acts.ts';
import { changeRights, lockRights, notBy } from '#api/rights-change.ts';
import { whatIfRoutes } from '#api/what-if.ts';
import { refuseWithout, type Caller } from '#api/caller.ts';
import { handOf, refuseUnknownHand } from '#api/known-hand.ts';
import { route, type AnyRoute } from '#api/route.ts';

const PAGE = 100;
const BY_NAME = z.tuple([z.string(), z.string()]);
const BY_NUMBER = z.tuple([z.int()]);

/** Who may what here, and every change of it: tried first, and done by two where it widens. */
export function rightsRoutes(node: NodeContext): AnyRoute[] {
  const { db, self } = node;
  const doing = (by: Actor, reason: string) => doingAt(self, by, reason);

  /** What was proposed is done as whoever proposed it, and judged again by what holds now: it may refer to what is no more. */
  async function perform(
    tx: Tx,
    { id, kind, payload, by, linkBy, reason }: Proposal,
    confirmedBy: string,
  ): Promise<void> {
    await lockRights(tx);
    const at = self.now();
    if (kind === 'release.confirm') {
      const { seq: record } = RecordPayload.parse(payload);
      await keepConfirmation(tx, { record: record!, proposal: id, by: confirmedBy, at, agreed: true });
    } else if (kind === 'record.place')
      await moveRecord(tx, PlacingPayload.parse(payload), { at, by, confirmedBy, reason });
    else if (kind === 'record.mark') await markAs(tx, self, MarkingPayload.parse(payload), { by, linkBy });
    else await doChange(tx, RightsChangeSchema.parse(payload), doing({ personId: by, linkBy }, reason));
    await keepChange(tx, { at, kind, payload, by, confirmedBy, widened: true, reason });
  }

  function refuseConfirming(caller: Caller, kind: ProposalKind): void {
    const { confirms } = PROPOSAL_KINDS[kind];
    if (isPermission(confirms)) refuseWithout(caller, confirms);
  }

  return [
    ...whatIfRoutes(node),
    route('listPeople', {
      permission: 'people.read',
      handle: async ({ page }) => {
        const found = await peopleWithSeats(db.pool, { after: page.from(BY_NAME), limit: PAGE + 1, now: self.now() });
        const last = found.length > PAGE ? found[PAGE - 1] : undefined;
        const people = found.slice(0, PAGE);
        return { status: 200, body: { people, next: page.next(last ? [last.name, last.id] : null) } };
      },
    }),
    route('listUnits', {
      permission: 'people.read',
      handle: async () => {
        const units = await allUnits(db.pool);
        const counts = await peopleByUnit(self.now());
        return {
          status: 200,
          body: {
            units: units.map((unit) => ({
              id: unit.id,
              parent: unit.parent,
              names: { ...unit.names },
              closed: unit.closedAt?.toISOString() ?? null,
              people: counts.get(unit.id) ?? 0,
              identity: { ...identityOf(unit) },
            })),
          },
        };
      },
    }),
    route('readGrants', {
      permission: 'people.read',
      handle: async () => ({
        status: 200,
        body: {
          roles: [...ROLES],
          actions: PERMISSIONS.map((action) => ({ action, onRecords: isOnRecords(action) })),
          families: [...RECORD_FAMILIES],
          grants: await allGrants(db.pool),
        },
      }),
    }),
    route('listLists', {
      permission: 'people.read',
      handle: async () => {
        const lists = await allLists(db.pool, self.now());
        return {
          status: 200,
          body: { lists: lists.map((one) => ({ ...one, names: { ...one.names }, members: [...one.members] })) },
        };
      },
    }),
    route('changeRights', {
      permission: 'people.write',
      handle: async ({ caller, body: { change, reason }, once }) => {
        const asked = doing(caller, reason);
        const did = await once(db, async (tx) => JSON.stringify(await changeRights(tx, change, asked)));
        return { did, status: 200, body: Changed.parse(readJson(did.result)) };
      },
    }),
    route('listProposals', {
      permission: 'proposals.read',
      handle: async ({ caller, page }) => {
        const found = await db.transaction('node', (tx) => proposals(tx, page.from(BY_NUMBER)?.[0], PAGE + 1));
        const next = page.next(found.length > PAGE ? [found[PAGE - 1]!.seq] : null);
        const told = await toldOf(caller, found.slice(0, PAGE));
        const now = self.now();
        return {
          status: 200,
          body: { proposals: told.map((one) => viewProposal(one, caller, now)), next },
        };
      },
    }),
    route('confirmProposal', {
      permission: 'proposals.read',
      handle: async ({ caller, params, body: { why }, once }) => {
        const did = await once(db, async (tx) => {
          await refuseUnknownHand(tx, caller);
          const confirmed = await confirm(tx, { id: params.id, ...handOf(caller), at: self.now(), why });
          refuseConfirming(caller, confirmed.kind);
          if (notBy(confirmed.payload as Record<string, unknown>, confirmed.by).includes(caller.personId))
            throw new Failure('forbidden', 'somebody else confirms what is yours to gain');
          await refuseUnseen(tx, caller, confirmed);
          await perform(tx, confirmed, caller.personId);
        });
        return { did, status: 200, body: { state: 'confirmed' } };
      },
    }),
    route('refuseProposal', {
      permission: 'proposals.read',
      handle: async ({ caller, params, body: { why }, once }) => {
        const did = await once(db, async (tx) => {
          const row = await tx.row<{ kind: ProposalKind; by: string; payload: string }>(
            sql`select kind, by, payload from people.proposal where id::text = ${params.id}`,
          );
          if (!row) throw new Failure('not-found', 'there is no such proposal');
          if (row.by !== caller.personId) {
            await refuseUnknownHand(tx, caller);
            refuseConfirming(caller, row.kind);
          }
          const payload: unknown = JSON.parse(row.payload);
          await refuseUnseen(tx, caller, { kind: row.kind, payload });
          const state = await refuse(tx, { id: params.id, ...handOf(caller), at: self.now(), why });
          if (row.kind === 'release.confirm') {
            const said = { proposal: params.id, by: caller.personId, at: self.now(), agreed: false };
            await keepConfirmation(tx, { record: RecordPayload.parse(payload).seq!, ...said });
          }
          return state;
        });
        return { did, status: 200, body: { state: did.result } };
      },
    }),
  ];

  /** What is proposed about a record is told to whoever sees it. */
  async function toldOf(caller: Caller, found: readonly Proposal[]): Promise<Proposal[]> {
    const ids = found.flatMap((one) => recordOf(one) ?? []);
    const seen = await db.transaction(caller, (tx) => (ids.length === 0 ? Promise.resolve([]) : versionsOf(tx, ids)));
    const visible = new Set(seen.map(({ id }) => id));
    return found.filter((one) => visible.has(recordOf(one) ?? '') || recordOf(one) === undefined);
  }

  async function refuseUnseen(tx: Tx, caller: Caller, one: Pick<Proposal, 'kind' | 'payload'>): Promise<void> {
    const id = recordOf(one);
    const { confirms } = PROPOSAL_KINDS[one.kind];
    if (id !== undefined && isPermission(confirms))
      await refuseActOn(tx, caller, confirms, (await versionsOf(tx, [id]))[0]);
  }

  async function peopleByUnit(now: Date): Promise<Map<string, number>> {
    const { rows } = await db.pool.query<{ unit: string; people: number }>({
      text: `select unit, count(distinct person_id) as people from people.assignment
             where starts_at <= $1 and (ends_at is null or ends_at > $1) group by unit`,
      values: [now],
    });
    return new Map(rows.map(({ unit, people }) => [unit, people]));
  }
}

const RecordPayload = z.object({ id: z.string(), seq: z.int().optional() });
const OF_RECORDS: ReadonlySet<ProposalKind> = new Set(['record.place', 'record.mark', 'release.confirm']);
const recordOf = ({ kind, payload }: Pick<Proposal, 'kind' | 'payload'>): string | undefined =>
  OF_RECORDS.has(kind) ? RecordPayload.parse(payload).id : undefined;

function viewProposal(one: Proposal, caller: Caller, now: Date): ProposalView {
  const { id, kind, payload, effect, by, byName, at, reason, expiresAt, state, decidedBy, decidedByName } = one;
  return {
    id,
    kind,
    change: payload as Record<string, unknown>, // an object, by its schema
    effect: effectOfThen(effect as Then), // as it was written
    by: { id: by, name: byName },
    at: at.toISOString(),
    reason,
    expires: expiresAt.toISOString(),
    state: state === 'open' && expiresAt <= now ? 'expired' : state,
    decidedBy: decidedBy === null ? null : { id: decidedBy, name: decidedByName ?? decidedBy },
    decidedAt: one.decidedAt?.toISOString() ?? null,
    decidedWhy: one.decidedWhy,
    mine: by === caller.personId,
  };
}

/** One that was kept before records were counted by type and person. */
const effectOfThen = ({ people, ...effect }: Then): Effect => ({
  types: [],
  parties: [],
  ...effect,
  people: people.map((one) => ({ records: { gained: 0, lost: 0 }, ...one })),
});
type Person = Effect['people'][number];
type Then = Omit<Effect, 'types' | 'parties' | 'people'> &
  Partial<Pick<Effect, 'types' | 'parties'>> & {
    people: (Omit<Person, 'records'> & Partial<Pick<Person, 'records'>>)[];
  };
