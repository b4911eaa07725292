import { describe, expect, it } from 'vitest';
import { readInStages, readStatement } from '#modules/statements/read/read-statement.ts';
import { describeStages } from '../../../src/cli/read-stages.ts';
import { between } from './statements.ts';

const TEXT = [
  'Home | News | Contact',
  '',
  'Ministry of Justice of Alveria',
  'Sorrel, 4 March 2031',
  '',
  'On 4 March 2031, the Minister of Justice of Alveria, Oskan Reel, met the Minister of Police of Brennland, Tova Ilmar, in Port Sorrel.',
  '',
  'The two ministers welcomed the close friendship between their peoples. They recalled that a hotline had been opened in 2029. They called on all armed groups to lay down their weapons. They condemned the bomb attack on the Orm bridge in January 2031.',
  '',
  'Both sides agreed to establish a joint cell and to share data on stolen cars every month. They agreed to raise trade in farm goods. This initiative will reduce crime.',
  '',
  'Brennland invited the Minister of Justice to visit Brennland.',
  '',
  'Related stories',
  'Alveria will build a bridge',
  '',
].join('\n');

describe('the stages of a reading', () => {
  const stages = readInStages(TEXT);
  const words = ({ start, end }: { start: number; end: number }): string => TEXT.slice(start, end);

  it('text: tells what is read from what stands around it', () => {
    const roles = new Map(stages.blocks.map((block) => [words(block).slice(0, 16), block.role]));
    expect(roles.get('Sorrel, 4 March ')).toBe('dateline');
    expect(roles.get('Both sides agree')).toBe('body');
    expect(roles.get('Alveria will bui')).toBe('boilerplate');
    expect(stages.date).toBe('2031-03-04');
  });

  it('sentences: one by one, with the verbs that could undertake', () => {
    const one = stages.sentences.find((sentence) => words(sentence).startsWith('Both sides'));
    expect(one && words(one)).toBe(
      'Both sides agreed to establish a joint cell and to share data on stolen cars every month.',
    );
    expect(one?.verbs).toContain('agreed');
  });

  it('parties, and persons with their offices and sides', () => {
    const [a = [], b = []] = Object.values(stages.parties);
    expect([a[0], b[0]]).toEqual(['Alveria', 'Brennland']);
    expect(stages.persons.map(({ name, side }) => [name, stages.parties[side ?? '']?.[0]])).toEqual(
      expect.arrayContaining([
        ['Oskan Reel', 'Alveria'],
        ['Tova Ilmar', 'Brennland'],
      ]),
    );
  });

  it('meeting, events and incidents', () => {
    expect(stages.meeting && words(stages.meeting)).toContain('met the Minister of Police');
    expect(stages.events).toMatchObject([{ place: 'Brennland' }]);
    expect(stages.incidents).toMatchObject([{ date: '2031-01' }]);
  });

  it('undertakings: each with the words that decided', () => {
    expect(stages.undertakings.map((one) => [one.kind, one.status])).toEqual([
      ['establish-mechanism', 'agreed'],
      ['information-sharing', 'agreed'],
      ['event-attendance', 'invited'],
    ]);
    expect(stages.undertakings[0]?.why.join(' ')).toMatch(/agreed to.*Both sides.*joint cell/u);
  });

  it.each([
    ['The two ministers welcomed', 'rhetoric', 'welcomed'],
    ['They recalled', 'background', 'recalled'],
    ['called on all armed groups', 'third party', 'called on all armed'],
    ['agreed to raise trade', 'out of scope', 'trade'],
    ['This initiative will', 'what a thing does', 'initiative will'],
  ])('left out: “%s …” is %s', (start, reason, decided) => {
    const one = stages.left.find((left) => words(left).includes(start) || start.includes(words(left).slice(0, 12)));
    expect(one?.reason).toBe(reason);
    expect(one?.words).toContain(decided);
  });

  it('end in the same records as a reading', () => {
    const reading = readStatement(TEXT);
    expect(stages.undertakings).toEqual(reading.commitments);
    expect(stages.participants).toEqual(reading.participants);
    expect([stages.meeting]).toEqual(reading.meetings);
  });

  it('are printed in order, and for another language its records alone', () => {
    const printed = describeStages(TEXT, stages);
    const at = [
      '1 Text',
      '2 Sentences',
      '3 Parties',
      '4 Persons',
      '5 Meeting',
      '6 Undertakings',
      '7 Events',
      '8 Incidents',
      'Left out',
    ].map((title) => printed.indexOf(`\n${title}\n`));
    expect(at.every((place, index) => place > (at[index - 1] ?? 0))).toBe(true);
    expect(readInStages('双方同意每年举行一次会议。').undertakings).toHaveLength(1);
  });

  it('say nothing was left out where all is owed', () => {
    expect(readInStages(between('Both sides agreed to establish a hotline.')).left).toEqual([]);
  });
});
