import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ROLES } from '#api/permissions.ts';

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
