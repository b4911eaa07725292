import { viewRecords } from '#api/view.ts';
import { accordById } from '#store/accords.ts';
import type { Tx } from '#store/db.ts';
import { versionsOf as storedVersions } from '#store/records.ts';
import type { Node } from '../../src/node.ts';
import { foldOf, lifeCycleOf, recordIds, standingOf, type SimNode } from '../simulation/node.ts';
import { ACCORD } from '../simulation/world.ts';

/** What the product shows of the accord and of each record that moves by steps, against what the simulated node folds. */
export async function differentViews(tx: Tx, { self, modules }: Node, simulated: SimNode): Promise<string[]> {
  const say = (what: string, found: string | undefined, expected: string | undefined): string[] =>
    found === expected
      ? []
      : [`${simulated.name}: ${what} is ${found ?? 'not there'}; simulated: ${expected ?? 'not there'}`];
  const accord = await accordById(tx, ACCORD);
  const standing = standingOf(simulated);
  const lines = [
    ...say('the accord', accord?.state, standing?.facts.state),
    ...say('the governing text', accord?.governing.modified, standing?.governing.modified),
  ];
  // Where its text was deleted, no state of what stands under it is compared: nothing is folded without it.
  if (!standing) return lines;
  for (const id of recordIds(simulated).filter((one) => lifeCycleOf(one) !== undefined)) {
    const [newest] = await storedVersions(tx, [id]);
    const [view] = newest ? await viewRecords(tx, { party: self.partyId, modules, maySteps: true }, [newest]) : [];
    const folded = foldOf(simulated, id)?.folded;
    lines.push(...say(id, view?.state, folded?.shown));
    const taken = view?.history.filter(({ outcome }) => outcome !== 'pending').map((one) => `${one.id} ${one.outcome}`);
    lines.push(
      ...say(`${id} history`, taken?.join(), folded?.history.map((one) => `${one.step.id} ${one.outcome}`).join()),
    );
  }
  return lines;
}
