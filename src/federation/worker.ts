import { toBase64 } from '#platform';
import { isSameHash } from '#kernel/log/merkle.ts';
import { messageKeys } from '#kernel/protocol/keys.ts';
import { Failure } from '#kernel/errors.ts';
import { CHUNK_BYTES } from '#kernel/file/commitment.ts';
import { lineOf, type Db } from '#store/db.ts';
import { messageSigner } from '#store/own-keys.ts';
import { noteContact, parties, partyById, type Party } from '#store/parties.ts';
import type { Pulse } from '#store/pulse.ts';
import { releaseQueued } from '#store/release.ts';
import type { Self } from '#store/self.ts';
import { lockSequencer, sequence } from '#store/sequencer.ts';
import { sweepUploads } from '#store/uploads.ts';
import { fetchFiles } from '#federation/fetch-files.ts';
import { learnKey } from '#federation/learn-key.ts';
import { loop, type Loop } from '#federation/loop.ts';
import { partnerClient, type PartnerClient } from '#federation/messages/client.ts';
import { heardUnder } from '#federation/take-key.ts';
import { beginAnew } from '#federation/begin-anew.ts';
import { pull } from '#federation/pull.ts';
import { recover, reopenRecovered } from '#federation/recover.ts';
import { WAKE_PATH } from '#federation/wire.ts';

export type WorkerOptions = {
  readonly db: Db;
  readonly self: Self;
  readonly fetch: typeof globalThis.fetch;
  /** One line for the administrator. */
  readonly report: (line: string) => void;
  /** After each publishing: keys that nothing needs any more are destroyed. */
  readonly dropKeys?: () => Promise<void>;
  /** Milliseconds between two pulls when nobody wakes us; `never`: nothing runs but what is called. */
  readonly pullEvery?: number | 'never';
  readonly pulse?: Pulse;
  /** Once partners can reach us: called before, they would ask in vain and wait longer for it. */
  readonly listening?: Promise<void>;
};

export type Worker = {
  /** The partner has news: pull now. */
  readonly wake: (partner: string) => void;
  /** Decides, sequences and pulls once, to the end: for tests and for a clean stop. */
  readonly settle: () => Promise<void>;
  /** The steps of it. `pull` throws where the partner does not answer. */
  readonly publish: () => Promise<void>;
  readonly pull: (partner: string) => Promise<void>;
  readonly stop: () => Promise<void>;
};

const LIMITS = { timeoutMs: 20_000, maxBytes: 20 * 1024 * 1024 };
const PULL_EVERY = 5_000;
/** A chunk of 1 MiB over a slow line; what answers with more is not giving one. */
const FILE_LIMITS = { timeoutMs: 120_000, maxBytes: CHUNK_BYTES };
const SWEEP_EVERY = 60 * 60 * 1000;

/**
 * Carries effects out of the database: what is queued is decided and sequenced, partners are woken, and what partners publish
 * is pulled. It keeps no state of its own: each pass begins from the database, so a crash at any point is followed by the same code.
 */
