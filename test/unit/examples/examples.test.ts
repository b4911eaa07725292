import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ROLES } from '#api/permissions.ts';
import { VERBS } from '#kernel/stix/values.ts';
import { calendarOf } from '../../../src/example-script.ts';

const folder = new URL('../../../examples/', import.meta.url);
const examples = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());

const text = z.strictObject({
  en: z.string().min(1),
  zh: z.string().min(1),
  ur: z.string().min(1),
});
const tlp = z.enum(['clear', 'green', 'amber', 'amber+strict', 'red']);
const pap = z.enum(['clear', 'green', 'amber', 'red']);
const party = z.enum(['A', 'B']);
const key = z.string().regex(/^[a-z][a-z0-9-]*$/);

const accordDraft = z.strictObject({
  type: z.literal('accord'),
  spec_version: z.literal('2.1'),
  channel: z.literal('charter'),
  name: text,
  parties: z.tuple([z.literal('A'), z.literal('B')]),
  party_names: z.strictObject({ A: text, B: text }),
  channels: z
    .array(
      z.strictObject({
        name: key,
        title: text,
        purposes: z.array(key).min(1),
        ceiling: z.strictObject({ tlp, pap, handling: z.array(z.enum(['H0', 'H1', 'H2', 'H3'])) }),
        default_markings: z.strictObject({ tlp, pap }),
        retention_days: z.int().positive(),
      }),
    )
    .min(1),
  legal_bases: z.array(
    z.strictObject({
      key,
      title: text,
      in_force: z.boolean(),
      date: z.string().regex(/^\d{4}(-\d{2}){0,2}$/),
    }),
  ),
  themes: z
    .array(
      z.strictObject({
        key,
        title: text,
        mechanism: z.string().regex(/^M([1-9]|1[0-3])$/),
        owed_by: z.array(party).min(1),
        cadence: z.enum(['P3M', 'P6M', 'P1Y']).optional(),
      }),
    )
    .min(1),
  entry_into_force: z.enum(['at-once', 'by-step']),
});

const partyData = z.strictObject({
  slug: key,
  uuid: z.uuidv4(),
  name: text,
  short: text,
  aliases: z.array(z.string().min(1)).min(1),
  language: z.enum(['en', 'zh', 'ur']),
  time_zone: z.string(),
  accounts: z.array(z.strictObject({ role: z.enum(ROLES), unit: text, officer: z.string() })),
});

const written = z.strictObject({
  by: party,
  on: z.string(),
  as: z.enum(ROLES).optional(),
  key,
  record: z.looseObject({ type: z.string() }),
  file: z.string().optional(),
  occurrence: z.int().nonnegative().optional(),
});
const stepped = z.strictObject({
  by: party,
  on: z.string(),
  as: z.enum(ROLES).optional(),
  of: z.string(),
  verb: z.string(),
  reason: z.string().optional(),
  evidence: z.string().optional(),
});
const script = z.strictObject({
  accord: z.string(),
  days: z.record(z.string(), z.string()),
  rounds: z.array(z.array(z.union([written, stepped])).min(1)).min(1),
  papers: z
    .strictObject({
      of: z.string(),
      readouts: z
        .array(z.strictObject({ by: z.enum(['A', 'B']), title: z.string(), published: z.string(), text: z.string() }))
        .length(2),
      review: z.strictObject({ from: z.string(), until: z.string() }),
    })
    .optional(),
});

const read = (example: string, file: string): string => readFileSync(new URL(`${example}/${file}`, folder), 'utf8');
const strictness = ['clear', 'green', 'amber', 'amber+strict', 'red'];

