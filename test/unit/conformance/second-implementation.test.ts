import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { utf8 } from '#platform';
import { verifyRequest } from '#federation/messages/request.ts';
import { verifyResponse } from '#federation/messages/response.ts';
import { verifyDossier } from '#kernel/dossier/verify.ts';
import { accordLifeCycles } from '#kernel/lifecycle/accord.ts';
import { commitmentLifeCycle } from '#kernel/lifecycle/commitment.ts';
import { correctionNoticeLifeCycle } from '#kernel/lifecycle/correction-notice.ts';
import { CITY_LIFE_CYCLES } from '#kernel/lifecycle/cities.ts';
import { MEETING_LIFE_CYCLES } from '#kernel/lifecycle/meetings.ts';
import { reviewLifeCycle } from '#kernel/lifecycle/signed-text.ts';
import messages from '../../vectors/message.json' with { type: 'json' };
import dossiers from '../../vectors/dossier.json' with { type: 'json' };
import { mutateBytes } from '../../fuzz/mutate-bytes.ts';
import { dossierTargets } from '../../fuzz/targets/dossier.ts';
import { seeded } from '../../simulation/random.ts';
import { samples, trust } from '../../support/dossiers.ts';
import { published } from '../stix/published.ts';

const root = join(import.meta.dirname, '../../..');
const folder = mkdtempSync(join(tmpdir(), 'entente-second-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Its own process: nothing of the product is loaded there. */
function second(...args: readonly string[]): string {
  const program = join(root, 'test/conformance/second-implementation.mjs');
  return execFileSync(process.execPath, [program, ...args], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
}

type Asked = { readonly bytes: Uint8Array; readonly trust: readonly string[] };
type Verdict = { readonly exit: number; readonly faults: readonly string[] };

function verdicts(asked: readonly Asked[]): Verdict[] {
  const path = join(folder, 'asked.json');
  const list = asked.map(({ bytes, trust: given }) => ({
    dossier: Buffer.from(bytes).toString('base64'),
    trust: given,
  }));
  writeFileSync(path, JSON.stringify(list));
  return JSON.parse(second('verdicts', path)) as Verdict[];
}

const ours = ({ bytes, trust: given }: Asked): Verdict => {
  const { exit, faults } = verifyDossier(bytes, given);
  return { exit, faults: [...new Set(faults.map(({ fault }) => fault))].toSorted() };
};

describe('an implementation that was written from the documents alone', () => {
  it('agrees with every published vector', () => {
    const told = JSON.parse(second('vectors', join(root, 'test/vectors'), join(root, 'docs/protocol/lifecycles.json')));
    expect(told).toEqual({ checked: expect.any(Number), failed: [] });
    expect(told.checked).toBeGreaterThan(250);
  });

  it('gives the same verdict, by the same faults, on every dossier that the product makes', () => {
    expect(verdicts(samples)).toEqual(samples.map(ours));
  });

  it('gives the same verdict on dossiers that were changed, and on those that were signed again after it', () => {
    const random = seeded(3);
    const [, signedAgain] = dossierTargets;
    const originals = dossiers.dossiers.map(({ lines }) => utf8(lines.map((line) => `${line}\n`).join('')));
    const asked = Array.from({ length: 150 }, (_, i): Asked => {
      const changed = mutateBytes(random.pick(originals), random, random.pick(originals), ['null', '{}', '[]', 'feed']);
      return { bytes: i % 3 === 0 ? changed : signedAgain!.mend!(changed, random), trust };
    });
    const exits = (all: readonly Verdict[]) => all.map(({ exit }, i) => `${i}: ${exit}`);
    const expected = asked.map(ours);
    expect(exits(verdicts(asked))).toEqual(exits(expected));
    expect(new Set(expected.map(({ exit }) => exit)).size).toBeGreaterThan(1);
  });
});

describe('the published data', () => {
  it('of life cycles is what the product runs', () => {
    const meetings = Object.fromEntries(
      [...MEETING_LIFE_CYCLES, ...CITY_LIFE_CYCLES].map((cycle) => [cycle.subjectType, cycle]),
    );
    const data = {
      commitment: commitmentLifeCycle,
      'correction-notice': correctionNoticeLifeCycle,
      accord: accordLifeCycles,
      ...meetings,
      review: reviewLifeCycle,
    };
    expect(published('lifecycles.json', data)).toEqual(JSON.parse(JSON.stringify(data)));
  });

  const hex = (text: string) => new Uint8Array(Buffer.from(text, 'hex'));
  type Sent = { method: string; url: string; headers: object; body: string };
  const headOf = ({ method, url, headers }: Sent) => ({
    method,
    targetUri: url,
    headers: { ...headers } as Record<string, string>,
  });
  const check = ({ request, answer }: { request?: Sent; answer?: Omit<typeof messages.answer, 'x'> }) => {
    const asked = request ?? messages.request;
    if (answer === undefined)
      return verifyRequest({ ...headOf(asked), body: utf8(asked.body) }, hex(messages.keys.request));
    const pinned = { keyId: 'identity--22222222-2222-4222-8222-222222222222', publicKey: hex(messages.keys.answer) };
    return verifyResponse({ ...answer, body: utf8(answer.body) }, headOf(asked), pinned);
  };

  it('of messages holds', () => {
    expect(check({ request: messages.first })).toMatchObject({ nonce: { challenge: undefined } });
    expect(check({ request: messages.request })).toMatchObject({ nonce: { challenge: expect.any(String) } });
    check({ answer: messages.answer });
  });

  it.each(messages.refused)('of messages is refused with $name', (changed) => {
    expect(() => check(changed as Parameters<typeof check>[0])).toThrow(expect.objectContaining({ code: 'untrusted' }));
  });
});
