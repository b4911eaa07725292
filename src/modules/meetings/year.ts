import { isExercise } from '#kernel/stix/common.ts';
import { toBase64 } from '#platform';
import type { Cited, SeriesCadence } from '#contract/review.ts';
import type { HistoryStep, RecordView } from '#contract/records.ts';
import { textOf, type JsonObject } from '#kernel/json/types.ts';
import type { Tx } from '#store/db.ts';
import { newest, versionsOf } from '#store/records.ts';
import type { TasksAsked } from '#api/module.ts';
import { titleOf } from '#api/titles.ts';
import { viewRecords } from '#api/view.ts';
import type { YearAsked, YearEvent, YearItems } from '#api/year.ts';
import { isMove, joinMeetings } from './joint.ts';
import { viewSeries } from './series-view.ts';

const MOST = 500;
const MOST_SERIES = 50;

type Ended = Readonly<Record<string, { readonly says: YearEvent['says']; readonly verbs: readonly string[] }>>;
const OF_MEETINGS: Ended = {
  held: { says: 'held', verbs: ['hold'] },
  postponed: { says: 'postponed', verbs: ['postpone'] },
  cancelled: { says: 'cancelled', verbs: ['cancel'] },
};
const OF_MINUTES: Ended = {
  signed: { says: 'minutes-signed', verbs: ['sign'] },
  'unsigned-lapsed': { says: 'minutes-lapsed', verbs: ['lapse'] },
};

/** Meetings that were held or not, and minutes that were signed or not, in the span, each with the steps that say so. */
export async function meetingsOfYear({ tx, self, modules, accord, from, until }: YearAsked): Promise<YearItems> {
  const viewer = { party: self.partyId, modules, maySteps: false };
  const of = async (type: string) =>
    (await newest(tx, { accord, type, limit: MOST })).filter(
      ({ object, expungedAt }) => expungedAt === null && !isExercise(object),
    );
  const [meetings, minutes] = [await of('meeting'), await of('minutes')];
  const joined = await joinMeetings(
    tx,
    viewer,
    meetings.filter(({ object }) => !isMove(object)),
  );
  const moves = new Map(joined.map(({ record, moves: own }) => [record.id, [record, ...own]]));
  const views = await viewRecords(tx, viewer, [...moves.values()].flat());
  const ofMinutes = await viewRecords(tx, viewer, minutes);
  const cite = await citing(tx, [...views, ...ofMinutes]);
  const historyOf = (ids: readonly string[]): HistoryStep[] =>
    views.filter(({ record }) => ids.includes(String(record['id']))).flatMap(({ history }) => history);
  const events = [
    ...joined.map(({ record, summary }) =>
      eventOf(
        OF_MEETINGS[summary.state],
        { about: record.id, title: summary.title },
        {
          history: historyOf((moves.get(record.id) ?? []).map(({ id }) => id)),
          on: summary.state === 'held' ? summary.schedule?.startsAt : undefined,
          cite,
        },
      ),
    ),
    ...ofMinutes.map(({ record, state, history }) =>
      eventOf(
        OF_MINUTES[state],
        { about: String(record['id']), title: titleOf(record as JsonObject) },
        { history, cite },
      ),
    ),
  ].flatMap((event) => (event && event.on >= from && event.on <= until ? [event] : []));
  const inTime = events.sort((a, b) => (`${a.on} ${a.about}` < `${b.on} ${b.about}` ? -1 : 1));
  return { commitments: [], events: inTime, isWhole: meetings.length < MOST && minutes.length < MOST };
}

type Told = {
  readonly history: readonly HistoryStep[];
  readonly on?: string | undefined;
  readonly cite: ReadonlyMap<string, Cited>;
};

function eventOf(
  ended: Ended[string] | undefined,
  what: Pick<YearEvent, 'about' | 'title'>,
  { history, on, cite }: Told,
): YearEvent | undefined {
  if (!ended) return undefined;
  const steps = history.filter(
    ({ verb, outcome }) => ended.verbs.includes(verb) && outcome !== 'void' && outcome !== 'pending',
  );
  const day = (on ?? steps.at(-1)?.at)?.slice(0, 10);
  if (day === undefined) return undefined;
  return { says: ended.says, ...what, on: day, evidence: steps.flatMap(({ id }) => cite.get(id) ?? []) };
}

async function citing(tx: Tx, views: readonly RecordView[]): Promise<ReadonlyMap<string, Cited>> {
  const ids = views.flatMap(({ history }) => history.map(({ id }) => id));
  return new Map((await versionsOf(tx, ids)).map(({ id, modified, c }) => [id, { ref: id, modified, c: toBase64(c) }]));
}

/** Planned against held, of each series that both agreed on. */
export async function cadencesOf({
  tx,
  self,
  modules,
  accord,
}: TasksAsked & { readonly accord: string }): Promise<SeriesCadence[]> {
  const viewer = { party: self.partyId, modules, maySteps: false };
  const cadences: SeriesCadence[] = [];
  for (const record of await newest(tx, { accord, type: 'series', limit: MOST_SERIES })) {
    if (record.expungedAt !== null || isExercise(record.object)) continue;
    const { series, cadence } = await viewSeries(tx, viewer, { record, now: self.now() });
    if (series.state !== 'agreed' && series.state !== 'ended') continue;
    const title = titleOf(record.object) ?? {};
    cadences.push({
      series: record.id,
      body: textOf(record.object['body_ref']),
      title: typeof title === 'string' ? { en: title } : title,
      cadence,
    });
  }
  return cadences;
}
