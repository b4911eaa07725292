import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '#kernel/errors.ts';
import type { JsonObject, JsonValue } from '#kernel/json/types.ts';
import { parseStrict } from '#kernel/json/strict.ts';
import { formatTimestamp } from '#kernel/stix/timestamps.ts';
import { permissionsOf, ROLES, type Role } from '#api/permissions.ts';
import { step } from '#api/steps.ts';
import { accordById } from '#store/accords.ts';
import { admit } from '#store/admit.ts';
import { sql } from '#store/db.ts';
import { ensureDatabase } from '#store/embedded/databases.ts';
import { startPostgres } from '#store/embedded/supervisor.ts';
import { keepPartner, partyById } from '#store/parties.ts';
import { seatPerson } from '#store/people/seat-person.ts';
import { issueToken } from '#store/people/token.ts';
import { newest } from '#store/records.ts';
import { calendarOf, type ExampleScript } from './example-script.ts';
import { createNode, type Node } from './node.ts';
import { dayOf, playExample, referred, type Player } from './play-example.ts';
import { playPapers, type Office } from './play-papers.ts';

type Texts = Readonly<Record<string, string>>;
type ExampleParty = {
  readonly slug: string;
  readonly uuid: string;
  readonly name: Texts;
  readonly language: string;
  readonly accounts: readonly { readonly role: Role; readonly unit: Texts; readonly officer: string }[];
};
type Example = {
  readonly A: ExampleParty;
  readonly B: ExampleParty;
  readonly accord: JsonObject;
  /** What became of it, where the example tells. */
  readonly script: ExampleScript | undefined;
};

export type DemonstrationOptions = {
  readonly dataDir: string;
  readonly exampleDir: string;
  readonly ports: readonly [number, number];
  /** The accord, and nothing of what the example tells under it. */
  readonly isEmpty: boolean;
  readonly report: (line: string) => void;
};

export type DemonstrationNode = {
  readonly name: string;
  readonly party: string;
  readonly url: string;
  /** Signs the secretary in, once. */
  readonly signIn: string;
  readonly fingerprint: string;
  readonly accord: string;
  readonly tokens: Readonly<Record<string, string>>;
};

export type Demonstration = {
  readonly nodes: readonly DemonstrationNode[];
  readonly ended: Promise<void>;
  readonly close: () => Promise<void>;
};

const TOKEN_NAME = 'demonstration';

