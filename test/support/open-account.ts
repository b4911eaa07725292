import { EVERY_ACCORD } from '#store/people/assignment.ts';
import { seatPerson } from '#store/people/seat-person.ts';
import { openAccount } from '../../src/cli/account.ts';

type Openable = Parameters<typeof openAccount>[0];

/** As the command opens it, with what a second person would have confirmed. */
export async function openedAccount(node: Openable, asked: Parameters<typeof openAccount>[1]): Promise<string> {
  const { link } = await openAccount(node, asked);
  const { role, accord } = asked;
  const personId = `${node.self.partyId.slice(-12)}-${role}`;
  const accordId = accord === 'all' ? EVERY_ACCORD : (accord ?? null);
  await seatPerson(node.db.pool, {
    personId,
    role,
    unit: { en: role.replaceAll('-', ' ') },
    accordId,
    at: node.self.now(),
  });
  return link;
}
