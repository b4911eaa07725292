import { monitorEventLoopDelay } from 'node:perf_hooks';
import { sql } from '#store/db.ts';
import { usedHeap } from '../fuzz/fuzz.ts';
import { seeded } from '../simulation/random.ts';
import { hostileRequest, type Insider, type Known } from './hostile-requests.ts';
import { INTERNALS, raw, type RawAnswer, type RawRequest } from './raw-http.ts';
import { rowCounts } from './row-counts.ts';
import type { MountedRoute } from './routes.ts';
import { eventually, type TestNode } from './two-nodes.ts';

export type EndpointFinding = { readonly says: string; readonly request: string };
export type EndpointTally = {
  readonly requests: number;
  readonly byStatus: Readonly<Record<string, number>>;
  readonly byRoute: Readonly<Record<string, number>>;
  readonly longestStallMs: number;
  readonly grownBytes: number;
  readonly findings: readonly EndpointFinding[];
};
export type Siege = {
  readonly node: TestNode;
  readonly routes: readonly MountedRoute[];
  readonly known: Known;
  readonly insider: Insider;
};

const BATCH = 24;
const WARM = 1000;
const MAX_FINDINGS = 10;
/** The node answers nobody else meanwhile. The attacker lives in the same process, so one look is not enough. */
const LONGEST_STALL = 200;

export async function fuzzEndpoints(siege: Siege, seed: number, milliseconds: number): Promise<EndpointTally> {
  const { node, routes, known, insider } = siege;
  const random = seeded(seed);
  const byStatus: Record<string, number> = {};
  const byRoute: Record<string, number> = {};
  const findings: EndpointFinding[] = [];
  const found = (says: string, request: RawRequest) => {
    if (findings.length < MAX_FINDINGS && !findings.some((one) => one.says === says))
      findings.push({ says, request: shown(request) });
  };
  const delay = monitorEventLoopDelay({ resolution: 5 });
  let [requests, longest] = [0, 0];

  const ask = async (request: RawRequest): Promise<number> => {
    const answer = await answerTo(node.running.url, request);
    const status = typeof answer === 'string' ? answer : String(answer.status);
    byStatus[status] = (byStatus[status] ?? 0) + 1;
    requests++;
    const wrong =
      typeof answer === 'string' ? (answer === 'no answer' ? answer : undefined) : wrongWith(answer, request);
    if (wrong !== undefined) found(wrong, request);
    return typeof answer === 'string' ? 0 : answer.status;
  };
  /** No longer than this process computed: on a busy machine it waits for its turn, which is nobody's stall. */
  const stalledBy = async (batch: readonly RawRequest[]): Promise<number> => {
    const before = process.cpuUsage();
    delay.reset();
    delay.enable();
    await Promise.all(batch.map(ask));
    delay.disable();
    const { user, system } = process.cpuUsage(before);
    return Math.min(delay.max / 1e6, (user + system) / 1e3);
  };

  const end = performance.now() + milliseconds;
  let heapBefore: number | undefined;
  let counts = await settledCounts(node);
  while (performance.now() < end && findings.length < MAX_FINDINGS) {
    const batch: RawRequest[] = [];
    for (let i = 0; i < BATCH; i++) {
      const route = random.pick(routes);
      byRoute[`${route.method} ${route.url}`] = (byRoute[`${route.method} ${route.url}`] ?? 0) + 1;
      const request = hostileRequest(route, known, random);
      const isTheirs = route.url.startsWith('/federation/') && random.chance(0.8);
      batch.push(isTheirs ? await insider.sign(request) : request);
    }
    // Only then is everything loaded that is loaded at its first use.
    if (heapBefore === undefined && requests >= WARM) heapBefore = usedHeap();
    const statuses: number[] = [];
    delay.reset();
    delay.enable();
    await Promise.all(batch.map(async (request) => statuses.push(await ask(request))));
    delay.disable();
    const stall = delay.max / 1e6;
    longest = Math.max(longest, stall);
    if (stall > LONGEST_STALL)
      for (const request of batch) {
        const again = [await stalledBy([request]), await stalledBy([request]), await stalledBy([request])];
        if (Math.min(...again) > LONGEST_STALL)
          found(`nothing else is answered for more than ${LONGEST_STALL} ms`, request);
      }
    const now = await settledCounts(node);
    const isAllRefused =
      stall <= LONGEST_STALL &&
      batch.every(
        ({ method }, i) => method === 'GET' || method === 'HEAD' || (statuses[i] !== 200 && statuses[i] !== 201),
      );
    const written = Object.keys(now).filter((table) => now[table] !== counts[table]);
    if (isAllRefused && statuses.every((status) => status === 0 || status >= 300) && written.length > 0)
      findings.push({
        says: `something was refused, and rows were written to ${written.join(', ')}`,
        request: batch.map(shown).join('\n'),
      });
    counts = now;
  }
  const ready = await answerTo(node.running.url, { path: '/health/ready' });
  if (typeof ready === 'string' || ready.status !== 200)
    findings.push({ says: 'the node is no longer ready', request: '' });
  return {
    requests,
    byStatus,
    byRoute,
    longestStallMs: Math.round(longest),
    grownBytes: heapBefore === undefined ? 0 : usedHeap() - heapBefore,
    findings,
  };
}

