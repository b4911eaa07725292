import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { accountRoutes } from '#api/account-routes.ts';
import { createApp } from '#api/app.ts';
import { metricRoutes } from '#api/metrics/routes.ts';
import { openRequestCounts } from '#api/metrics/requests.ts';
import { openCursors } from '#api/cursor.ts';
import { openRates, RATES } from '#api/rate.ts';
import { calendarFeed } from '#api/calendar/feed-route.ts';
import { invitationRoutes, invitationSender } from '#api/calendar/invite.ts';
import { calendarRoutes } from '#api/calendar/routes.ts';
import { callersOf, personAt } from '#api/callers.ts';
import { commentRoutes } from '#api/comments.ts';
import { draftRoutes } from '#api/drafts.ts';
import { deletionRoutes } from '#api/deletion.ts';
import { downloadRoutes } from '#api/downloads.ts';
import { exportRoutes } from '#api/exports.ts';
import { feedRoutes } from '#api/feeds.ts';
import type { Module, NodeContext } from '#api/module.ts';
import { holdRoutes } from '#api/holds.ts';
import { releaseLimitRoutes } from '#api/release-limits.ts';
import { healthRoutes } from '#api/health.ts';
import { keyRoutes } from '#api/key-routes.ts';
import { openHub } from '#api/live/hub.ts';
import { eventRoutes } from '#api/live/routes.ts';
import { openNotices } from '#api/notices/service.ts';
import { openWebhookCalls } from '#api/notices/call-webhook.ts';
import { deadlineWatch } from '#api/today/deadlines.ts';
import { todayRoutes } from '#api/today/routes.ts';
import { nodeRoutes } from '#api/node-routes.ts';
import { shippedGrants } from '#api/permissions.ts';
import { providerRoutes } from '#api/provider-routes.ts';
import { ceilingRoutes } from '#api/ceilings.ts';
import { markingRoutes } from '#api/marking.ts';
import { placingRoutes } from '#api/placing.ts';
import { reachRoutes } from '#api/reach.ts';
import { rightsRoutes } from '#api/rights-routes.ts';
import { recordRoutes } from '#api/records.ts';
import { securityRoutes } from '#api/security-routes.ts';
import { emergencyAlarm, signInNoter } from '#api/sign-in/alarm.ts';
import { recordPageRoutes } from '#api/record-page.ts';
import { searchRoutes } from '#api/search.ts';
import { openSignIn } from '#api/sign-in/sign-in.ts';
import { uploadRoutes } from '#api/uploads.ts';
import { openDocuments } from '#documents/make-document.ts';
import { loop } from '#federation/loop.ts';
import { challengeSessions } from '#federation/messages/challenges.ts';
import { registerFederation } from '#federation/messages/fastify.ts';
import { federationRoutes } from '#federation/serve.ts';
import { heldRoutes } from '#federation/serve-held.ts';
import { fileRoutes } from '#federation/serve-files.ts';
import { heardUnder } from '#federation/take-key.ts';
import { startUpkeep } from '#federation/upkeep.ts';
import { startWorker } from '#federation/worker.ts';
import { Failure } from '#kernel/errors.ts';
import { mayReach, rangesOf } from '#federation/outbound/addresses.ts';
import { openOutbound } from '#federation/outbound/open-outbound.ts';
import { messageKeys } from '#kernel/protocol/keys.ts';
import { fingerprint } from '#kernel/log/fingerprint.ts';
import { accordModule } from '#modules/accord/module.ts';
import { commitmentsModule } from '#modules/commitments/module.ts';
import { citiesModule } from '#modules/cities/module.ts';
import { meetingsModule } from '#modules/meetings/module.ts';
import { oversightModule } from '#modules/oversight/module.ts';
import { reviewModule } from '#modules/review/module.ts';
import { STATEMENT_DAYS } from '#modules/statements/desk/desk.ts';
import { statementsModule } from '#modules/statements/module.ts';
import { openAccessLog } from '#store/access.ts';
import { placeAccesses } from '#store/access-log.ts';
import { KEY_DAYS } from '#store/backup/backup-keys.ts';
import { sweepBackupKeys } from '#store/backup/sweep.ts';
import { gathered } from '#store/gather.ts';
import { openHeldEntries } from '#store/held-entries.ts';
import { openPointReader } from '#store/point.ts';
import { lineOf, openDb, refuseStrongRole, sql, type Db } from '#store/db.ts';
import { beginInstance } from '#store/instance.ts';
import { openKeys } from '#store/keys.ts';
import { isLoopbackHost, LOOPBACK_ONLY } from './network.ts';
import { migrate } from '#store/migrate.ts';
import { keepSelf, partyById } from '#store/parties.ts';
import { dropKeys, messageSigner } from '#store/own-keys.ts';
import { takeShipped } from '#store/people/grant.ts';
import { openFiller } from '#store/search/fill.ts';
import { openPulse } from '#store/pulse.ts';
import { makeSelf, type Self } from '#store/self.ts';
import type { Node, NodeConfig } from './node-config.ts';

