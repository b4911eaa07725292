import { describe, expect, it } from 'vitest';
import { bodyOf, mailOf } from '#api/notices/compose.ts';
import { EN } from '#api/notices/words/en.ts';
import { UR } from '#api/notices/words/ur.ts';
import { ZH } from '#api/notices/words/zh.ts';
import { NOTICE_KIND_NAMES } from '#kernel/notices/kinds.ts';
import { TLP_IDS } from '#kernel/policy/markings.ts';
import type { Carried } from '#store/notices/messages.ts';

const SECRET = 'the-eleventh-berth';
const facts = (markings: readonly string[], more: object = {}) =>
  JSON.stringify({ accord: 'accord--1', channel: 'c', markings, ...more });
const notice = (changes: Partial<Carried> = {}): Carried => ({
  id: '00000000-0000-4000-8000-000000000001',
  kind: 'step-received',
  persons: null,
  permission: 'records.read',
  by: null,
  class: 1,
  markings: facts([TLP_IDS.green]),
  subject: `commitment--${SECRET}`,
  type: 'commitment',
  accord: `accord--${SECRET}`,
  facts: JSON.stringify({ verb: 'dispute', party: SECRET, state: 'refused', due: SECRET }),
  at: new Date('2026-01-10T10:00:00Z'),
  ...changes,
});
const names = (party: string) => (party === SECRET ? `Party of ${SECRET}` : undefined);
const letter = (notices: readonly Carried[], locale = 'en') =>
  mailOf({ notices, person: { name: 'A <b>officer', locale }, names, url: 'https://node.example' });

const closed: [string, string][] = [
  ['amber', facts([TLP_IDS.amber])],
  ['amber+strict', facts([TLP_IDS['amber+strict']])],
  ['red', facts([TLP_IDS.red])],
  ['unmarked', facts([])],
  ['marked with what nobody knows', facts(['marking-definition--00000000-0000-4000-8000-000000000009'])],
  ['green in a compartment', facts([TLP_IDS.green], { compartment: 'x' })],
  ['green of a case', facts([TLP_IDS.green], { case: 'x' })],
];

describe.each(NOTICE_KIND_NAMES)('a message of %s', (kind) => {
  it.each(closed)('about what is %s says that there is something, and nothing of it', (_, markings) => {
    const one = notice({ kind, markings });
    for (const locale of ['en', 'zh-Hans', 'ur']) {
      const mail = letter([one], locale);
      const said = JSON.stringify([mail, bodyOf(one, { names, url: 'https://node.example' })]);
      expect(said).not.toContain(SECRET);
      expect(said).not.toContain(kind);
      expect(said).toContain(`/notifications?open=${one.id}`);
      for (const words of [EN, ZH, UR])
        for (const id of ['verb.dispute', 'type.commitment', 'state.refused'] as const)
          expect(said).not.toContain(words[id]);
    }
  });

  it('about what is green or clear says in every language what happened', () => {
    for (const markings of [facts([TLP_IDS.green]), facts([TLP_IDS.clear]), null])
      for (const locale of ['en', 'zh-Hans', 'ur']) {
        const { subject } = letter([notice({ kind, markings })], locale);
        expect(subject.length).toBeGreaterThan(10);
        expect(subject).not.toMatch(/[{}]|undefined|null/);
      }
  });
});

describe('a letter', () => {
  it('has the language and direction of its reader, and keeps what they are called from being read as markup', () => {
    const ur = letter([notice()], 'ur');
    expect(ur.html).toContain('<div lang="ur" dir="rtl">');
    expect(letter([notice()], 'zh').html).toContain('<div lang="zh-Hans" dir="ltr">');
    expect(letter([notice()], 'fr').language).toBe('en');
    expect(ur.html).toContain('A &lt;b&gt;officer');
  });

  it('that gathers names what may be named, and counts the rest', () => {
    const { subject, text } = letter([notice(), notice({ markings: facts([TLP_IDS.red]) })]);
    expect(subject).toBe('Entente: 2 things are new');
    expect(text).toContain(`Party of ${SECRET} took a step on a commitment: disputed`);
    expect(text).toContain(EN['mail.closed']);
  });

  it('says everything in every language, with the same to be filled in', () => {
    const wanted = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([one]) => one).sort();
    for (const words of [ZH, UR])
      for (const [id, text] of Object.entries(EN))
        expect(wanted(words[id as keyof typeof EN]), id).toEqual(wanted(text));
  });
});