/** What was put in is read a little later. */
async function settledCounts(node: TestNode): Promise<Record<string, number>> {
  const { db } = node.running;
  await eventually(async () => {
    const waiting = await db.transaction('node', (tx) =>
      tx.rows(sql`select 1 from statements.statement where read_wanted is not null limit 1`),
    );
    if (waiting.length > 0) throw new Error('a statement waits to be read');
  });
  return rowCounts(db);
}

const PATIENCE = 20_000;

/** The answer; `closed` where the node ends the connection, as it may with what is no HTTP. */
async function answerTo(url: string, request: RawRequest): Promise<RawAnswer | 'closed' | 'not sent' | 'no answer'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'no answer'>((resolve) => (timer = setTimeout(() => resolve('no answer'), PATIENCE)));
  try {
    return await Promise.race([raw(url, request), late]);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code?.startsWith('ERR_') ? 'not sent' : 'closed';
  } finally {
    clearTimeout(timer);
  }
}

/** What may not be in an answer, or must be in a refusal. */
function wrongWith({ status, headers, text }: RawAnswer, { method, path }: RawRequest): string | undefined {
  if (status >= 500) return `status ${status}: ${text.slice(0, 300)}`;
  if (status < 400) return undefined;
  if (INTERNALS.test(text)) return `an answer tells of the inside: ${text.slice(0, 300)}`;
  if (headers['x-content-type-options'] !== 'nosniff' && status !== 431)
    return `an answer of ${status} lacks the headers of every answer`;
  if (method === 'HEAD')
    return text === '' || status === 431 || status === 400 ? undefined : 'HEAD is answered with a body';
  if (!String(headers['content-type']).startsWith('application/problem+json'))
    return `a refusal of ${status} is no problem (${String(headers['content-type'])}) at ${path.split('?')[0]!.slice(0, 60)}`;
  try {
    const problem = JSON.parse(text) as Record<string, unknown>;
    if (problem['status'] !== status || typeof problem['code'] !== 'string' || typeof problem['title'] !== 'string')
      return 'a problem lacks its status, code or title';
  } catch {
    return 'a problem is not JSON';
  }
  return text.length > 20_000 ? 'a refusal echoes what was sent' : undefined;
}

const shown = ({ method = 'GET', path, headers = {}, body }: RawRequest): string => {
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${String(value).slice(0, 300)}`);
  const sent = body === undefined ? '' : Buffer.from(body).toString('utf8').slice(0, 3000);
  return [`${method} ${path.slice(0, 500)}`, ...head, '', sent].join('\n');
};
