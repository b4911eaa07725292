import { describe, expect, it } from 'vitest';
import { ed25519PublicKey, toHex } from '#platform';
import { formatCheckpoint, openCheckpoint, parseCheckpoint, signCheckpoint } from '#kernel/log/checkpoint.ts';
import { cosign, cosignerKey, verifyCosignature } from '#kernel/log/cosignature.ts';
import { fingerprint, isFingerprint } from '#kernel/log/fingerprint.ts';
import { formatNote, parseNote, parseSignatureLine, signatureLine } from '#kernel/log/note.ts';
import { formatOrigin, oppositeOrigin, parseOrigin, uuidOf } from '#kernel/log/origin.ts';
import cosignatures from '../../vectors/cosignature.json' with { type: 'json' };
import fingerprints from '../../vectors/fingerprint.json' with { type: 'json' };
import vectors from '../../vectors/checkpoint.json' with { type: 'json' };

const hex = (text: string) => Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
const { text: origin, ...parts } = vectors.origin;
const signer = (byte: number) => {
  const seed = new Uint8Array(32).fill(byte);
  return { seed, publicKey: ed25519PublicKey(seed) };
};
const [one, two, three] = [signer(1), signer(2), signer(3)];

describe('origins', () => {
  it('name a feed in one spelling', () => {
    expect(parseOrigin(origin)).toEqual(parts);
    expect(formatOrigin(parts)).toBe(origin);
    expect(oppositeOrigin(oppositeOrigin(parts, 4), 1)).toEqual(parts);
  });

  it.each(vectors.badOrigins)('%j is refused', (text) => {
    expect(() => parseOrigin(text)).toThrow(expect.objectContaining({ code: 'bad-encoding' }));
  });

  it('take the uuid of a party from its id', () => {
    expect(uuidOf(`identity--${parts.publisher}`)).toBe(parts.publisher);
    expect(() => uuidOf(parts.publisher)).toThrow();
  });
});

describe('checkpoints', () => {
  it.each(vectors.checkpoints)(
    'of size $size are signed and opened as the vector says',
    ({ seed, size, root, text, note }) => {
      const checkpoint = { origin, size, root: hex(root) };
      expect(formatCheckpoint(checkpoint)).toBe(text);
      expect(parseCheckpoint(text)).toEqual(checkpoint);
      const publicKey = ed25519PublicKey(hex(seed));
      expect(signCheckpoint(checkpoint, [{ seed: hex(seed), publicKey }])).toBe(note);
      expect(openCheckpoint(note, origin, [publicKey])).toMatchObject({ checkpoint, signers: [publicKey] });
    },
  );

  it.each(vectors.badTexts)('%j is no text of a checkpoint', (text) => {
    expect(() => parseCheckpoint(text)).toThrow(expect.objectContaining({ code: 'bad-encoding' }));
  });

  it('are opened only for their own feed and by a pinned key', () => {
    const note = vectors.checkpoints[0]?.note ?? '';
    expect(openCheckpoint(note, origin.replace('/1', '/2'), [one.publicKey])).toMatchObject({ fault: 'wrong-origin' });
    expect(openCheckpoint(note, origin, [two.publicKey])).toMatchObject({ fault: 'unknown-key' });
    expect(openCheckpoint(note.replace('\n1\n', '\n2\n'), origin, [one.publicKey])).toMatchObject({
      fault: 'bad-signature',
    });
    expect(openCheckpoint('nonsense', origin, [one.publicKey])).toMatchObject({ fault: 'malformed' });
  });

  it('over a change of keys bear both signatures, and say whose they are', () => {
    const note = signCheckpoint({ origin, size: 1, root: new Uint8Array(32) }, [one, two]);
    expect(openCheckpoint(note, origin, [one.publicKey])).toMatchObject({ signers: [one.publicKey] });
    expect(openCheckpoint(note, origin, [three.publicKey, two.publicKey, one.publicKey])).toMatchObject({
      signers: [one.publicKey, two.publicKey],
    });
  });
});

describe('cosignatures', () => {
  const key = cosignerKey(cosignatures.party, ed25519PublicKey(hex(cosignatures.seed)));
  const cosigner = { key, seed: hex(cosignatures.seed) };

  it('are made and verified as the vector says', () => {
    expect(signatureLine(cosign(cosignatures.text, cosignatures.time, cosigner))).toBe(cosignatures.line);
    const note = { text: cosignatures.text, signatures: [parseSignatureLine(cosignatures.line)] };
    expect(verifyCosignature(note, key)).toEqual({ time: cosignatures.time });
  });

  it('stand beside the signature of the publisher without disturbing it', () => {
    const note = parseNote(vectors.checkpoints[1]?.note ?? '');
    const cosigned = formatNote({ text: note.text, signatures: [...note.signatures, cosign(note.text, 7, cosigner)] });
    expect(openCheckpoint(cosigned, origin, [one.publicKey])).toMatchObject({ signers: [one.publicKey] });
    expect(verifyCosignature(parseNote(cosigned), key)).toEqual({ time: 7 });
  });

  it('hold for one time, one text and one cosigner', () => {
    const made = cosign(cosignatures.text, 7, cosigner);
    const later = made.signature.slice();
    later[7] = 8;
    expect(
      verifyCosignature({ text: cosignatures.text, signatures: [{ ...made, signature: later }] }, key),
    ).toMatchObject({ fault: 'bad-signature' });
    expect(verifyCosignature({ text: `${cosignatures.text}x\n`, signatures: [made] }, key)).toMatchObject({
      fault: 'bad-signature',
    });
    expect(
      verifyCosignature(
        { text: cosignatures.text, signatures: [{ ...made, signature: made.signature.subarray(8) }] },
        key,
      ),
    ).toMatchObject({ fault: 'bad-signature' });
    expect(
      verifyCosignature({ text: cosignatures.text, signatures: [made] }, cosignerKey(parts.accord, one.publicKey)),
    ).toMatchObject({ fault: 'unknown-key' });
  });
});

describe('fingerprints', () => {
  it.each(fingerprints.vectors)('of $party is $fingerprint', ({ party, publicKey, fingerprint: expected }) => {
    expect(fingerprint(party, hex(publicKey))).toBe(expected);
    expect(isFingerprint(expected)).toBe(true);
  });

  it.each(['', 'abcd', toHex(new Uint8Array(16)), 'ABCD-0000-0000-0000-0000-0000-0000-0000'])('%j is none', (text) => {
    expect(isFingerprint(text)).toBe(false);
  });
});
