import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seatPerson } from '#store/people/seat-person.ts';
import { isOfPerson } from '../../web/src/data/purpose.ts';
import { mayBeReserved } from '#kernel/policy/family.ts';
import { PERSON_TYPES } from '#kernel/stix/person-types.ts';
import { commitment } from '../support/accord.ts';
import { browserSession, type BrowserSession } from '../support/browser-session.ts';
import { closeNodes, post, twoNodes, type Officer, type Pair } from '../support/two-nodes.ts';

let pair: Pair;
let auditor: Officer;
let inBrowser: BrowserSession;
let url: string;
let ofAgency: string;
let ofNobody: string;

beforeAll(async () => {
  pair = await twoNodes();
  const { a, accord } = pair;
  url = `http://127.0.0.1:${a.port}`;
  auditor = await a.officer('oversight', accord);
  const { signIn, self, db } = a.running;
  await signIn.savePerson({ id: 'eyes', party: a.partyId, name: 'Eyes', locale: 'en', officerNumber: 'E-1' });
  for (const role of ['oversight', 'secretary'])
    await seatPerson(db.pool, { personId: 'eyes', role, unit: { en: 'Eyes' }, accordId: accord, at: self.now() });
  inBrowser = browserSession(url);
  await inBrowser.follow(await signIn.createSignInLink('eyes'));
  ofNobody = (await post(pair.atA, commitment(accord))).record.id;
  ofAgency = a.partyId;
});
afterAll(closeNodes);

const asBrowser = async (path: string, purpose?: string) => {
  const cookie = [...inBrowser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const said = purpose === undefined ? {} : { 'entente-purpose': encodeURIComponent(purpose) };
  const answer = await fetch(`${url}${path}`, { headers: { cookie, ...said } });
  const text = await answer.text();
  return { status: answer.status, text };
};
const LOG = '/api/v1/oversight/accesses';
const EXPORT = `${LOG}/export`;
const OF_AGENCY = () => `/api/v1/records/${ofAgency}`;

describe('Whoever sits at a browser', () => {
  test.each([
    ['searches the access log', () => LOG],
    ['takes the access log out', () => EXPORT],
    ['opens what may be about a person', OF_AGENCY],
    ['looks at what it said before', () => `${OF_AGENCY()}/versions`],
  ])('says what for before they: %s', async (_, path) => {
    const { status, text } = await asBrowser(path());
    expect([status, text]).toEqual([422, expect.stringContaining('say what this is read for')]);
    expect((await asBrowser(path(), 'oversight-review')).status).not.toBe(422);
  });

  test('is asked nothing of the rest', async () => {
    expect((await asBrowser(`/api/v1/records/${ofNobody}`)).status).toBe(200);
    expect((await asBrowser(`/api/v1/records/${ofNobody}/versions`)).status).toBe(200);
    expect((await asBrowser('/api/v1/records')).status).toBe(200);
  });

  test('is told nothing by the question: what is not there is asked for alike', async () => {
    const absent = '/api/v1/records/identity--00000000-0000-4000-8000-000000000000';
    expect(await asBrowser(absent)).toEqual(await asBrowser(OF_AGENCY()));
  });

  test('says it in the address where a link is followed, and the log has it', async () => {
    const { status, text } = await asBrowser(`${EXPORT}?for=court-or-audit`);
    expect(status).toBe(200);
    const own = text.split('\n').filter((line) => line.includes('/export?for='));
    expect(own.at(-1)).toContain('court-or-audit');
    expect((await asBrowser(`${EXPORT}?for=`)).status).toBe(422);
    expect((await asBrowser(`${EXPORT}?for=a%07b`)).status).toBe(422);
  });
});

test('A program says it by its header, or is known by its name', async () => {
  for (const path of [LOG, EXPORT]) expect((await auditor.ask(path)).status).toBe(200);
  expect((await auditor.ask(OF_AGENCY())).status).not.toBe(422);
});

test('The pages ask before every type of which the node wants it', () => {
  for (const type of [...Object.keys(PERSON_TYPES), 'identity', 'threat-actor', 'commitment', 'step', 'user-agent'])
    expect([type, isOfPerson(`${type}--x`)]).toEqual([type, mayBeReserved(type)]);
});
