import { z } from 'zod';
import { fromBase64Strict, toBase64 } from '#platform';
import { type KeyView, type PartnerView, type PartyCard } from '#contract/partners.ts';
import { RecoveryView } from '#contract/recovery.ts';
import type { Session } from '#contract/session.ts';
import { Failure } from '#kernel/errors.ts';
import { textOf } from '#kernel/json/types.ts';
import { fingerprint } from '#kernel/log/fingerprint.ts';
import { accordById, type Accord } from '#store/accords.ts';
import { keepPartner, keepPartnerAgain, parties, partnersAfter, partyById, type Party } from '#store/parties.ts';
import { recoveryReport } from '#store/recovery-report.ts';
import { newest } from '#store/records.ts';
import { isSoundPoint } from '#kernel/platform/sound-points.ts';
import { sql } from '#store/db.ts';
import type { NodeContext } from '#api/module.ts';
import { unseenEmergencyUses } from '#store/people/emergency.ts';
import type { CallerSession } from '#api/caller.ts';
import { route, type AnyRoute } from '#api/route.ts';

const PAGE = 100;
const AFTER = z.tuple([z.string(), z.string()]);

/** Who is signed in, at whose node, and with whom it is paired. */
export function nodeRoutes({ db, self }: NodeContext): AnyRoute[] {
  const own = async (): Promise<Party> => (await db.transaction('node', (tx) => partyById(tx, self.partyId)))!;

  return [
    route('readSession', {
      permission: 'session.read',
      handle: async ({ caller }) => {
        const { known, accords } = await db.transaction(caller, async (tx) => {
          const found: (Accord | undefined)[] = [];
          for (const { id } of await newest(tx, { type: 'accord', limit: 200 })) found.push(await accordById(tx, id));
          return { known: await parties(tx), accords: found };
        });
        const [first, ...partners] = known.map((party) => ({
          id: party.id,
          names: { ...party.names },
          fingerprint: fingerprint(party.id, party.publicKey),
        }));
        const body: Session = {
          person: {
            id: caller.personId,
            name: caller.name,
            role: caller.role ?? '',
            unit: caller.unit,
            locale: caller.locale,
          },
          party: first!,
          partners: caller.session === null || caller.session.standing === 'open' ? partners : [],
          permissions: [...caller.permissions],
          session: viewSession(caller.session),
          emergencies: caller.permissions.includes('sign-in.read') ? (await unseenEmergencyUses(db.pool)).length : 0,
          accords: accords.flatMap((accord) =>
            accord
              ? [
                  {
                    id: accord.id,
                    name: accord.object['name'] as Record<string, string>,
                    state: accord.state,
                    parent: textOf(accord.object['parent_ref']) || null,
                  },
                ]
              : [],
          ),
        };
        return { status: 200, body };
      },
    }),
    route('readCard', {
      permission: 'partners.read',
      handle: async () => {
        const party = await own();
        return { status: 200, body: viewOwn(party) };
      },
    }),
    route('listPartners', {
      permission: 'partners.read',
      handle: async ({ caller, page }) => {
        const [pairedAt, id] = page.from(AFTER) ?? [];
        const after = pairedAt === undefined || id === undefined ? undefined : ([new Date(pairedAt), id] as const);
        const found = await db.transaction(caller, (tx) => partnersAfter(tx, after, PAGE + 1));
        const shown = found.slice(0, PAGE);
        const last = found.length > PAGE ? shown.at(-1) : undefined;
        const next = page.next(last ? [last.pairedAt.toISOString(), last.id] : null);
        return { status: 200, body: { partners: shown.map(viewPartner), next } };
      },
    }),
    route('readRecovery', {
      permission: 'node.read',
      handle: async () => {
        return { status: 200, body: RecoveryView.parse(await db.snapshot('node', recoveryReport)) };
      },
    }),
    route('pairPartner', {
      permission: 'partners.write',
      handle: async ({ once, body: { card, fingerprint: compared, again = false } }) => {
        const publicKey = fromBase64Strict(card.key);
        if (!isSoundPoint(publicKey))
          throw new Failure('bad-input', 'not an Ed25519 public key', { path: '$.card.key' });
        if (card.id === self.partyId)
          throw new Failure('bad-input', 'this is the card of this node itself', { path: '$.card.id' });
        const computed = fingerprint(card.id, publicKey);
        if (computed !== compared.trim().toLowerCase()) {
          throw new Failure(
            'untrusted',
            `the fingerprint of this card is ${computed}, not the one that was compared: do not pair`,
            { path: '$.fingerprint' },
          );
        }
        const did = await once(db, async (tx) => {
          const keep = again ? keepPartnerAgain : keepPartner;
          await keep(tx, { id: card.id, names: card.names, url: card.url, publicKey }, self.now());
          await tx.run(sql`select pg_notify('entente_outbox', '')`);
        });
        const party = (await db.transaction('node', (tx) => partyById(tx, card.id)))!;
        return { did, status: 201, body: viewPartner(party) };
      },
    }),
  ];
}

export const cardOf = (party: Pick<Party, 'id' | 'names' | 'url' | 'publicKey'>): PartyCard => ({
  v: 1,
  id: party.id,
  names: { ...party.names },
  url: party.url,
  key: toBase64(party.publicKey),
});

const viewKeys = ({ id, keys }: Party): KeyView[] =>
  keys.map(({ publicKey, how, since, until, isDistrusted }) => ({
    fingerprint: fingerprint(id, publicKey),
    how,
    since: since.toISOString(),
    until: until?.toISOString() ?? null,
    distrusted: isDistrusted,
  }));

export const viewOwn = (party: Party) => ({
  card: cardOf(party),
  fingerprint: fingerprint(party.id, party.publicKey),
  keys: viewKeys(party),
});

const viewPartner = (party: Party): PartnerView => ({
  id: party.id,
  names: { ...party.names },
  url: party.url,
  fingerprint: fingerprint(party.id, party.publicKey),
  keys: viewKeys(party),
  pairedAt: party.pairedAt.toISOString(),
  lastContact: party.lastContact?.toISOString() ?? null,
  reachable: party.lastContact === null && party.fault === null ? null : party.fault === null,
  fault: party.fault,
});

const viewSession = (session: CallerSession | null): Session['session'] =>
  session && {
    standing: session.standing,
    factors: [...(session.hasTotp ? (['totp'] as const) : []), ...(session.hasPasskey ? (['passkey'] as const) : [])],
    signedInAt: session.signedInAt.toISOString(),
    isEmergency: session.isEmergency,
  };
