import { z } from 'zod';
import { textOf } from '#kernel/json/types.ts';
import { newestUnder } from '#store/cities.ts';
import { partyById } from '#store/parties.ts';
import type { NodeContext } from '#api/module.ts';
import { asAttachment } from '#api/content-disposition.ts';
import { route, type AnyRoute } from '#api/route.ts';
import { newest } from '#store/records.ts';
import { delegationCards, vcardOf } from './vcard.ts';
import { oneOf, summarise, viewVisit } from './visit-view.ts';

const MOST_CONTACTS = 1000;

const PAGE = 50;
const AT = z.tuple([z.int()]);

export function cityRoutes({ db, self, modules }: NodeContext): AnyRoute[] {
  return [
    route('listVisits', {
      permission: 'records.read',
      handle: async ({ caller, query: { accord }, page }) => {
        const before = page.from(AT)?.[0];
        const viewer = { party: self.partyId, modules, maySteps: false };
        const [found, visits] = await db.transaction(caller, async (tx) => {
          const some = await newestUnder(tx, accord, { type: 'visit', before, limit: PAGE + 1 });
          return [some, await summarise(tx, viewer, some.slice(0, PAGE))] as const;
        });
        const following = page.next(found.length > PAGE ? [found[PAGE - 1]!.seq] : null);
        return { status: 200, body: { visits, next: following }, told: visits.map(({ id }) => id) };
      },
    }),
    route('readVisit', {
      permission: 'records.read',
      handle: async ({ caller, params }) => {
        const viewer = { party: self.partyId, modules, maySteps: caller.permissions.includes('steps.write') };
        const body = await db.transaction(caller, async (tx) =>
          viewVisit(tx, viewer, await oneOf(tx, params.id, 'visit')),
        );
        const { delegations, programme, reports, commitments } = body;
        const beside = [...Object.values(delegations), ...(programme ? [programme] : []), ...reports, ...commitments];
        return { status: 200, body, told: [params.id, ...beside.map(({ record }) => String(record['id']))] };
      },
    }),
    route('exportDelegation', {
      permission: 'records.read',
      handle: async ({ caller, params }) => {
        const { object } = await db.transaction(caller, (tx) => oneOf(tx, params.id, 'delegation'));
        const side = (await db.transaction('node', (tx) => partyById(tx, textOf(object['created_by_ref']))))?.names;
        return {
          status: 200,
          body: Buffer.from(delegationCards(object, side ?? {}).join('')),
          headers: {
            'content-type': 'text/vcard; charset=utf-8',
            'content-disposition': asAttachment('delegation.vcf'),
          },
          told: [params.id],
        };
      },
    }),
    route('exportContacts', {
      permission: 'records.read',
      handle: async ({ caller, params }) => {
        const found = await db.transaction(caller, async (tx) => {
          await oneOf(tx, params.id, 'accord');
          return newest(tx, { accord: params.id, type: 'twin-contact', limit: MOST_CONTACTS });
        });
        const contacts = found.filter(({ expungedAt, object }) => expungedAt === null && object['revoked'] !== true);
        return {
          status: 200,
          body: Buffer.from(contacts.map(({ object }) => vcardOf(object)).join('')),
          headers: { 'content-type': 'text/vcard; charset=utf-8', 'content-disposition': asAttachment('contacts.vcf') },
          told: [params.id, ...contacts.map(({ id }) => id)],
        };
      },
    }),
  ];
}
