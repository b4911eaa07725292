import { sql, type Tx } from '#store/db.ts';

export type InvitationRow = {
  readonly meeting: string;
  readonly person: string;
  readonly sequence: number | null;
  readonly told: Uint8Array | null;
  readonly attempts: number;
  /** Taken back: who was told of it is told that it is off. */
  readonly withdrawn: boolean;
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
    on conflict (meeting, person_id) do update
      set done_at = null, told = null, attempts = 0, next_at = null, withdrawn_at = null, why = null, answer = null, answered_at = null
      where calendar_invitation.done_at is not null or calendar_invitation.withdrawn_at is not null`);
  await tx.run(sql`select pg_notify('entente_invitations', '')`);
}

export const openInvitations = (tx: Tx, at: Date, limit: number): Promise<InvitationRow[]> =>
  tx.rows<InvitationRow>(sql`
    select meeting, person_id as person, sequence, told, attempts, withdrawn_at is not null as withdrawn from people.calendar_invitation
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

export type InvitedRow = {
  readonly person: string;
  readonly name: string;
  readonly invitedAt: Date;
  readonly sequence: number | null;
  readonly told: Uint8Array | null;
  readonly attempts: number;
  readonly withdrawnAt: Date | null;
  readonly doneAt: Date | null;
  readonly why: string | null;
  readonly answer: 'accepted' | 'declined' | 'tentative' | null;
  readonly answeredAt: Date | null;
};

/** All who were ever invited to the meeting, by their names. */
export const invitedTo = (tx: Tx, meeting: string): Promise<InvitedRow[]> =>
  tx.rows<InvitedRow>(sql`
    select i.person_id as person, p.name, i.invited_at as "invitedAt", i.sequence, i.told, i.attempts, i.withdrawn_at as "withdrawnAt",
      i.done_at as "doneAt", i.why, i.answer, i.answered_at as "answeredAt"
    from people.calendar_invitation i join people.person p on p.id = i.person_id
    where i.meeting = ${meeting} order by p.name, i.person_id`);

/** How many were invited and not taken back before. */
export async function withdrawInvitations(
  tx: Tx,
  { meeting, persons, at }: Pick<Inviting, 'meeting' | 'persons' | 'at'>,
): Promise<number> {
  const taken = await tx.run(sql`
    update people.calendar_invitation set withdrawn_at = ${at}, done_at = null, attempts = 0, next_at = null
    where meeting = ${meeting} and person_id = any (${persons}::text[]) and withdrawn_at is null`);
  await tx.run(sql`select pg_notify('entente_invitations', '')`);
  return taken;
}

type Answered = Which & { readonly answer: InvitedRow['answer']; readonly at: Date };

export const noteAnswer = (tx: Tx, { meeting, person, answer, at }: Answered): Promise<number> =>
  tx.run(sql`
    update people.calendar_invitation
    set answer = ${answer}, answered_at = case when ${answer}::text is null then null else ${at}::timestamptz end
    where meeting = ${meeting} and person_id = ${person} and withdrawn_at is null`);
