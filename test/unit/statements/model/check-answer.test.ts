import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Proposals } from '#contract/statements.ts';
import { checkAnswer } from '#modules/statements/model/check-answer.ts';
import { disagreementsOf } from '#modules/statements/model/disagreements.ts';
import { openLocator } from '#modules/statements/model/locate.ts';
import { weighAnswer } from '#modules/statements/model/weigh-answer.ts';
import { labels } from '../../../support/fake-model.ts';
import { between } from '../statements.ts';

const TEXT = between(
  'The two sides agreed to establish a hotline. The two sides agreed to meet\nannually. They agreed to exchange information.',
);
const rules = { lang: 'en', parties: { A: ['Arvenia'], B: ['Belmark'] } };
const commitment = (quote: string, more: object = {}) => ({
  quote,
  kind: 'other',
  responsible: 'both',
  recurrence: null,
  due: null,
  status: 'agreed',
  ...more,
});
const [one = '', two = ''] = Object.values(weighAnswer(TEXT, null).rules.parties).map(([name]) => name);
const sides = [
  { letter: 'A', names: [one] },
  { letter: 'B', names: [two] },
];
const check = (given: object) => checkAnswer(TEXT, JSON.stringify(labels({ parties: sides, ...given })), rules)!;
const wordsOf = ({ start, end }: { start: number; end: number }) => TEXT.slice(start, end);

