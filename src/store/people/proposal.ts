import { Failure } from '#kernel/errors.ts';
import { sql, type Tx } from '#store/db.ts';
import { tell } from '#store/notices.ts';
import { refuseOneHand, type Hand } from './hand.ts';

/** What a second person confirms: who may, and how long it waits. */
export const PROPOSAL_KINDS = {
  'assignment.give': { confirms: 'rights.confirm', days: 14 },
  'assignment.end': { confirms: 'rights.confirm', days: 14 },
  'person.restore': { confirms: 'rights.confirm', days: 14 },
  'clearance.set': { confirms: 'rights.confirm', days: 14 },
  'grant.give': { confirms: 'rights.confirm', days: 14 },
  'grant.take': { confirms: 'rights.confirm', days: 14 },
  'unit.make': { confirms: 'rights.confirm', days: 14 },
  'unit.change': { confirms: 'rights.confirm', days: 14 },
  'unit.close': { confirms: 'rights.confirm', days: 14 },
  'list.make': { confirms: 'rights.confirm', days: 14 },
  'list.add': { confirms: 'rights.confirm', days: 14 },
  'list.remove': { confirms: 'rights.confirm', days: 14 },
  'confirm.from': { confirms: 'rights.confirm', days: 14 },
  'record.place': { confirms: 'records.place', days: 14 },
  'record.mark': { confirms: 'records.place', days: 14 },
  // A record waits as long as nobody has spoken.
  'release.confirm': { confirms: 'release.confirm', days: 365 },
} as const satisfies Record<string, { readonly confirms: string; readonly days: number }>;
export type ProposalKind = keyof typeof PROPOSAL_KINDS;

export type Proposal = {
  readonly seq: number;
  readonly id: string;
  readonly kind: ProposalKind;
  readonly payload: unknown;
  readonly effect: unknown;
  readonly by: string;
  readonly byName: string;
  readonly at: Date;
  readonly reason: string;
  readonly expiresAt: Date;
  readonly state: 'open' | 'confirmed' | 'refused' | 'withdrawn';
  readonly decidedBy: string | null;
  readonly decidedByName: string | null;
  readonly decidedAt: Date | null;
  readonly decidedWhy: string | null;
  /** Who made the link that began the session in which it was proposed. */
  readonly linkBy: string | null;
};

export type NewProposal = Pick<Proposal, 'id' | 'kind' | 'payload' | 'effect' | 'by' | 'linkBy' | 'at' | 'reason'>;

export async function propose(
  tx: Tx,
  { id, kind, payload, effect, by, linkBy, at, reason }: NewProposal,
): Promise<void> {
  const expiresAt = new Date(at.getTime() + PROPOSAL_KINDS[kind].days * 86_400_000);
  await tx.run(sql`
    insert into people.proposal (id, kind, payload, effect, by, link_by, at, reason, expires_at)
    values (${id}, ${kind}, ${JSON.stringify(payload)}, ${JSON.stringify(effect)}, ${by}, ${linkBy}, ${at}, ${reason}, ${expiresAt})`);
  // Of one that is about a record only those are told who see it.
  const isOfRights = PROPOSAL_KINDS[kind].confirms === 'rights.confirm';
  const record = recordOf(payload);
  if (!isOfRights && record === undefined) return;
  const about = isOfRights ? { path: '/admin/people' } : { record: record! };
  await tell(tx, { kind: 'proposal-waits', to: { permission: PROPOSAL_KINDS[kind].confirms }, about, at, by, key: id });
}

function recordOf(payload: unknown): string | undefined {
  if (typeof payload !== 'object' || payload === null || !('id' in payload)) return undefined;
  return typeof payload.id === 'string' ? payload.id : undefined;
}

const SELECT = sql`select q.seq, q.id, q.kind, q.payload, q.effect, q.by, coalesce(p.name, q.by) as "byName", q.at, q.reason, q.expires_at as "expiresAt", q.state,
  q.decided_by as "decidedBy", coalesce(d.name, q.decided_by) as "decidedByName", q.decided_at as "decidedAt", q.decided_why as "decidedWhy", q.link_by as "linkBy"
  from people.proposal q left join people.person p on p.id = q.by left join people.person d on d.id = q.decided_by`;

