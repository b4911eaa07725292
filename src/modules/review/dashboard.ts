import type { Dashboard, Exchange } from '#contract/review.ts';
import { recordsCounted, stepsCounted, type ActsCounted } from '#store/acts-counted.ts';
import type { Accord } from '#store/accords.ts';
import type { TasksAsked } from '#api/module.ts';
import { CHASED, chaseUnder } from './chase.ts';

const ANSWERS: ReadonlySet<string> = new Set([
  'accept',
  'agree',
  'decline',
  'dispute',
  'return',
  'sign',
  'object',
  'carry-out',
]);

/** How it stands, as the reader sees it. */
export async function dashboardOf(asked: TasksAsked, accord: Accord, from: string): Promise<Dashboard> {
  const { tx, self, modules } = asked;
  const under = { ...asked, accord: accord.id };
  let figures: Dashboard['figures'] = null;
  const cadences = [];
  for (const module of modules) {
    figures = (await module.figures?.(under)) ?? figures;
    cadences.push(...((await module.cadences?.(under)) ?? []));
  }
  const counted = { accord: accord.id, from: new Date(`${from}T00:00:00Z`), types: CHASED };
  const [steps, records] = [await stepsCounted(tx, counted), await recordsCounted(tx, counted)];
  const viewer = { party: self.partyId, modules, maySteps: false };
  const { chase, isWhole } = await chaseUnder(tx, viewer, {
    accord: accord.id,
    parties: accord.parties,
    now: self.now(),
  });
  return {
    accord: accord.id,
    from,
    figures,
    cadences,
    reciprocity: accord.parties.map((party) => exchangeOf(party, steps, records)),
    chase: [...chase],
    isWhole,
  };
}

export function exchangeOf(
  party: string,
  steps: readonly ActsCounted[],
  records: readonly { readonly party: string; readonly n: number }[],
): Exchange {
  const own = steps.filter((one) => one.party === party);
  const sum = (is: (verb: string) => boolean): number =>
    own.filter(({ verb }) => is(verb)).reduce((total, { n }) => total + n, 0);
  const of = (verb: string): number => sum((one) => one === verb);
  return {
    party,
    proposed: records.find((one) => one.party === party)?.n ?? 0,
    answered: sum((verb) => ANSWERS.has(verb)),
    reported: of('report'),
    delivered: of('deliver'),
    verified: of('verify'),
    disputed: of('dispute'),
  };
}
