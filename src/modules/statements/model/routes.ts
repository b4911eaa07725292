import { sha256, toHex, utf8 } from '#platform';
import { Failure } from '#kernel/errors.ts';
import type { NodeContext } from '#api/module.ts';
import { TLP_IDS, type Tlp } from '#kernel/policy/markings.ts';
import { SECRETARIAT } from '#kernel/stix/values.ts';
import { mayDo, refuseAct } from '#api/rights.ts';
import type { Caller } from '#api/caller.ts';
import { route, type AnyRoute } from '#api/route.ts';
import type { Model } from './open-model.ts';

const PATH = '/api/v1/statements/model';

export function modelRoutes({ access, db, self }: NodeContext, model: Model): AnyRoute[] {
  return [
    route('readModelCard', {
      permission: 'model.read',
      handle: async () => ({ status: 200, body: await model.card() }),
    }),
    route('switchModel', {
      permission: 'model.write',
      // Its state is a file: the entry is committed before it is switched.
      handle: async ({ caller, body: { on }, once }) => {
        const did = await once(db, async () => {});
        return {
          did,
          status: 200,
          body: did.isRepeat ? await model.card() : await model.switchTo(on, caller.officerNumber),
        };
      },
    }),
    route('askModel', {
      permission: 'statements.model',
      limit: 800_000,
      handle: async ({ caller, body: { text, marking } }) => {
        if (!text.trim()) throw new Failure('bad-input', 'the text is empty', { path: '$.text' });
        refuseNowhere(caller, marking);
        const body = await model.ask({ text, marking }, (to) =>
          access.keep({
            at: self.now(),
            kind: 'export',
            person: caller.personId,
            token: caller.token,
            query: `POST ${PATH} TLP:${marking.toUpperCase()}`,
            purpose: 'proposals of a model',
            ids: [toHex(sha256(utf8(text)))],
            to,
          }),
        );
        return { status: 200, body, told: 'kept' };
      },
    }),
  ];
}

/** The text is of no accord yet: of a marking up to which they may do this for one of theirs. */
function refuseNowhere(caller: Caller, marking: Tlp): void {
  const facts = caller.rights.seats.map(({ accord, unit }) => {
    return { accord, channel: SECRETARIAT, markings: [TLP_IDS[marking]], unit };
  });
  if (facts.some((one) => mayDo(caller, 'statements.model', one))) return;
  refuseAct(caller, 'statements.model', facts[0] ?? { accord: null, channel: null, markings: [] }, '$.marking');
}
