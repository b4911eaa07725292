import { toBase64 } from '#platform';
import { textOf, type JsonObject } from '#kernel/json/types.ts';
import { isExercise } from '#kernel/stix/common.ts';
import { newest, positionsOf, type StoredRecord } from '#store/records.ts';
import { titlesOf } from '#api/titles.ts';
import type { YearAsked, YearEvent, YearItems } from '#api/year.ts';

const MOST = 500;

/** How the published accounts of meetings diverge, by each side's last report of each; only what stands in a feed, so that both nodes say it alike. */
export async function divergencesOfYear({ tx, accord, from, until }: YearAsked): Promise<YearItems> {
  const found = await newest(tx, { accord, type: 'divergence-report', limit: MOST });
  const places = await positionsOf(
    tx,
    found.map(({ seq }) => seq),
  );
  const shared = found.filter(
    ({ seq, object, expungedAt }) => expungedAt === null && !isExercise(object) && places.get(seq)?.excepted === false,
  );
  const last = lastOfEach(shared).filter((record) => dayOf(record) >= from && dayOf(record) <= until);
  const titles = await titlesOf(
    tx,
    last.map(({ object }) => textOf(object['meeting_ref'])),
  );
  const events = last.map((record): YearEvent => {
    const { id, modified, c, object, publisher } = record;
    return {
      says: 'accounts-compared',
      about: id,
      party: publisher,
      title: titles.get(textOf(object['meeting_ref'])) ?? null,
      on: dayOf(record),
      accounts: countsOf(object),
      evidence: [{ ref: id, modified, c: toBase64(c) }],
    };
  });
  return { commitments: [], events: events.sort(inTime), isWhole: found.length < MOST };
}

const dayOf = ({ modified }: StoredRecord): string => modified.slice(0, 10);
const inTime = (a: YearEvent, b: YearEvent): number => (`${a.on} ${a.about}` < `${b.on} ${b.about}` ? -1 : 1);

/** By the time that the author claims: in which order they came in is another at each node. */
function lastOfEach(records: readonly StoredRecord[]): StoredRecord[] {
  const sorted = records.toSorted((a, b) => (`${a.modified} ${a.id}` < `${b.modified} ${b.id}` ? -1 : 1));
  return [...new Map(sorted.map((one) => [`${one.publisher} ${textOf(one.object['meeting_ref'])}`, one])).values()];
}

/** By the schema of the type. */
export function countsOf(object: JsonObject): NonNullable<YearEvent['accounts']> {
  const findings = (object['findings'] ?? []) as unknown as readonly { told: unknown[]; differs: unknown[] }[];
  const agreed = (object['agreed'] ?? []) as unknown as readonly { told: unknown[] }[];
  const both = findings.filter(({ told }) => told.length === 2);
  return {
    alike: both.filter(({ differs }) => differs.length === 0).length,
    differing: both.filter(({ differs }) => differs.length > 0).length,
    alone: findings.length - both.length,
    recorded: agreed.length,
    told: agreed.filter(({ told }) => told.length === 2).length,
  };
}