export type { Node, NodeConfig } from './node-config.ts';

/** Milliseconds between two looks of the modules at what there is to do, when nobody tells them. */
const LOOK_EVERY = 5_000;
/** Milliseconds for which an entry of the access log may be without its place in the tree. */
const PLACE_EVERY = 1_000;
const WEB_FOLDER = join(import.meta.dirname, '../build/web');
const VERIFY_PAGE = join(import.meta.dirname, '../build/verify/verify.html');

/** The composition root: everything that a node is, from its folder and its database; closed as a whole. */
export async function createNode(config: NodeConfig): Promise<Node> {
  await mkdir(config.dataDir, { recursive: true, mode: 0o700 });
  const keys = await openKeys(config.dataDir, config.randomBytes ?? bytes, config.keySecret);
  await migrate(config.owner, config.appRole);
  const db = openDb(config.database);
  const self: Self = makeSelf(keys, {
    partyId: config.party.id,
    now: config.now ?? (() => new Date()),
    randomBytes: config.randomBytes ?? bytes,
    uuid: randomUUID,
  });
  const url = config.url ?? `http://127.0.0.1:${config.port}`;
  const { network = LOOPBACK_ONLY, pagesUrl = url } = config;
  const outbound = openOutbound({
    allowed: { ranges: rangesOf(network.reach), isLoopback: isLoopbackHost(new URL(url).hostname) },
    origins: config.model === undefined ? [] : [new URL(config.model.url).origin],
  });
  const asking = config.fetch ?? outbound.fetch;
  const closing: (() => Promise<void>)[] = [() => db.close(), outbound.close];
  const close = async (): Promise<void> => {
    let failed: { readonly error: unknown } | undefined;
    // What cannot end well must not keep the rest, and with it the process, alive.
    for (const end of closing.splice(0).reverse()) await end().catch((error: unknown) => (failed ??= { error }));
    if (failed) throw failed.error;
  };
  try {
    await refuseStrongRole(db.pool);
    const start = { dataDir: config.dataDir, now: self.now(), randomBytes: bytes };
    if ((await beginInstance(db, start)).isRestored)
      config.report('this node was restored: it takes back what its partners hold before it signs anything for them');
    const { dataDir, backupKeyDays: days = KEY_DAYS, report } = config;
    closing.push(sweepBackupKeys({ dataDir, days, now: self.now, report }));
    await db.transaction('node', async (tx) => {
      const known = await partyById(tx, self.partyId);
      if (known?.isSelf) keys.use(known.publicKey);
      await keepSelf(tx, { ...config.party, url, publicKey: self.publicKey }, self.now());
      await takeShipped(tx, shippedGrants());
    });
    const held = openHeldEntries();
    const access = openAccessLog(db, held);
    const signIn = openSignIn({
      pool: db.pool,
      baseUrl: pagesUrl,
      partyId: self.partyId,
      secret: keys.sessionSecret,
      report: config.report,
      now: self.now,
      randomBytes: self.randomBytes,
      fetch: asking,
      alarm: emergencyAlarm({ db, access, report: config.report }),
      note: signInNoter({ access }),
    });
    const pulse = openPulse(self.now);
    const reachable = Promise.withResolvers<void>();
    const worker = await startWorker({
      pulse,
      listening: reachable.promise,
      db,
      self,
      fetch: asking,
      report: config.report,
      dropKeys: () => dropKeys(db, self, keys),
      ...(config.pullEvery === undefined ? {} : { pullEvery: config.pullEvery }),
    });
    closing.push(worker.stop);
    const upkeep = startUpkeep({
      pulse,
      db,
      owner: config.owner,
      self,
      report: config.report,
      ...(config.upkeepEvery === undefined ? {} : { every: config.upkeepEvery }),
      ...(config.pullEvery === 'never' ? { every: 'never' } : {}),
      ...(config.purgeAfter === undefined ? {} : { purgeAfter: config.purgeAfter }),
    });
    closing.push(upkeep.stop);
    // One at a time: each looks for what this process wrote before it began.
    const place = gathered(
      async (asks: readonly null[]) => {
        await placeAccesses({ db, self, held, access, report: config.report });
        return asks.map(() => undefined);
      },
      { most: 1_000, lanes: 1 },
    );
    const placeAccessesNow = (): Promise<void> => place(null);
    const placeNews = async () => (held.hasNews() ? placeAccessesNow() : undefined);
    const placing = loop(pulse.watch('access-log', placeNews), {
      every: config.pullEvery === 'never' ? 'never' : PLACE_EVERY,
      report: config.report,
    });
    placing.now();
    closing.push(async () => {
      await placing.stop();
      if (config.pullEvery !== 'never') await placeAccessesNow();
    });
    const rates = openRates(config.rates ?? RATES, () => performance.now());
    const requests = openRequestCounts();
    const app = await createApp({
      rates,
      network: { ...network, isSecure: url.startsWith('https:') },
      webFolder: WEB_FOLDER,
      verifyPage: VERIFY_PAGE,
      ready: () => isReady(db),
      answered: (answered) => {
        requests.note(answered);
        config.log?.(answered);
      },
      report: (error, where) => config.report(`${where}: ${lineOf(error)}`),
    });
    closing.push(() => app.close());
    const atEnd = (end: () => Promise<void>): void => void closing.push(end);
    const listening: Promise<unknown>[] = [];
    const every = config.pullEvery ?? LOOK_EVERY;
    const inBackground: NodeContext['inBackground'] = (channel, work) => {
      const name = channel.replace(/^entente_/, '');
      const working = loop(pulse.watch(name, work), { every, report: config.report });
      const heard = every === 'never' ? undefined : db.listen(channel, working.now);
      if (heard) listening.push(heard);
      closing.push(async () => {
        await working.stop();
        await (
          await heard
        )?.();
      });
    };
    const fillSearch = openFiller(db, self.now);
    let isClosing = false;
    inBackground('entente_outbox', async () => void (await fillSearch({ isStopped: () => isClosing })));
    closing.push(async () => void (isClosing = true));
    const { statementDays = STATEMENT_DAYS } = config;
    const documents = openDocuments(join(config.dataDir, 'templates'));
    closing.push(documents.close);
    const model = { settings: config.model, dataDir, now: self.now, report, fetch: outbound.fetch };
    const modules: readonly Module[] = [
      accordModule,
      commitmentsModule,
      meetingsModule,
      citiesModule(dataDir),
      oversightModule,
      reviewModule,
      statementsModule(model),
    ];
    const points = openPointReader(db, held);
    const context = {
      placeAccesses: placeAccessesNow,
      db,
      self,
      ownUrl: pagesUrl,
      modules,
      access,
      points,
      fetch: asking,
      atEnd,
      inBackground,
      statementDays,
      documents,
    };
    const callerOf = callersOf(db, signIn, { ownOrigin: new URL(pagesUrl).origin, now: self.now });
    const hub = openHub({ db, secret: keys.sessionSecret, now: self.now, randomBytes: bytes });
    atEnd(hub.stop);
    inBackground('entente_live', hub.work);
    const reach = rangesOf(config.outboundAllowed ?? network.reach);
    const calls = openWebhookCalls({
      mayReach: (address) => mayReach(address, { ranges: reach, isLoopback: false }),
      isPublic: (address) => mayReach(address, { ranges: rangesOf([]), isLoopback: false }),
    });
    const notices = openNotices({
      db,
      self,
      url: pagesUrl,
      secret: keys.sessionSecret,
      outbound: calls,
      report: config.report,
    });
    inBackground('entente_notices', notices.spread);
    inBackground('entente_messages', notices.deliver);
    inBackground('entente_deadlines', deadlineWatch(context));
    const personOf = personAt(db, self.now);
    const inviting = { ...context, personAt: personOf, secret: keys.sessionSecret };
    inBackground('entente_invitations', invitationSender(inviting));
    const routes = [
      ...eventRoutes(hub),
      ...notices.routes,
      ...todayRoutes(context),
      ...calendarRoutes(context),
      ...invitationRoutes(context),
      calendarFeed({ ...context, personAt: personOf }),
      ...nodeRoutes(context),
      ...healthRoutes(context, pulse),
      ...metricRoutes(context, { pulse, requests, dataDir }),
      ...keyRoutes(context, keys),
      ...recordRoutes(context),
      ...rightsRoutes(context),
      ...placingRoutes(context),
      ...markingRoutes(context),
      ...ceilingRoutes(context),
      ...reachRoutes(context),
      ...searchRoutes(context),
      ...recordPageRoutes(context),
      ...commentRoutes(context),
      ...draftRoutes(context, keys.sessionSecret),
      ...feedRoutes(context),
      ...exportRoutes(context),
      ...deletionRoutes(context),
      ...holdRoutes(context),
      ...releaseLimitRoutes(context),
      ...uploadRoutes(context),
      ...downloadRoutes(context),
      ...securityRoutes(context, signIn),
      ...accountRoutes(context, signIn),
      ...providerRoutes(context, signIn),
      ...modules.flatMap((module) => module.routes?.(context) ?? []),
    ];
    await Promise.all(listening);
    const { checkAnswer } = config;
    const mounting = { callerOf, access, now: self.now, cursors: openCursors(keys.sessionSecret), rates, checkAnswer };
    for (const route of routes) route.mount(app, mounting);
    signIn.mount(app);
    registerFederation(
      app,
      {
        keysFor: (id) => keysOfPartner(db, id),
        heardUnder: (id, key) => db.transaction('node', (tx) => heardUnder(tx, id, key, self.now())),
        ownKeyId: self.partyId,
        signFor: async (id) => (await messageSigner(db, self, id)).sign,
        sessions: challengeSessions({ monotonicMs: () => performance.now(), randomness: bytes }),
        baseUrl: url,
        report: (error) => config.report(`federation: ${lineOf(error)}`),
      },
      [
        ...heldRoutes({ db, self, ...(config.pageEntries === undefined ? {} : { pageEntries: config.pageEntries }) }),
        ...federationRoutes(
          { db, self, ...(config.pageEntries === undefined ? {} : { pageEntries: config.pageEntries }) },
          worker.wake,
        ),
        ...fileRoutes(db, self),
      ],
    );
    await app.listen({ port: config.port, host: network.host }).catch((cause: unknown) => {
      const code = (cause as NodeJS.ErrnoException).code;
      throw code === 'EADDRINUSE'
        ? new Failure('conflict', `port ${config.port} is in use; choose another`, { cause })
        : cause;
    });
    reachable.resolve();
    // What only starting needed goes before somebody asks: a seventh of the memory. The launcher's flags allow it.
    globalThis.gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' });
    return {
      url,
      pagesUrl,
      self,
      keys,
      get fingerprint() {
        return fingerprint(self.partyId, self.publicKey);
      },
      db,
      signIn,
      worker,
      modules,
      fillSearch,
      close,
    };
  } catch (error) {
    await close().catch(() => {}); // why it began is told
    throw error;
  }
}

const bytes = (size: number): Uint8Array => new Uint8Array(randomBytes(size));

async function isReady(db: Db): Promise<boolean> {
  return (
    (await db.transaction({ classes: [] }, (tx) => tx.row(sql`select 1 from store.party where is_self`))) !== undefined
  );
}

async function keysOfPartner(db: Db, id: string): Promise<readonly Uint8Array[]> {
  const party = await db.transaction('node', (tx) => partyById(tx, id));
  return party && !party.isSelf ? messageKeys(party.keys) : [];
}