type Row = Omit<Proposal, 'payload' | 'effect'> & { readonly payload: string; readonly effect: string };
const asProposal = (row: Row): Proposal => ({
  ...row,
  payload: JSON.parse(row.payload) as unknown,
  effect: JSON.parse(row.effect) as unknown,
});

export async function proposals(tx: Tx, before: number | undefined, limit: number): Promise<Proposal[]> {
  const rows = await tx.rows<Row>(sql`
    ${SELECT} where ${before ?? null}::bigint is null or q.seq < ${before ?? null} order by q.seq desc limit ${limit}`);
  return rows.map(asProposal);
}

/** One that waits already for just this change, proposed by the same. */
export async function openProposalOf(
  tx: Tx,
  payload: unknown,
  { by, at }: Pick<Proposal, 'by' | 'at'>,
): Promise<string | undefined> {
  const row = await tx.row<{ id: string }>(sql`
    select id from people.proposal
    where state = 'open' and by = ${by} and payload = ${JSON.stringify(payload)} and expires_at > ${at} limit 1`);
  return row?.id;
}

/** Those for this person that nobody asks for any more are taken back by who proposed them. */
export async function withdrawOthers(
  tx: Tx,
  { by, at, person, kept }: Pick<Proposal, 'by' | 'at'> & { readonly person: string; readonly kept: readonly string[] },
): Promise<void> {
  await tx.run(sql`
    update people.proposal set state = 'withdrawn', decided_by = ${by}, decided_at = ${at}, decided_why = 'it is asked for no more'
    where state = 'open' and by = ${by} and payload::json ->> 'person' = ${person} and not id = any (${kept}::uuid[])`);
}

type Deciding = Hand & { readonly id: string; readonly at: Date; readonly why: string };

/**
 * Takes the decision of a second person, of several at once that of one: never of who proposed it, never after it ended. What was
 * confirmed is done by who calls, in the same transaction.
 */
export async function confirm(tx: Tx, deciding: Deciding): Promise<Proposal> {
  const { id, by, at } = deciding;
  const open = await openProposal(tx, id, at);
  if (open.by === by) throw new Failure('forbidden', 'somebody else confirms what you proposed');
  refuseOneHand(open, deciding);
  await decided(tx, deciding, 'confirmed');
  return open;
}

/** Who proposed it withdraws it by the same. */
export async function refuse(tx: Tx, deciding: Deciding): Promise<Proposal['state']> {
  const { id, by, at } = deciding;
  const open = await openProposal(tx, id, at);
  const state = open.by === by ? 'withdrawn' : 'refused';
  if (state === 'refused') refuseOneHand(open, deciding);
  await decided(tx, deciding, state);
  return state;
}

async function openProposal(tx: Tx, id: string, at: Date): Promise<Proposal> {
  const row = /^[0-9a-f-]{36}$/.test(id)
    ? await tx.row<Row>(sql`${SELECT} where q.id = ${id} for update of q`)
    : undefined;
  if (!row) throw new Failure('not-found', 'there is no such proposal');
  if (row.state !== 'open') throw new Failure('conflict', `it was ${row.state} already`);
  if (row.expiresAt <= at) throw new Failure('conflict', 'it waited too long: propose it again');
  return asProposal(row);
}

const decided = (tx: Tx, { id, by, at, why }: Deciding, state: Proposal['state']): Promise<number> =>
  tx.run(sql`
    update people.proposal set state = ${state}, decided_by = ${by}, decided_at = ${at}, decided_why = ${why} where id = ${id}::uuid`);

export type RightsChanged = {
  readonly at: Date;
  readonly kind: string;
  readonly payload: unknown;
  readonly by: string;
  readonly confirmedBy: string | null;
  readonly widened: boolean;
  readonly reason: string;
};

export async function keepChange(
  tx: Tx,
  { at, kind, payload, by, confirmedBy, widened, reason }: RightsChanged,
): Promise<void> {
  await tx.run(sql`
    insert into people.rights_change (at, kind, payload, by, confirmed_by, widened, reason)
    values (${at}, ${kind}, ${JSON.stringify(payload)}, ${by}, ${confirmedBy}, ${widened}, ${reason})`);
}