/** Two paired nodes of an example, each with its own database, keys and accounts, and the example's accord ratified by both. */
export async function startDemonstration(options: DemonstrationOptions): Promise<Demonstration> {
  const example = await readExample(options);
  const postgres = await startPostgres({ dataDir: options.dataDir, log: options.report });
  const closing: (() => Promise<void>)[] = [() => postgres.stop()];
  const close = async (): Promise<void> => {
    for (const end of closing.splice(0).reverse()) await end();
  };
  try {
    const nodes: Node[] = [];
    for (const [i, party] of [example.A, example.B].entries()) {
      const names = {
        name: `entente_${party.slug}`,
        ownerRole: `entente_${party.slug}_owner`,
        appRole: `entente_${party.slug}`,
      };
      const { ownerUrl, appUrl } = await ensureDatabase(postgres, names);
      const node = await createNode({
        dataDir: join(options.dataDir, 'nodes', party.slug),
        database: appUrl,
        owner: ownerUrl,
        appRole: names.appRole,
        port: options.ports[i]!,
        pagesUrl: `http://localhost:${options.ports[i]!}`,
        party: { id: `identity--${party.uuid}`, names: party.name },
        report: (line) => options.report(`${party.slug}: ${line}`),
      });
      closing.push(node.close);
      nodes.push(node);
    }
    const [a, b] = nodes as [Node, Node];
    await pair(a, b);
    await pair(b, a);
    const accord = await accordInForce(a, b, example);
    const shown = [await openAccounts(a, example.A, accord), await openAccounts(b, example.B, accord)];
    if (example.script) {
      const players = { A: playerOf(a, example.A), B: playerOf(b, example.B) };
      const stage = await playExample(example.script, accord, players);
      const { papers } = example.script;
      const offices = { A: officeOf(a, shown[0]!), B: officeOf(b, shown[1]!) };
      const { calendar } = stage;
      if (papers)
        await playPapers(papers, { accord, offices, calendar, meeting: referred(stage, `meeting:${papers.of}`)! });
    }
    return { nodes: shown, ended: postgres.exited, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function readExample({ exampleDir: dir, isEmpty }: DemonstrationOptions): Promise<Example> {
  const read = async (name: string): Promise<JsonValue> => {
    const text = await readFile(join(dir, name)).catch((cause: unknown) => {
      throw new Failure('bad-input', `there is no example at ${dir}`, { cause });
    });
    return parseStrict(new Uint8Array(text));
  };
  const parties = (await read('parties.json')) as unknown as Pick<Example, 'A' | 'B'>;
  const ids = { A: `identity--${parties.A.uuid}`, B: `identity--${parties.B.uuid}` };
  const script =
    !isEmpty && existsSync(join(dir, 'year.json'))
      ? ((await read('year.json')) as unknown as ExampleScript)
      : undefined;
  return { ...parties, accord: withIdentities((await read('accord.json')) as JsonObject, ids), script };
}

/** The example says A and B; an accord names identities. */
function withIdentities(accord: JsonObject, ids: { A: string; B: string }): JsonObject {
  const idOf = (side: string): string => (side === 'A' || side === 'B' ? ids[side] : side);
  const list = (value: JsonValue | undefined): JsonValue => (Array.isArray(value) ? (value as string[]).map(idOf) : []);
  const names = accord['party_names'] as JsonObject;
  return {
    ...accord,
    parties: list(accord['parties']),
    party_names: Object.fromEntries(Object.entries(names).map(([side, name]) => [idOf(side), name])),
    themes: (accord['themes'] as JsonObject[]).map((theme) => ({ ...theme, owed_by: list(theme['owed_by']) })),
  };
}

/** In the demonstration both administrators are here: the cards are exchanged without a ceremony. */
async function pair(node: Node, partner: Node): Promise<void> {
  const card = await partner.db.transaction('node', (tx) => partyById(tx, partner.self.partyId));
  await node.db.transaction('node', async (tx) => {
    await keepPartner(tx, card!, node.self.now());
    await tx.run(sql`select pg_notify('entente_outbox', '')`);
  });
}

const secretary = {
  unit: 'Secretariat',
  officerNumber: '',
  rights: { seats: [], clearance: { tlp: 'clear', handling: [] }, compartments: [], cases: [] },
} as const;

async function accordInForce(a: Node, b: Node, example: Example): Promise<string> {
  const at = accordDay(a, example);
  const written = { ...example.accord, created: formatTimestamp(at), modified: formatTimestamp(at) };
  const id = (await firstAccord(a)) ?? (await a.db.transaction('node', (tx) => admit(tx, a.self, written))).id;
  for (let tries = 0; tries < 100; tries++) {
    for (const node of [a, b]) {
      await node.db.transaction('node', async (tx) => {
        const accord = await accordById(tx, id);
        const hasStepped =
          accord &&
          [...accord.fold.history.map((item) => item.step), ...accord.pending].some(
            (one) => one.publisher === node.self.partyId && one.verb === 'ratify',
          );
        if (accord && accord.state === 'proposed' && !hasStepped)
          await step(tx, { self: { ...node.self, now: () => at }, modules: node.modules, caller: secretary }, id, {
            verb: 'ratify',
          });
      });
    }
    const states = await Promise.all(
      [a, b].map((node) => node.db.transaction('node', async (tx) => (await accordById(tx, id))?.state)),
    );
    if (states.every((state) => state !== undefined && state !== 'proposed')) return id;
    await a.worker.settle();
    await b.worker.settle();
  }
  throw new Failure('unavailable', 'the two nodes of the demonstration did not come to terms');
}

/** An author may say when something was made; when it was published, received and noted in a feed is the truth of this machine. */
function accordDay({ self }: Node, { script }: Example): Date {
  const now = self.now();
  return script === undefined ? now : new Date(calendarOf(dayOf(now), {})(script.accord)!);
}

const firstAccord = (node: Node): Promise<string | undefined> =>
  node.db.transaction(
    'node',
    async (tx) =>
      (await newest(tx, { type: 'accord', limit: 200 })).find(({ object }) => object['parent_ref'] === undefined)?.id,
  );

const playerOf = (node: Node, party: ExampleParty): Player => ({
  node,
  account: (role) => {
    const { unit, officer } = party.accounts.find((one) => one.role === role)!;
    return { id: `${party.slug}-${role}`, unit: unit['en']!, officer };
  },
});

const officeOf = (node: Node, { tokens }: DemonstrationNode): Office => ({
  url: node.url,
  token: tokens['secretary']!,
  party: node.self.partyId,
});

async function openAccounts(node: Node, party: ExampleParty, accord: string): Promise<DemonstrationNode> {
  const { pool } = node.db;
  const tokens: Record<string, string> = {};
  await node.db.transaction('node', (tx) => tx.run(sql`delete from people.token where name = ${TOKEN_NAME}`));
  for (const { role, unit, officer } of party.accounts) {
    const id = `${party.slug}-${role}`;
    await node.signIn.savePerson({
      id,
      party: node.self.partyId,
      name: unit['en']!,
      locale: party.language,
      officerNumber: officer,
    });
    const accordId = role === 'administrator' ? null : accord;
    await seatPerson(pool, { personId: id, role, unit, accordId, at: node.self.now() });
    const scopes = permissionsOf(role);
    tokens[role] = (
      await issueToken(pool, { personId: id, name: TOKEN_NAME, scopes, at: node.self.now() }, node.self.randomBytes)
    ).token;
  }
  const missing = ROLES.filter((role) => !(role in tokens));
  if (missing.length > 0) throw new Failure('bad-input', `the example has no account for ${missing.join(', ')}`);
  return {
    name: party.slug,
    party: node.self.partyId,
    url: node.pagesUrl,
    signIn: await node.signIn.createSignInLink(`${party.slug}-secretary`),
    fingerprint: node.fingerprint,
    accord,
    tokens,
  };
}
