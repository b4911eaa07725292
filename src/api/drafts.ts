import { Failure } from '#kernel/errors.ts';
import { sha256, utf8 } from '#platform';
import { draftsOf, dropDraft, keepDraft } from '#store/drafts.ts';
import { versionsOf } from '#store/records.ts';
import type { Caller } from '#api/caller.ts';
import type { NodeContext } from '#api/module.ts';
import { route, type AnyRoute } from '#api/route.ts';

/**
 * What a person typed and has not sent, on whichever device they are. The key that seals it on a device is made of the node's `secret`
 * and given to its person alone, so whose account ended has it no more.
 */
export function draftRoutes({ db, self }: Pick<NodeContext, 'db' | 'self'>, secret: string): AnyRoute[] {
  /** The version that the caller sees. */
  async function seen(caller: Caller, record: string): Promise<number> {
    const [newest] = await db.transaction(caller, (tx) => versionsOf(tx, [record]));
    if (!newest || newest.expungedAt) throw new Failure('not-found', 'there is no such record');
    return newest.seq;
  }

  return [
    route('readDrafts', {
      permission: 'drafts.own',
      handle: async ({ caller }) => {
        const drafts = await db.transaction(caller, (tx) => draftsOf(tx, caller.personId));
        return {
          status: 200,
          body: {
            key: Buffer.from(sha256(utf8(`drafts of\n${secret}\n${caller.personId}`))).toString('base64'),
            drafts: drafts.map(({ form, text, at }) => ({ form, text, at: at.toISOString() })),
          },
          told: [],
        };
      },
    }),
    route('keepDraft', {
      permission: 'drafts.own',
      handle: async ({ caller, body: { form, record, text }, once }) => {
        const version = record === undefined ? null : await seen(caller, record);
        const at = self.now();
        const did = await once(db, (tx) => keepDraft(tx, { person: caller.personId, form, version, text, at }));
        return { did, status: 200, body: { at: at.toISOString() } };
      },
    }),
    route('dropDraft', {
      permission: 'drafts.own',
      handle: async ({ caller, body: { form }, once }) => {
        const did = await once(db, async (tx) => void (await dropDraft(tx, caller.personId, form)));
        return { did, status: 204, body: null };
      },
    }),
  ];
}