describe.each(examples.map((entry) => entry.name))('the example %s', (example) => {
  const accord = accordDraft.parse(JSON.parse(read(example, 'accord.json')));
  const parties = z.strictObject({ A: partyData, B: partyData }).parse(JSON.parse(read(example, 'parties.json')));

  test('names every channel, theme and legal basis once, and leaves the built-in charter channel out', () => {
    for (const keys of [
      accord.channels.map((c) => c.name),
      accord.themes.map((t) => t.key),
      accord.legal_bases.map((b) => b.key),
    ]) {
      expect(new Set(keys).size).toBe(keys.length);
    }
    expect(accord.channels.map((c) => c.name)).not.toContain('charter');
    expect(accord.channels.map((c) => c.name)).toContain('secretariat');
  });

  test('marks nothing above a channel’s ceiling by default', () => {
    for (const { ceiling, default_markings } of accord.channels) {
      expect(strictness.indexOf(default_markings.tlp)).toBeLessThanOrEqual(strictness.indexOf(ceiling.tlp));
      expect(strictness.indexOf(default_markings.pap)).toBeLessThanOrEqual(strictness.indexOf(ceiling.pap));
    }
  });

  test('gives each party one account for every role', () => {
    for (const side of [parties.A, parties.B]) {
      expect(side.accounts.map((account) => account.role)).toEqual(ROLES);
      expect(new Set(side.accounts.map((account) => account.officer)).size).toBe(ROLES.length);
    }
    expect(parties.A.uuid).not.toBe(parties.B.uuid);
  });

  test('has a statement of an action matrix’s length that ends with a line feed', () => {
    const statement = read(example, 'statement.en.txt');
    const words = statement.split(/\s+/).length;
    expect(words).toBeGreaterThan(150);
    expect(words).toBeLessThan(500);
    expect(statement.endsWith('.\n')).toBe(true);
  });
});

describe('what an example tells of a year', () => {
  const told = script.parse(JSON.parse(read('pakistan-china', 'year.json')));
  const acts = told.rounds.flatMap((round, n) => round.map((act) => ({ ...act, n })));
  const writings = acts.flatMap((act) => ('record' in act ? [act] : []));
  const rounds = new Map(writings.map(({ record, key: name, n }) => [`${record.type}:${name}`, n]));

  test('names nothing twice, and rests only on what was written by then', () => {
    expect(rounds.size).toBe(writings.length);
    const types = new Set(writings.map(({ record }) => record.type));
    const named = (one: string) => /^([a-z-]+):[a-z0-9-]+$/.exec(one)?.[1];
    for (const act of acts) {
      const texts = JSON.stringify('record' in act ? act.record : act.of).match(/"[^"]*"/g) ?? [];
      for (const one of texts.map((quoted) => quoted.slice(1, -1)))
        if (types.has(named(one) ?? '')) expect(rounds.get(one), one).toBeLessThanOrEqual(act.n);
    }
  });

  test('steps by verbs that its records know, in rounds after they were written', () => {
    const verbs: Readonly<Record<string, readonly string[]>> = VERBS;
    for (const act of acts) {
      if ('record' in act) continue;
      expect(verbs[act.of.split(':')[0]!], act.of).toContain(act.verb);
      expect(rounds.get(act.of), act.of).toBeLessThan(act.n);
    }
  });

  test('happened after its accord and before the day on which it is told', () => {
    const calendar = calendarOf('2026-11-30', told.days);
    const began = calendar(told.accord)!;
    for (const { on } of acts) {
      expect(calendar(on)! > began, on).toBe(true);
      expect(calendar(on)! < '2026-11-30', on).toBe(true);
    }
  });

  test('means a day that every month has by a day of the month', () => {
    const at = (today: string) => calendarOf(today, { session: '{today+9d}' });
    expect(at('2026-01-20')('{session}')).toBe('2026-02-01');
    expect(at('2026-11-23')('{session-3mT10:00}')).toBe('2026-09-02T10:00');
    expect(at('2026-11-23')('{today-30d 09:00}')).toBe('2026-10-24T09:00:00.000Z');
    expect(at('2026-11-23')('A day')).toBeUndefined();
  });
});

test('pakistan-china covers all thirteen mechanisms and tells its statement in three languages', () => {
  const { themes, legal_bases } = accordDraft.parse(JSON.parse(read('pakistan-china', 'accord.json')));
  expect(new Set(themes.map((theme) => theme.mechanism)).size).toBe(13);
  expect(legal_bases.filter((basis) => !basis.in_force).map((basis) => basis.key)).toEqual([
    'un-cybercrime-convention',
  ]);
  const paragraphs = ['en', 'zh', 'ur'].map((lang) => {
    const file = `statement.${lang}.txt`;
    expect(existsSync(new URL(`pakistan-china/${file}`, folder))).toBe(true);
    return read('pakistan-china', file).split('\n\n').length;
  });
  expect(new Set(paragraphs).size).toBe(1);
});
