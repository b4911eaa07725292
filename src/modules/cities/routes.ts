import type { NodeContext } from '#api/module.ts';
import { asAttachment } from '#api/content-disposition.ts';
import { route, type AnyRoute } from '#api/route.ts';
import { newest } from '#store/records.ts';
import { vcardOf } from './vcard.ts';
import { oneOf, viewVisit } from './visit-view.ts';

const MOST_CONTACTS = 1000;

export function cityRoutes({ db, self, modules }: NodeContext): AnyRoute[] {
  return [
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