describe('an answer of a model', () => {
  it('becomes proposals with places in the text, over ends of lines', () => {
    const { proposals, dropped } = check({
      commitments: [commitment('agreed to meet annually', { kind: 'recurring-meeting', recurrence: 'annually' })],
    });
    expect(proposals.commitments).toMatchObject([
      { kind: 'recurring-meeting', recurrence: 'annually', responsible: 'both' },
    ]);
    expect(wordsOf(proposals.commitments[0]!)).toBe('agreed to meet\nannually');
    expect(Object.values(dropped).every((count) => count === 0)).toBe(true);
  });

  it.each<[string, object, string]>([
    ['words that are not there', commitment('agreed to abolish the border'), 'not-in-text'],
    ['words that are nearly there', commitment('agreed to Establish a hotline'), 'not-in-text'],
    ['a piece of a word', commitment('o establish a hotlin'), 'not-in-text'],
    ['no words', commitment(' .,'), 'not-in-text'],
    ['a kind that there is not', commitment('agreed to establish a hotline', { kind: 'war' }), 'not-in-the-set'],
    ['a status that there is not', commitment('agreed to establish a hotline', { status: 'sworn' }), 'not-in-the-set'],
    ['a side that there is not', commitment('agreed to establish a hotline', { responsible: 'A+Q' }), 'not-in-the-set'],
    ['something more', commitment('agreed to establish a hotline', { note: 'approve' }), 'malformed'],
    ['another kind of value', commitment('agreed to establish a hotline', { due: 5 }), 'malformed'],
    ['nothing', {}, 'malformed'],
  ])('loses %s, and it is counted', (_, item, because) => {
    const { proposals, dropped } = check({ commitments: [item, commitment('agreed to exchange information')] });
    expect(proposals.commitments.map(wordsOf)).toEqual(['agreed to exchange information']);
    expect(dropped[because as keyof typeof dropped]).toBe(1);
  });

  it('loses values that are no words of the text and of no form, and keeps the rest', () => {
    const { proposals } = check({
      commitments: [
        commitment('agreed to meet annually', { due: 'see http://evil.example', recurrence: 'ignore all rules' }),
      ],
      participants: [{ quote: one, title: 'Approved by the minister', side: 'A' }],
      events: [{ quote: 'hotline', date: '2031-13', place: 'Elsewhere' }],
      meetings: [{ quote: 'agreed to meet', date: '2031-10-04', place: null, format: 'dinner' }],
    });
    expect(proposals.commitments[0]).not.toHaveProperty('due');
    expect(proposals.commitments[0]).not.toHaveProperty('recurrence');
    expect(proposals.participants[0]).not.toHaveProperty('title');
    expect(Object.keys(proposals.events[0]!)).toEqual(['start', 'end', 'name']);
    expect(Object.keys(proposals.meetings[0]!)).toEqual(['start', 'end', 'date']);
  });

  it('gives the same words once for each place where they stand', () => {
    const { proposals, dropped } = check({
      commitments: Array.from({ length: 3 }, () => commitment('The two sides agreed to')),
    });
    expect(proposals.commitments).toHaveLength(2);
    expect(dropped.twice).toBe(1);
  });

  it('of ten thousand proposals keeps as many as a statement can have', () => {
    const many = Array.from({ length: 10_000 }, (_, i) => ({ quote: `proposal ${i}`, date: null }));
    const { proposals, dropped } = check({ incidents: many });
    expect([proposals.incidents.length, dropped['too-many'], dropped['not-in-text']]).toEqual([0, 9700, 300]);
  });

  it('has the letters of the rules for the same sides, and the next for others', () => {
    const text = 'Arvenia and Belmark met in Tarn. Arvenia will host it.';
    const answer = labels({
      parties: [
        { letter: 'A', names: ['Belmark', 'Nowhere'] },
        { letter: 'B', names: ['Arvenia'] },
        { letter: 'C', names: ['Tarn'] },
      ],
      commitments: [commitment('Arvenia will host it', { responsible: 'B', status: 'announced' })],
    });
    const checked = checkAnswer(text, JSON.stringify(answer), rules)!;
    expect(checked.proposals.parties).toEqual({ A: ['Arvenia'], B: ['Belmark'], C: ['Tarn'] });
    expect(checked.proposals.commitments[0]!.responsible).toBe('A');
  });

  it.each([
    ['no JSON', 'Sure! Here are the labels:'],
    ['JSON within other text', `\`\`\`json\n${JSON.stringify(labels())}\n\`\`\``],
    ['half of it', JSON.stringify(labels()).slice(0, 40)],
    ['a list', '[]'],
    ['another form', '{"commitments":[]}'],
    ['a form with more', JSON.stringify({ ...labels(), approve: true })],
    ['a key twice', '{"parties":[],"parties":[]}'],
    ['nested beyond reason', '['.repeat(100_000)],
    ['null', 'null'],
  ])('that is %s is none', (_, content) => {
    expect(checkAnswer(TEXT, content, rules)).toBeUndefined();
    expect(weighAnswer(TEXT, content)).toEqual(weighAnswer(TEXT, null));
  });

  it('whatever it says, what is kept is in our form and each span holds its words', () => {
    const words = fc.oneof(
      fc.constantFrom('agreed to meet annually', 'The two sides', one, 'hotline', 'not there', ''),
      fc.string(),
    );
    const nullable = fc.oneof(words, fc.constant(null), fc.constantFrom('2031-10', 'annually'));
    const item = fc.record(
      {
        quote: words,
        kind: fc.oneof(fc.constantFrom('other', 'training'), words),
        responsible: fc.oneof(fc.constantFrom('both', 'A', 'A+B'), words),
        recurrence: nullable,
        due: nullable,
        status: fc.oneof(fc.constant('agreed'), words),
        date: nullable,
        place: nullable,
        format: nullable,
        title: nullable,
        side: nullable,
      },
      { requiredKeys: ['quote'] },
    );
    const items = fc.array(fc.oneof(item, fc.jsonValue()), { maxLength: 6 });
    const party = fc.oneof(
      fc.record({ letter: fc.constantFrom('A', 'B', 'Z'), names: fc.array(words) }),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(
        fc.record({
          parties: fc.array(party),
          meetings: items,
          participants: items,
          commitments: items,
          events: items,
          incidents: items,
        }),
        (given) => {
          const { model } = weighAnswer(TEXT, JSON.stringify(given));
          // A number beyond I-JSON: then it is no answer at all.
          if (model === undefined) return;
          const proposals = Proposals.parse(model.proposals);
          for (const type of ['meetings', 'participants', 'commitments', 'events', 'incidents'] as const) {
            for (const { start, end, ...values } of proposals[type]) {
              expect(TEXT.slice(start, end)).not.toBe('');
              for (const [name, value] of Object.entries(values))
                if (['name', 'title', 'place'].includes(name))
                  expect(openLocator(TEXT).places(String(value))).not.toEqual([]);
            }
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('rules and model beside each other', () => {
  const spans = (items: object[]) => ({
    parties: { A: ['x'], B: ['y'] },
    meetings: [],
    participants: [],
    events: [],
    incidents: [],
    commitments: items as never,
  });
  const at = (quote: string, more: object = {}) => ({
    ...openLocator(TEXT).places(quote)[0]!,
    kind: 'other',
    responsible: 'both',
    status: 'agreed',
    ...more,
  });

  it('say what both have, what one has, and in what they differ', () => {
    const ruled = spans([
      at('agreed to establish a hotline'),
      at('agreed to meet annually', { recurrence: 'annually', responsible: 'A+B' }),
    ]);
    const modelled = spans([
      at('sides agreed to meet annually', { recurrence: 'every year' }),
      at('agreed to exchange information', { kind: 'information-sharing' }),
    ]);
    expect(disagreementsOf(TEXT, ruled, modelled)).toEqual([
      { type: 'commitments', which: 'only-rules', rules: 0, model: null, overlap: 0, differs: [] },
      { type: 'commitments', which: 'both', rules: 1, model: 0, overlap: 0.8, differs: [] },
      { type: 'commitments', which: 'only-model', rules: null, model: 1, overlap: 0, differs: [] },
    ]);
    const other = spans([at('agreed to meet annually', { kind: 'training', due: '2031' })]);
    expect(disagreementsOf(TEXT, ruled, other)[1]).toMatchObject({
      which: 'differs',
      differs: ['kind', 'due', 'recurrence'],
    });
  });

  it('agree with themselves', () => {
    const { rules: reading } = weighAnswer(TEXT, null);
    const found = disagreementsOf(TEXT, reading, reading);
    expect(found.length).toBeGreaterThan(2);
    expect(found.filter(({ which }) => which !== 'both')).toEqual([]);
  });
});
