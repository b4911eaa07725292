import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromBase64Strict, utf8 } from '#platform';
import { isFault } from '#kernel/log/faults.ts';
import { formatNote, parseNote, parseSignatureLine, signNote, signatureLine, verifyNote } from '#kernel/log/note.ts';
import { formatVerifierKey, parseVerifierKey } from '#kernel/log/verifier-key.ts';
import vectors from '../../vectors/note.json' with { type: 'json' };

const [peter, enoch] = vectors.notes as [(typeof vectors.notes)[0], (typeof vectors.notes)[0], ...typeof vectors.notes];
const both = `${peter.text}\n${peter.line}\n${enoch.line}\n`;
const peterKey = parseVerifierKey(peter.key);
const enochKey = parseVerifierKey(enoch.key);

describe('verifier keys', () => {
  it.each(vectors.notes)('$key has one spelling', ({ key }) => {
    expect(formatVerifierKey(parseVerifierKey(key))).toBe(key);
  });

  it.each(vectors.badKeys)('%s is refused', (key) => {
    expect(() => parseVerifierKey(key)).toThrow();
  });

  it('are refused with any part missing or any character changed', () => {
    const key = peter.key;
    for (let i = 0; i <= key.length; i++) {
      for (let j = i + 1; j <= key.length; j++)
        if (i > 0 || j < key.length) expect(() => parseVerifierKey(key.slice(i, j))).toThrow();
      if (i < key.length)
        expect(() =>
          parseVerifierKey(key.slice(0, i) + String.fromCharCode(key.charCodeAt(i) + 1) + key.slice(i + 1)),
        ).toThrow();
    }
  });
});

describe('signed notes', () => {
  it.each(vectors.notes)('published: $key verifies', ({ key, text, line }) => {
    const note = parseNote(`${text}\n${line}\n`);
    expect(note.text).toBe(text);
    expect(verifyNote(note, [parseVerifierKey(key)])).toMatchObject([{ key: { name: parseVerifierKey(key).name } }]);
  });

  it('published: the seed signs the same line', () => {
    expect(signatureLine(signNote(peter.text, peterKey, fromBase64Strict(peter.seed ?? '')))).toBe(peter.line);
  });

  it('ignore unknown signatures, and need one that is known', () => {
    expect(verifyNote(parseNote(both), [peterKey])).toHaveLength(1);
    expect(verifyNote(parseNote(both), [peterKey, enochKey])).toHaveLength(2);
    expect(verifyNote(parseNote(both), [])).toMatchObject({ fault: 'unknown-key' });
    expect(verifyNote(parseNote(both), [{ ...peterKey, name: 'AnotherName' }])).toMatchObject({ fault: 'unknown-key' });
  });

  it('fall by one false or repeated signature of a known key', () => {
    const swapped = `${peter.text}\n${peter.line}\n${signatureLine({ name: enochKey.name, id: enochKey.id, signature: new Uint8Array(64) })}\n`;
    expect(verifyNote(parseNote(swapped), [peterKey, enochKey])).toMatchObject({ fault: 'bad-signature' });
    expect(verifyNote(parseNote(`${peter.text}\n${peter.line}\n${peter.line}\n`), [peterKey])).toMatchObject({
      fault: 'bad-signature',
    });
  });

  it('divide at the last empty line', () => {
    const text = 'one\n\n\u2014 not a signature\n\nthree\n';
    expect(parseNote(`${text}\n${peter.line}\n`).text).toBe(text);
  });

  it.each([
    peter.text,
    `${peter.text}\n`,
    `${peter.text}\n${peter.line}`,
    `\u0001${both}`,
    both.replace('\n', '\r\n'),
    both.replace('If', 'I\tf'),
    `${both}Unexpected line.\n`,
    `${both}\n`,
    `\n\n${peter.line}\n`,
    `${peter.text}\n${peter.line} \n`,
    `${peter.text}\n${peter.line.replace('\u2014', '-')}\n`,
    `${peter.text}\n${peter.line.replace('PeterNeumann', 'Peter Neumann')}\n`,
    `${peter.text}\n${peter.line.replace('PeterNeumann', 'Peter+Neumann')}\n`,
    `${peter.text}\n${peter.line.replace('PeterNeumann', 'Peter\u00a0Neumann')}\n`,
    `${peter.text}\n${peter.line.replace('nAM=', 'nAN=')}\n`,
    `${peter.text}\n${peter.line.replace('nAM=', 'nAM')}\n`,
    `${peter.text}\n\u2014 PeterNeumann x08goA==\n`,
    `${peter.text}\n${`${peter.line}\n`.repeat(101)}`,
  ])('are refused when malformed (%#)', (text) => {
    expect(() => parseNote(text)).toThrow();
  });

  it('are refused as bytes that are not UTF-8', () => {
    expect(() => parseNote(Uint8Array.of(0xff, ...utf8(both)))).toThrow(
      expect.objectContaining({ code: 'bad-encoding' }),
    );
  });

  it('have one spelling: what is read is written back byte for byte', () => {
    expect(formatNote(parseNote(utf8(both)))).toBe(both);
    expect(signatureLine(parseSignatureLine(peter.line))).toBe(peter.line);
  });

  it('do not survive any flipped bit', () => {
    const bytes = utf8(`${peter.text}\n${peter.line}\n`);
    fc.assert(
      fc.property(fc.nat(bytes.length * 8 - 1), (bit) => {
        const changed = bytes.map((byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
        const verdict = () => {
          try {
            return isFault(verifyNote(parseNote(changed), [peterKey]));
          } catch {
            return true;
          }
        };
        expect(verdict()).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
