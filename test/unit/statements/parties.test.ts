import { describe, expect, it } from 'vitest';
import { readStatement } from '#modules/statements/read/read-statement.ts';
import { between, commitmentsOf } from './statements.ts';

describe('parties and sides', () => {
  it('finds countries that no list knows, name and adjective together', () => {
    const { parties } = readStatement(
      between('The Alverian side thanked the Brennish side.', 'Alveria and Brennland agreed to share police data.'),
    );
    expect(Object.values(parties).flat()).toEqual(expect.arrayContaining(['Alveria', 'Alverian', 'Brennland']));
    expect(Object.keys(parties)).toEqual(['A', 'B']);
  });

  it('takes a country that only owns an office', () => {
    const { parties } = readStatement(
      'The Minister of Security of Casmor spoke with Lethia’s Minister of the Interior. He asked her to share police data.',
    );
    expect(Object.values(parties).flat()).toEqual(['Casmor', 'Lethia']);
  });

  it('takes the two with delegations, not the third that is talked about', () => {
    const { parties } = readStatement(
      'The Minister of Interior of Chile and the Minister of Security of Argentina met in Lima. The Chilean side agreed to share data with the Argentine side. Both condemned attacks from Bolivia and urged Bolivia to stop.',
    );
    expect(Object.values(parties).map((names) => names[0])).toEqual(['Chile', 'Argentina']);
  });

  it('takes all that the head of the text names in one breath', () => {
    const { parties } = readStatement(
      'The ministers of Fiji, Tonga, Samoa and Vanuatu met in Suva on 2 May 2031. They agreed to share police data.',
    );
    expect(Object.keys(parties)).toEqual(['A', 'B', 'C', 'D']);
  });

  it('takes teams and organisations that act', () => {
    const { parties } = readStatement(
      'The Director of Eastwick CERT and the Director of Westmoor CERT met on 2 May 2031. Eastwick CERT and Westmoor CERT agreed to share indicators.',
    );
    expect(parties).toEqual({ A: ['Eastwick CERT'], B: ['Westmoor CERT'] });
  });

  it('gives a capital the voice of its government and no voice as a place', () => {
    const read = (sentence: string) => readStatement(`Chile and Peru held security talks on 2 May 2031. ${sentence}`);
    const [one] = read('Santiago is a city, but Lima will train twenty Chilean officers.').commitments;
    const reading = read('A workshop for police officers was offered. Chile will train twenty officers in Lima.');
    expect(reading.parties[one?.responsible ?? '']?.[0]).toBe('Peru');
    expect(reading.parties[reading.commitments[0]?.responsible ?? '']?.[0]).toBe('Chile');
  });

  it('reads "they", "it" and "both" as who they stand for', () => {
    const { found, reading } = commitmentsOf(
      'The Alverian side stated that it will train ten detectives of Brennland.',
      'They agreed to meet again in June 2031.',
    );
    expect(reading.parties[found[0]?.responsible ?? '']).toContain('Alveria');
    expect(found[1]?.responsible).toBe('both');
  });
});
