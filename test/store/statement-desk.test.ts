import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DeskItem, DeskStatement, ItemDecided, Published, PutStatements } from '#contract/statement-desk.ts';
import {
  closeNodes,
  eventually,
  ok,
  recordAt,
  twoNodes,
  type Answer,
  type Officer,
  type Pair,
} from '../support/two-nodes.ts';

const DESK = '/api/v1/statement-desk';
let pair: Pair;

beforeAll(async () => {
  pair = await twoNodes();
});
afterAll(closeNodes);

let texts = 0;
/** Of invented parties: two undertakings of both, one of one side. */
const text = (): string => `Joint statement number ${++texts}

The Minister of the Interior of Northern Harbour and the Minister of the Interior of Southern Harbour met on 4 March 2031.

The two sides agreed to hold a joint working group meeting every three months. The two sides agreed to establish a joint hotline for the police. Northern Harbour will provide training for 40 officers by the end of 2031.
`;

async function put(at: Officer, given: Record<string, unknown> = {}): Promise<string> {
  const body = { accord: pair.accord, statements: [{ text: text(), ...given }] };
  return ok(await at.post<PutStatements>(DESK, body)).statements[0]!.id;
}
const one = async (at: Officer, id: string): Promise<DeskStatement> => ok(await at.get<DeskStatement>(`${DESK}/${id}`));
const read = (at: Officer, id: string): Promise<DeskStatement> =>
  eventually(async () => {
    const statement = await one(at, id);
    expect(statement.reading.isWaiting).toBe(false);
    return statement;
  });
const decide = (
  at: Officer,
  { id, version }: DeskStatement,
  decisions: ItemDecided[],
): Promise<Answer<DeskStatement>> => at.post<DeskStatement>(`${DESK}/${id}/decisions`, { version, decisions });
const undertakings = ({ items }: DeskStatement): DeskItem[] => items.filter(({ type }) => type === 'commitments');
const accepted = (item: DeskItem): ItemDecided => ({ decision: 'accepted', item: item.id });

test('a text is put in, read in the background, decided on, and becomes records with its words', async () => {
  const { atA } = pair;
  const id = await put(atA, {
    title: 'A statement',
    source: { name: 'A ministry', url: 'https://ministry.example/1' },
  });
  const statement = await read(atA, id);
  expect(statement).toMatchObject({
    state: 'read',
    title: 'A statement',
    lang: 'en',
    reading: { fault: null, isCurrent: true },
  });
  const count = undertakings(statement).length;
  expect(count).toBeGreaterThan(1);
  const decided = ok(await decide(atA, statement, undertakings(statement).map(accepted)));
  expect(decided).toMatchObject({
    state: 'in-review',
    version: statement.version + 1,
    progress: { drafts: count, published: 0 },
  });
  expect(decided.drafts.map(({ lacks }) => lacks)).toEqual(decided.drafts.map(() => []));
  const items = decided.drafts.map(({ item }) => item);
  const made = ok(
    await atA.post<Published>(`${DESK}/${id}/publish`, { version: decided.version, items, withStatement: true }),
  );
  expect(made.records).toHaveLength(count + 1);
  for (const [n, item] of undertakings(made.statement).entries()) {
    const { record } = await recordAt(atA, item.record!);
    const { start, end } = item.values;
    expect(record).toMatchObject({
      type: 'commitment',
      quote: { type: 'TextQuoteSelector', exact: decided.text.slice(start, end) },
      source: { title: 'A statement', lang: 'en', sha256: decided.sha256, start, end },
    });
    expect(item.publishedAt, String(n)).not.toBeNull();
  }
});
