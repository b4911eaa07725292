import { openClient, type Client } from '#contract/client.ts';
import { Failure } from '#kernel/errors.ts';
import type { Calendar, ExamplePapers, Side } from './example-script.ts';

/** A node of the demonstration as its secretary calls it. */
export type Office = { readonly url: string; readonly token: string; readonly party: string };
type Offices = Readonly<Record<Side, Office>>;

const TRIES = 150;
const PAUSE = 200;

/**
 * What a node makes of what it holds, and nobody writes: both sides' figures of rights, the yearly review as it is exchanged, and what
 * became of two readouts. Asked for as a secretary asks, by the API. What is there already is left as it is.
 */
export async function playPapers(
  { readouts, review }: ExamplePapers,
  { accord, offices, calendar, meeting }: { accord: string; offices: Offices; calendar: Calendar; meeting: string },
): Promise<void> {
  const at = {
    A: openClient({ url: offices.A.url, token: offices.A.token, fetch }),
    B: openClient({ url: offices.B.url, token: offices.B.token, fetch }),
  };
  const held = await at.A('readMeeting', { params: { id: meeting } });
  if (held.divergences.length === 0) {
    const { statements } = await at.A('putStatements', {
      body: {
        accord,
        statements: readouts.map(({ by, published, ...one }) => ({
          ...one,
          side: offices[by].party,
          published: calendar(published)!,
        })),
      },
    });
    const ids = statements.map(({ id }) => id);
    for (const id of ids) await isRead(at.A, id);
    const set = await at.A('makeDeskSet', { body: { kind: 'pair', statements: ids } });
    await at.A('reportDivergence', { params: { id: set.id }, body: { version: set.version, meeting } });
  }
  const { reviews } = await at.B('listReviews', { query: { accord } });
  if (reviews.length > 0) return;
  const span = { from: calendar(review.from)!, until: calendar(review.until)! };
  for (const ask of [at.A, at.B]) await ask('countRights', { body: { accord, ...span } });
  await eventually(async () => {
    const { sentences } = await at.B('draftReview', { query: { accord, edition: 'restricted', ...span } });
    const rights = sentences.filter(({ section }) => section === 'rights');
    // Both sides' figures, and the report on the readouts, are here.
    return (
      rights.every(({ evidence }) => evidence.length > 0) && sentences.some(({ says }) => says === 'accounts-compared')
    );
  });
  await at.B('exchangeReview', { body: { accord, edition: 'restricted', ...span } });
}

const isRead = (ask: Client, id: string): Promise<void> =>
  eventually(async () => (await ask('readDeskStatement', { params: { id } })).state !== 'queued');

async function eventually(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < TRIES; tries++) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
  throw new Failure('unavailable', 'the two nodes of the demonstration did not make their papers in time');
}
