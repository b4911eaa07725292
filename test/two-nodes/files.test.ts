import { afterAll, beforeAll, expect, test } from 'vitest';
import { bytesOf, download, upload } from '../support/files.ts';
import { closeNodes, eventually, recordAt, twoNodes, type Officer, type Pair } from '../support/two-nodes.ts';

const MIB = 1024 * 1024;

let pair: Pair;
beforeAll(async () => {
  pair = await twoNodes();
});
afterAll(closeNodes);

const isWholeAt = (at: Officer, id: string) =>
  eventually(async () => expect((await recordAt(at, id)).file).toMatchObject({ state: 'whole' }));

test('a file arrives whole at the partner, byte by byte', async () => {
  const bytes = bytesOf(5 * MIB + 7);
  const { record, file } = await upload(pair.atA, bytes, { accord: pair.accord });
  expect(file).toEqual({ size: bytes.length, state: 'whole', have: 6, of: 6, fault: null });
  await eventually(() => recordAt(pair.atB, record.id));
  await isWholeAt(pair.atB, record.id);
  expect(Buffer.compare((await download(pair.atB, record.id))!, bytes)).toBe(0);
});
