import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { decideRelease, explainRelease, RELEASE_REASONS } from '../../../src/kernel/policy/decide.ts';
import type { AccordFacts, ReleaseDecision, ReleaseQuestion } from '../../../src/kernel/policy/decide.ts';
import {
  HANDLING_CODES,
  HANDLING_IDS,
  PAP_IDS,
  PAP_LEVELS,
  resolveMarkings,
  TLP_IDS,
  TLP_LEVELS,
} from '../../../src/kernel/policy/markings.ts';

type Vectors = {
  markings: { name: string; refs: string[]; resolved: unknown }[];
  decisions: { name: string; question: ReleaseQuestion; decision: Partial<ReleaseDecision> }[];
};
const vectors = JSON.parse(readFileSync(new URL('../../vectors/policy.json', import.meta.url), 'utf8')) as Vectors;

test.each(vectors.markings)('markings: $name', ({ refs, resolved }) => {
  expect(resolveMarkings(refs)).toEqual(resolved);
  expect(resolveMarkings([...refs].reverse())).toEqual(resolved);
});

test.each(vectors.decisions)('release: $name', ({ question, decision }) => {
  expect(decideRelease(question)).toMatchObject(decision);
});

test('every reason is met by a published decision, and the documentation lists it', () => {
  const documented = readFileSync(new URL('../../../docs/protocol/marking.md', import.meta.url), 'utf8');
  const met = new Set(vectors.decisions.map(({ decision }) => ('code' in decision ? decision.code : '')));
  for (const [code, line] of Object.entries(RELEASE_REASONS)) {
    // `recalled` is no decision on what is asked: the recall itself writes it over one (test/two-nodes/recall.test.ts).
    if (code !== 'recalled') expect(met).toContain(code);
    expect(documented).toContain(`| \`${code}\` | ${line} |`);
    expect(explainRelease(code)).toBe(line);
  }
});

const A = 'identity--6e7ff9b8-5a0e-4a39-8f7a-7a5c0a8d1b01';
const B = 'identity--1d9ff9b8-5a0e-4a39-8f7a-7a5c0a8d1b02';
const ACCORD = 'accord--0b7c8a52-2f0e-4a57-9a53-5a2a5bb5a001';
const UNKNOWN = 'marking-definition--00000000-0000-4000-8000-000000000001';
const refs = fc.array(
  fc.constantFrom(...Object.values(TLP_IDS), ...Object.values(PAP_IDS), ...Object.values(HANDLING_IDS), UNKNOWN),
  { maxLength: 4 },
);
const optional = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined });
const ceiling = fc.record({
  tlp: fc.constantFrom(...TLP_LEVELS),
  pap: optional(fc.constantFrom(...PAP_LEVELS)),
  handling: optional(fc.subarray([...HANDLING_CODES])),
});
const accord: fc.Arbitrary<AccordFacts> = fc.record({
  id: fc.constant(ACCORD),
  state: fc.constantFrom('proposed', 'ratified', 'in-force', 'in-force', 'in-force', 'suspended', 'terminated'),
  parties: fc.constantFrom([A, B], [B, A]),
  channels: fc.tuple(ceiling, ceiling).map(([one, two]) => [
    { name: 'secretariat', purposes: ['p'], ceiling: one },
    { name: 'exchange', purposes: ['p', 'q'], ceiling: two },
  ]),
});
const question: fc.Arbitrary<ReleaseQuestion> = fc
  .record({
    accord,
    place: fc.constantFrom('shared', 'shared', 'shared', 'internal', 'draft', 'sealed'),
    type: fc.constantFrom('commitment', 'note', 'step', 'accord', 'statement'),
    channel: fc.constantFrom('secretariat', 'secretariat', 'exchange', 'charter', 'other'),
    object: refs,
    parts: fc.array(
      fc.record({ markings: refs, properties: fc.constantFrom(['title'], ['due'], ['abstract'], ['kind']) }),
      { maxLength: 3 },
    ),
    subject: fc.constantFrom(ACCORD, 'commitment--3f1d7a52-6a0e-4b7e-9a53-5a2a5bb5a0c1'),
    purpose: optional(fc.constantFrom('p', 'q')),
  })
  .map(({ accord: facts, place, type, channel, object, parts, subject, purpose }) => ({
    publisher: A,
    recipient: B,
    place,
    accord: facts,
    purpose,
    parts: [{ markings: [], properties: ['type'] }, ...parts],
    record: {
      type,
      accord_ref: ACCORD,
      channel,
      created_by_ref: A,
      object_marking_refs: object,
      subject: { id: subject },
    },
  }));
const runs = { numRuns: 3000 };
const isYes = (q: ReleaseQuestion): boolean => decideRelease(q).outcome === 'yes';

