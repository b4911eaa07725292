import { NOTICE_KINDS, type Pace } from '#kernel/notices/kinds.ts';
import { sql, type Db } from '#store/db.ts';
import { choicesOf, keepDue, keepTold, noteSpread, unspread, type Due, type Unspread } from '#store/notices/spread.ts';
import { reachOf, webhooksOf, type ReachRow } from '#store/notices/reach.ts';
import { nextDigest } from '#api/notices/hours.ts';
import type { Caller } from '#api/caller.ts';

const BATCH = 200;

export type Spreading = {
  readonly db: Db;
  readonly everybody: () => Promise<Caller[]>;
  readonly now: () => Date;
};

/**
 * Finds out whom each notice concerns, by their rights as they are, and puts down what is to be sent to them. One transaction a
 * batch: after a crash the same is done again, and nobody is told twice.
 */
export async function spreadNotices({ db, everybody, now }: Spreading): Promise<void> {
  for (let more = true; more;) {
    more = await db.transaction('node', async (tx) => {
      const notices = await unspread(tx, BATCH);
      if (notices.length === 0) return false;
      const people = await everybody();
      const told = notices.flatMap((notice) =>
        people
          .filter((person) => concerns(notice, person))
          .map(({ personId }) => ({ person: personId, notice: notice.seq })),
      );
      await keepTold(tx, told, now());
      const persons = [...new Set(told.map(({ person }) => person))];
      const ways: Ways = {
        reach: new Map((await reachOf(tx, persons)).map((row) => [row.person, row])),
        hooked: new Set(
          (await webhooksOf(tx, persons)).filter(({ disabledAt }) => disabledAt === null).map(({ person }) => person),
        ),
        chosen: new Map(
          (await choicesOf(tx, persons)).map(({ person, kind, mail, webhook }) => [
            `${person} ${kind}`,
            { mail, webhook },
          ]),
        ),
      };
      const bySeq = new Map(notices.map((notice) => [notice.seq, notice]));
      await keepDue(
        tx,
        told.flatMap(({ person, notice }) => dueOf(person, bySeq.get(notice)!, { ways, at: now() })),
      );
      await tx.run(sql`select pg_notify('entente_messages', '')`);
      await noteSpread(
        tx,
        notices.map(({ seq }) => seq),
        now(),
      );
      return notices.length === BATCH;
    });
  }
}

/** Whether they are meant, and may see what it is about; asked again when it is read, and when it is sent. */
export function concerns(
  notice: Pick<Unspread, 'persons' | 'permission' | 'by' | 'class'>,
  { personId, permissions, classes }: Caller,
): boolean {
  if (notice.by === personId) return false;
  if (notice.class !== null && !classes.includes(notice.class)) return false;
  if (notice.persons !== null) return notice.persons.includes(personId);
  return permissions.some((name) => name === notice.permission);
}

type Ways = {
  readonly reach: ReadonlyMap<string, ReachRow>;
  readonly hooked: ReadonlySet<string>;
  readonly chosen: ReadonlyMap<string, { readonly mail: Pace; readonly webhook: Pace }>;
};

/** When each message about it may leave at the earliest; quiet hours are looked at when it leaves. */
function dueOf(person: string, notice: Unspread, { ways, at }: { readonly ways: Ways; readonly at: Date }): Due[] {
  const rules = NOTICE_KINDS[notice.kind];
  const chosen = ways.chosen.get(`${person} ${notice.kind}`) ?? rules;
  const reach = ways.reach.get(person);
  const faces = [
    ['mail', chosen.mail, reach?.email != null],
    ['webhook', chosen.webhook, ways.hooked.has(person)],
  ] as const;
  return faces.flatMap(([face, pace, isReached]) => {
    if (!isReached || pace === 'off') return [];
    const dueAt = pace === 'immediate' ? at : nextDigest(at, reach?.timeZone ?? 'UTC', reach?.digestAt ?? 480);
    return [{ person, notice: notice.seq, face, dueAt, isUrgent: rules.isUrgent }];
  });
}
