import { afterAll, beforeAll, expect, test } from 'vitest';
import { TLP_IDS } from '#kernel/policy/markings.ts';
import { ownCaveat } from '../../web/src/data/caveat.ts';
import { indicator } from '../support/accord.ts';
import { closeNodes, eventually, post, recordAt, twoNodes, type Pair } from '../support/two-nodes.ts';

let pair: Pair;
beforeAll(async () => {
  pair = await twoNodes();
});
afterAll(closeNodes);

test('A handling caveat of our own is a record as the page writes it; what bears it is known here, and leaves only where the ceiling lets it', async () => {
  const { accord, atA } = pair;
  const caveat = ownCaveat({ accord, channel: 'exchange', name: 'Office only', restriction: 'Not to be copied.' });
  const { id } = (await post(atA, { ...caveat, object_marking_refs: [TLP_IDS.green] })).record;
  const marked = indicator(accord, { name: 'With a caveat', object_marking_refs: [TLP_IDS.green, id] });
  const { record } = await post(atA, marked);
  await eventually(async () =>
    expect((await recordAt(atA, record.id)).delivery).toMatchObject([{ code: 'handling-not-allowed' }]),
  );
});