describe('for every question', () => {
  test('nothing above the ceiling is opened, by a measure of its own', () => {
    fc.assert(
      fc.property(question, (q) => {
        const decision = decideRelease(q);
        if (decision.outcome !== 'yes') return;
        const { channel, object_marking_refs: object } = q.record as { channel: string; object_marking_refs: string[] };
        const limit =
          channel === 'charter'
            ? { tlp: 'amber+strict', pap: 'amber', handling: [] }
            : q.accord!.channels.find(({ name }) => name === channel)!.ceiling;
        const allowed = new Set([
          ...TLP_LEVELS.slice(0, TLP_LEVELS.indexOf(limit.tlp as 'red') + 1).map((level) => TLP_IDS[level]),
          ...PAP_LEVELS.slice(0, PAP_LEVELS.indexOf((limit.pap ?? 'clear') as 'red') + 1).map(
            (level) => PAP_IDS[level],
          ),
          ...(limit.handling ?? []).map((code) => HANDLING_IDS[code]),
        ] as string[]);
        for (const index of decision.open)
          for (const ref of [...object, ...q.parts[index]!.markings]) expect(allowed).toContain(ref);
        expect([...decision.open, ...decision.withheld].sort((a, b) => a - b)).toEqual(
          q.parts.map((_, index) => index),
        );
        expect(decision.open).toContain(0);
      }),
      runs,
    );
  });

  test('taking away what the answer rests on never turns no into yes', () => {
    fc.assert(
      fc.property(question, fc.nat(10), (q, what) => {
        const facts = q.accord!;
        const channels = (change: (c: AccordFacts['channels'][number]) => unknown): ReleaseQuestion => ({
          ...q,
          accord: { ...facts, channels: facts.channels.map((c) => change(c) as typeof c) },
        });
        const {
          [(['accord_ref', 'channel', 'created_by_ref', 'object_marking_refs', 'type', 'subject'] as const)[what % 6]!]:
            _gone,
          ...record
        } = q.record;
        const poorer: ReleaseQuestion[] = [
          { ...q, accord: undefined },
          { ...q, accord: { ...facts, channels: [] } },
          { ...q, accord: { ...facts, channels: facts.channels.slice(1) } },
          { ...q, accord: { ...facts, parties: facts.parties.slice(1) } },
          { ...q, accord: { ...facts, state: undefined as never } },
          { ...q, place: undefined as never },
          { ...q, parts: [] },
          channels(({ ceiling: _ceiling, ...rest }) => ({ ...rest, ceiling: {} })),
          channels((c) => ({ ...c, ceiling: { ...c.ceiling, pap: undefined } })),
          channels((c) => ({ ...c, ceiling: { ...c.ceiling, handling: undefined } })),
          channels((c) => ({ ...c, purposes: [] })),
        ];
        if (q.record['type'] !== 'step' && q.record['type'] !== 'accord' && q.record['type'] !== 'statement')
          poorer.push({ ...q, record });
        if (!isYes(q)) for (const less of poorer) expect(isYes(less)).toBe(false);
        expect(isYes({ ...q, accord: undefined })).toBe(false);
      }),
      runs,
    );
  });

  test('a record without its type stays, whatever its parts', () => {
    fc.assert(
      fc.property(question, (q) => {
        const { type: _type, ...record } = q.record;
        expect(isYes({ ...q, record })).toBe(false);
      }),
      runs,
    );
  });

  test('a further granular marking never opens more', () => {
    fc.assert(
      fc.property(question, refs, fc.nat(), (q, more, pick) => {
        // Part 0 is what bears no granular marking.
        const at = 1 + (pick % q.parts.length);
        const before = decideRelease(q);
        const after = decideRelease({
          ...q,
          parts: q.parts.map((part, i) => (i === at ? { ...part, markings: [...part.markings, ...more] } : part)),
        });
        const opened = (d: ReleaseDecision): readonly number[] => (d.outcome === 'yes' ? d.open : []);
        for (const index of opened(after)) expect(opened(before)).toContain(index);
      }),
      runs,
    );
  });

  test('outside the charter nothing leaves unless the accord is in force, and internal records never', () => {
    fc.assert(
      fc.property(question, (q) => {
        if (!isYes(q)) return;
        expect(q.record['channel'] === 'charter' || q.accord!.state === 'in-force').toBe(true);
        expect(q.place).toBe('shared');
        expect(q.record['type']).not.toBe('statement');
      }),
      runs,
    );
  });

  test('only the state of the accord makes it wait', () => {
    fc.assert(
      fc.property(question, (q) => {
        const decision = decideRelease(q);
        if (decision.outcome !== 'wait') return;
        expect(['proposed', 'ratified', 'suspended']).toContain(q.accord!.state);
        expect(decideRelease({ ...q, accord: { ...q.accord!, state: 'in-force' } }).outcome).not.toBe('wait');
      }),
      runs,
    );
  });
});
