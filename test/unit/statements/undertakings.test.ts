import { describe, expect, it } from 'vitest';
import { commitmentsOf } from './statements.ts';

describe('what is an undertaking', () => {
  it.each([
    'The two sides agreed to share data on stolen cars.',
    'Alveria will train ten detectives.',
    'It was decided that a joint investigation team will be set up.',
    'Both ministers pledged to combat arms trafficking.',
    'Brennland intends to open a liaison office for police matters.',
    'The two sides remain committed to addressing drug trafficking.',
    'They reached consensus on convening a working group every year.',
  ])('is: %s', (sentence) => {
    expect(commitmentsOf(sentence).found).toHaveLength(1);
  });

  it.each([
    ['rhetoric', 'The two sides underscored the importance of cooperation against crime.'],
    ['relations', 'They agreed to further strengthen their relations and friendship.'],
    ['background', 'The two sides had agreed in 2029 to share police data.'],
    ['a call on others', 'The ministers called on all armed groups to lay down their weapons.'],
    ['what a thing does', 'This initiative will improve police coordination, which will reduce crime.'],
    ['what is refused', 'Alveria will not allow attacks on police.'],
    ['trade', 'Both sides agreed to raise trade in farm goods.'],
  ])('is not, being %s: %s', (_reason, sentence) => {
    expect(commitmentsOf(sentence).words).toEqual([]);
  });
});

describe('one or two', () => {
  it.each([
    ['to A, and to B', 'The two sides agreed to open a police hotline, and to hold a joint exercise in June 2031.', 2],
    [
      'while doing B',
      'Both sides agreed to combat organised crime, while expanding the training of police officers.',
      2,
    ],
    [
      'that A and that B',
      'They agreed that Alveria will train ten officers and that Brennland will provide patrol vehicles.',
      2,
    ],
    [
      'including B',
      'Alveria announced new security measures for Brennish workers, including the establishment of a guard unit.',
      2,
    ],
    ['different kinds', 'They agreed to establish a joint task force and hold its first meeting in May 2031.', 2],
    ['one thing in two verbs', 'They agreed to identify and arrest drug traffickers.', 1],
  ])('%s', (_case, sentence, count) => {
    expect(commitmentsOf(sentence).words).toHaveLength(count);
  });

  it('reads the items of a list under the verb that opens it', () => {
    const { found, reading } = commitmentsOf(
      'The two sides agreed:\n- to establish a cyber contact group;\n- to train twelve analysts by May 2032.\n',
    );
    expect(found.map(({ kind, due }) => [kind, due])).toEqual([
      ['establish-mechanism', undefined],
      ['training', '2032-05'],
    ]);
    expect(found[0]?.why[0]).toContain('list');
    expect(reading.commitments.every(({ responsible }) => responsible === 'both')).toBe(true);
  });
});

describe('kind, status, responsible, recurrence, due', () => {
  it.each([
    [
      'Both sides agreed to establish a hotline.',
      { kind: 'establish-mechanism', status: 'agreed', responsible: 'both' },
    ],
    [
      'The working group will meet every three months.',
      { kind: 'recurring-meeting', status: 'agreed', responsible: 'both', recurrence: 'every three months' },
    ],
    ['The next meeting will be held in June 2032.', { kind: 'recurring-meeting', due: '2032-06' }],
    [
      'The two sides will share information on fugitives by 30 May 2031.',
      { kind: 'information-sharing', due: '2031-05-30' },
    ],
    ['They agreed to investigate the case jointly.', { kind: 'investigation' }],
    ['They agreed to protect the embassies and their staff.', { kind: 'protection-measure' }],
    ['They agreed to consider opening a liaison office.', { kind: 'establish-mechanism', status: 'proposed' }],
    ['The two sides discussed the possibility of opening a joint training centre.', { status: 'proposed' }],
    [
      'They agreed to hold a joint exercise before the end of May 2031.',
      { kind: 'event-attendance', due: '2031-05-31' },
    ],
  ])('%s', (sentence, expected) => {
    expect(commitmentsOf(sentence).found).toMatchObject([expected]);
  });

  it.each([
    ['Alveria requested Brennland to provide vehicles.', 'Brennland', 'requested'],
    ['The Alverian side hoped that the Brennish side would arrest the suspects.', 'Brennland', 'requested'],
    ['Brennland invited the Minister of Justice of Alveria to visit Brennland.', 'Alveria', 'invited'],
    ['Alveria is seeking technical support from Brennland.', 'Brennland', 'requested'],
    ['Alveria will provide ten patrol boats.', 'Alveria', 'announced'],
    ['The Brennish side undertook to arrest the suspects.', 'Brennland', 'agreed'],
  ])('%s', (sentence, side, status) => {
    const { found, reading } = commitmentsOf('The Brennish side and the Alverian side spoke.', sentence);
    expect(found).toHaveLength(1);
    expect(found[0]?.status).toBe(status);
    expect(reading.parties[found[0]?.responsible ?? '']).toContain(side);
  });

  it('does not take the name of an institution for what is undertaken', () => {
    expect(
      commitmentsOf('Alveria will provide vehicles to the National Investigation and Training Academy.').found,
    ).toMatchObject([{ kind: 'capacity-building' }]);
  });

  it('says why', () => {
    expect(commitmentsOf('Both sides agreed to establish a hotline.').found[0]?.why.join(' ')).toMatch(
      /agreed to.*Both sides.*hotline/u,
    );
  });
});
