import { describe, expect, it } from 'vitest';
import { readStatement } from '#modules/statements/read/read-statement.ts';

const people = (text: string) => {
  const reading = readStatement(text);
  return reading.participants.map(({ name, title, side }) => ({ name, title, of: reading.parties[side ?? '']?.[0] }));
};

describe('persons and participants', () => {
  it('reads office and name before and after each other', () => {
    expect(
      people(
        'Minister of Police of Brennland Tova Ilmar held talks with Oskan Reel, Secretary of Security of Alveria, in Sorrel on 2 May 2031.',
      ),
    ).toEqual([
      { name: 'Tova Ilmar', title: 'Minister of Police of Brennland', of: 'Brennland' },
      { name: 'Oskan Reel', title: 'Secretary of Security of Alveria', of: 'Alveria' },
    ]);
  });

  it('reads a list of a delegation, with offices that hold "and" and shared plurals', () => {
    const names = people(
      'Alveria and Brennland held talks on 2 May 2031. The Alverian delegation included Vice Ministers Dorn Askel and Mira Voss, Director General of the Department of Trade and Customs Ilo Brandt, and Ambassador to Brennland Sef Q. Norr.',
    );
    expect(names.map(({ name }) => name)).toEqual(['Dorn Askel', 'Mira Voss', 'Ilo Brandt', 'Sef Q. Norr']);
    expect(new Set(names.map(({ of }) => of))).toEqual(new Set(['Alveria']));
  });

  it('leaves out who is only mentioned, and press officers', () => {
    const names = people(
      'Minister Tova Ilmar of Brennland met Minister Oskan Reel of Alveria in Sorrel. Minister Reel conveyed greetings from President Uma Darr. Spokesperson Jon Elk was also present.',
    ).map(({ name }) => name);
    expect(names).toEqual(['Tova Ilmar', 'Oskan Reel']);
  });
});
