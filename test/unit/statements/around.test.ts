import { describe, expect, it } from 'vitest';
import { readStatement } from '#modules/statements/read/read-statement.ts';
import { between, quotes } from './statements.ts';

describe('meeting, events, incidents', () => {
  it('takes the clause that says the meeting took place, with date, place and form', () => {
    const text = between('They recalled the previous meeting in Lake Orm.');
    const { meetings } = readStatement(text);
    expect(quotes(text, meetings)).toEqual([
      'The Minister of Justice of Alveria and the Minister of Police of Brennland met in Port Sorrel on 4 March 2031',
    ]);
    expect(meetings).toMatchObject([{ date: '2031-03-04', place: 'Port Sorrel', format: 'bilateral, in person' }]);
  });

  it('knows a telephone call and a video meeting', () => {
    const form = (text: string) => readStatement(text).meetings[0]?.format;
    expect(
      form(
        'The Minister of Police of Brennland spoke by telephone with the Minister of Justice of Alveria on 2 May 2031.',
      ),
    ).toBe('bilateral, by telephone');
    expect(form('The delegations of Alveria and Brennland met by video link on 2 May 2031.')).toBe(
      'bilateral, by video link',
    );
  });

  it('takes named gatherings with a date or place, and invitations to visit', () => {
    const { events } = readStatement(
      between(
        'Alveria invited Brennland to attend the Northern Forum on Port Safety in Lake Orm in October.',
        'Brennland invited the Minister of Justice to visit Brennland.',
      ),
    );
    expect(events).toMatchObject([
      { name: 'Northern Forum on Port Safety', date: '2031-10', place: 'Lake Orm' },
      { place: 'Brennland' },
    ]);
  });

  it('takes an attack with a place or a date, not attacks in general', () => {
    const { incidents } = readStatement(
      between(
        'They condemned the bomb attack on the Orm bridge in January 2031.',
        'They agreed to prevent attacks on police.',
      ),
    );
    expect(incidents).toMatchObject([{ date: '2031-01' }]);
  });
});
