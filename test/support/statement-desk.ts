import { expect } from 'vitest';
import type { DeskItem, DeskStatement, ItemDecided, PutStatements } from '#contract/statement-desk.ts';
import { eventually, ok, type Answer, type Officer } from './two-nodes.ts';

export const DESK = '/api/v1/statement-desk';

let texts = 0;
/** Of invented parties, never the same twice, with undertakings of both. */
export const text = (): string => `Joint statement number ${++texts}

The Minister of the Interior of Northern Harbour and the Minister of the Interior of Southern Harbour met on 4 March 2031.

The two sides agreed to hold a joint working group meeting every three months. The two sides agreed to establish a joint hotline for the police. Northern Harbour will provide training for 40 officers by the end of 2031.
`;

export async function put(at: Officer, accord: string, given: Record<string, unknown> = {}): Promise<string> {
  const body = { accord, statements: [{ text: text(), ...given }] };
  return ok(await at.post<PutStatements>(DESK, body)).statements[0]!.id;
}

export const deskAt = async (at: Officer, id: string): Promise<DeskStatement> =>
  ok(await at.get<DeskStatement>(`${DESK}/${id}`));

/** Once the node has read it. */
export const read = (at: Officer, id: string): Promise<DeskStatement> =>
  eventually(async () => {
    const statement = await deskAt(at, id);
    expect(statement.reading.isWaiting).toBe(false);
    return statement;
  });

export const decide = (
  at: Officer,
  { id, version }: Pick<DeskStatement, 'id' | 'version'>,
  decisions: ItemDecided[],
): Promise<Answer<DeskStatement>> => at.post<DeskStatement>(`${DESK}/${id}/decisions`, { version, decisions });

export const undertakings = ({ items }: DeskStatement): DeskItem[] =>
  items.filter(({ type }) => type === 'commitments');
export const accepted = (item: DeskItem): ItemDecided => ({ decision: 'accepted', item: item.id });

/** All that was proposed is accepted, and the officer is through with it. */
export async function finished(at: Officer, statement: DeskStatement): Promise<DeskStatement> {
  const decided = ok(await decide(at, statement, statement.items.map(accepted)));
  return ok(await at.post<DeskStatement>(`${DESK}/${decided.id}/details`, { version: decided.version, state: 'done' }));
}