export async function startWorker(options: WorkerOptions): Promise<Worker> {
  const { db, self, report, pullEvery = PULL_EVERY, listening = Promise.resolve() } = options;
  const isIdle = pullEvery === 'never';
  const clients = new Map<string, PartnerClient>();
  const pulls = new Map<string, Loop>();
  const fetches = new Map<string, Loop>();
  const every = isIdle ? pullEvery : PULL_EVERY;
  const watch = options.pulse?.watch ?? ((_: string, work: () => Promise<void>) => work);
  const outbox = loop(watch('publish', publish), { every, report });
  const sweepNow = async () => void (await db.transaction('node', (tx) => sweepUploads(tx, self.now())));
  const sweep = loop(watch('sweep-uploads', sweepNow), {
    every: isIdle ? pullEvery : SWEEP_EVERY,
    report,
  });
  // A call to a partner who does not answer must not hold up the end.
  const stopping = new AbortController();
  const calling: typeof globalThis.fetch = (input, init) => {
    const signals = init?.signal ? [init.signal, stopping.signal] : [stopping.signal];
    return options.fetch(input, { ...init, signal: AbortSignal.any(signals) });
  };
  const unlisten = isIdle ? undefined : await db.listen('entente_outbox', outbox.now);

  async function publish(): Promise<void> {
    const grown = await publishQueued(db, self);
    await options.dropKeys?.();
    if (isIdle) return;
    const partners = await partnersNow();
    for (const partner of partners) if (grown.has(partner.id)) void wakePartner(partner);
  }

  async function partnersNow(): Promise<Party[]> {
    const partners = (await db.transaction('node', parties)).filter((party) => !party.isSelf);
    for (const partner of partners) {
      const { id } = partner;
      // Begun behind the end it would never be stopped.
      if (pulls.has(id) || stopping.signal.aborted) continue;
      const pulling = loop(
        watch(`pull ${id}`, () => pullFrom(id)),
        { every: pullEvery, report: () => {} },
      );
      pulls.set(id, pulling);
      // Beside the pull: however large a file is and however slow it comes, the feed is not held up.
      fetches.set(
        id,
        loop(
          watch(`files ${id}`, () => fetchFrom(id)),
          { every: pullEvery, report: () => {} },
        ),
      );
      pulling.now();
      // Whoever gave us up for away, or missed our last call, asks again.
      void listening.then(() => wakePartner(partner));
    }
    return partners;
  }

  function clientFor(partner: Party, limits = LIMITS): PartnerClient {
    const earlier = earlierKeys(partner);
    const pinned = [partner.publicKey, ...earlier].map(toBase64);
    const key = [partner.id, partner.url, limits.maxBytes, ...pinned].join(' ');
    const known = clients.get(key);
    if (known) return known;
    const made = clientBy({ partner, earlier, limits }, async (message) =>
      (await messageSigner(db, self, partner.id)).sign(message),
    );
    clients.set(key, made);
    return made;
  }

  const earlierKeys = ({ keys, publicKey }: Party): Uint8Array[] =>
    messageKeys(keys).filter((one) => !isSameHash(one, publicKey));

  type Facing = { readonly partner: Party; readonly earlier: readonly Uint8Array[]; readonly limits: typeof LIMITS };

  function clientBy({ partner, earlier, limits }: Facing, sign: Self['sign']): PartnerClient {
    return partnerClient({
      baseUrl: partner.url,
      ownKeyId: self.partyId,
      sign,
      partnerKey: { keyId: partner.id, publicKey: partner.publicKey, earlier },
      keyNow: async () => {
        const now = await db.transaction('node', (tx) => partyById(tx, partner.id));
        return now && { keyId: now.id, publicKey: now.publicKey, earlier: earlierKeys(now) };
      },
      heardUnder: (heard) => db.transaction('node', (tx) => heardUnder(tx, partner.id, heard, self.now())),
      fetch: calling,
      randomness: self.randomBytes,
      limits,
    });
  }

  /** Lost on the way it does no harm: the partner pulls by itself too. */
  async function wakePartner(partner: Party): Promise<void> {
    await clientFor(partner)
      .call({ method: 'POST', path: WAKE_PATH })
      .catch(() => undefined);
  }

  async function pullFrom(id: string): Promise<void> {
    const partner = (await db.transaction('node', parties)).find((party) => party.id === id);
    if (!partner || partner.isSelf) return;
    const name = partner.names['en'] ?? id;
    try {
      const puller = { db, self, partner, client: clientFor(partner) };
      await learnKey({
        db,
        self,
        partner,
        clientWith: ({ sign }) => clientBy({ partner, earlier: earlierKeys(partner), limits: LIMITS }, sign),
      });
      const recovering = await recover(puller);
      const forked = recovering ? [] : await beginAnew(puller);
      const { news, faults, failures, unread } = await pull(puller, recovering?.unready);
      const back = recovering ? await reopenRecovered(puller, new Set([...recovering.unready, ...unread])) : [];
      for (const { fault, line } of [...(recovering?.faults ?? []), ...forked, ...faults, ...back])
        report(`partner ${name}: ${fault}: ${line}`);
      if (news) outbox.now();
      fetches.get(id)?.now();
      if (failures.length > 0) throw failures[0];
      await db.transaction('node', (tx) => noteContact(tx, id, self.now(), null));
    } catch (error) {
      const isExpected = error instanceof Failure;
      if (!isExpected) report(`partner ${name}: its feeds could not be taken: ${lineOf(error)}`);
      const said = isExpected ? error.message : 'an error of this node; its log has it';
      await db.transaction('node', (tx) => noteContact(tx, id, self.now(), said));
      throw error; // the loop waits longer before it tries again
    }
  }

  /** A partner who does not answer is named by the pull; a file that is not what it should be, here. */
  async function fetchFrom(id: string): Promise<void> {
    const partner = (await db.transaction('node', parties)).find((party) => party.id === id);
    if (!partner || partner.isSelf) return;
    const name = partner.names['en'] ?? id;
    try {
      await fetchFiles({
        db,
        self,
        partner: id,
        client: clientFor(partner, FILE_LIMITS),
        pauseMs: pullEvery === 'never' ? PULL_EVERY : pullEvery,
        report: (line) => report(`partner ${name}: ${line}`),
      });
    } catch (error) {
      if (!(error instanceof Failure)) report(`partner ${name}: its files could not be taken: ${lineOf(error)}`);
      throw error; // the loop waits longer before it tries again
    }
  }

  outbox.now();
  sweep.now();
  return {
    wake: (partner) => pulls.get(partner)?.now(),
    settle: async () => {
      await publish();
      for (const partner of await partnersNow()) await pullFrom(partner.id);
      await publish();
    },
    publish,
    pull: pullFrom,
    stop: async () => {
      stopping.abort();
      await unlisten?.();
      const loops = [outbox, sweep, ...pulls.values(), ...fetches.values()];
      await Promise.all(loops.map((one) => one.stop()));
    },
  };
}

/** One transaction under the sequencer's lock: the charter first, since it decides what the other channels may do. */
export async function publishQueued(db: Db, self: Self): Promise<Set<string>> {
  const grown = new Set<string>();
  for (let more = true; more;) {
    more = await db.transaction('node', async (tx) => {
      await lockSequencer(tx);
      const charter = await releaseQueued(tx, self, 'charter');
      for (const recipient of await sequence(tx, self, charter.letOut)) grown.add(recipient);
      const others = await releaseQueued(tx, self, 'others');
      const written = await sequence(tx, self, others.letOut);
      for (const recipient of written) grown.add(recipient);
      return charter.count + others.count > 0 || written.size > 0;
    });
  }
  return grown;
}
