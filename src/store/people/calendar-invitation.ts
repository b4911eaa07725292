import { sql, type Tx } from '#store/db.ts';

export type InvitationRow = {
  readonly meeting: string;
  readonly person: string;
  readonly sequence: number | null;
  readonly told: Uint8Array | null;
  readonly attempts: number;
};

type Inviting = {
  readonly meeting: string;
  readonly persons: readonly string[];
  readonly by: string;
  readonly at: Date;
};

/** Whoever is invited already stays as they are. */
export async function invite(tx: Tx, { meeting, persons, by, at }: Inviting): Promise<void> {
  await tx.run(sql`
    insert into people.calendar_invitation (meeting, person_id, invited_by, invited_at)
    select ${meeting}, person, ${by}, ${at} from unnest(${persons}::text[]) as t (person)
    on conflict (meeting, person_id) do update set done_at = null, attempts = 0, next_at = null
      where calendar_invitation.done_at is not null`);
  await tx.run(sql`select pg_notify('entente_invitations', '')`);
}

export const openInvitations = (tx: Tx, at: Date, limit: number): Promise<InvitationRow[]> =>
  tx.rows<InvitationRow>(sql`
    select meeting, person_id as person, sequence, told, attempts from people.calendar_invitation
    where done_at is null and (next_at is null or next_at <= ${at}) order by person_id, meeting limit ${limit}`);

type Which = Pick<InvitationRow, 'meeting' | 'person'>;

/** Before it is sent: a crash from here on sends it again, as a later one. */
export const beginSending = (tx: Tx, { meeting, person }: Which, sequence: number, again: Date): Promise<number> =>
  tx.run(sql`
    update people.calendar_invitation set sequence = ${sequence}, attempts = attempts + 1, next_at = ${again}
    where meeting = ${meeting} and person_id = ${person}`);

export const noteSent = (tx: Tx, { meeting, person }: Which, told: Uint8Array): Promise<number> =>
  tx.run(sql`
    update people.calendar_invitation set told = ${told}, attempts = 0, next_at = null, why = null
    where meeting = ${meeting} and person_id = ${person}`);

export const endInvitation = (tx: Tx, { meeting, person }: Which, at: Date, why: string): Promise<number> =>
  tx.run(sql`
    update people.calendar_invitation set done_at = ${at}, why = ${why}
    where meeting = ${meeting} and person_id = ${person}`);
