import { describe, expect, it } from 'vitest';
import type { RecordRow } from '#kernel/dossier/account.ts';
import { reopenRecord } from '#kernel/dossier/reopen.ts';
import { dossierVerifier } from '#kernel/dossier/verify.ts';
import { complete, samples, trust } from '../../support/dossiers.ts';
import { one, two } from './two-parties.ts';

function accountOf(bytes: Uint8Array, fingerprints: readonly string[]) {
  const verifier = dossierVerifier(fingerprints);
  verifier.take(bytes);
  const { faults } = verifier.finish();
  return { ...verifier.account(), faults };
}

describe('the account of a dossier', () => {
  const { parties, feeds } = accountOf(complete, [one.print]);
  const records = feeds.flatMap(({ rows }) => rows).filter((row): row is RecordRow => 'facts' in row);

  it('names the parties, and of each key what it signs and whether it is trusted', () => {
    expect(parties).toMatchObject([
      {
        id: one.id,
        keys: [{ fingerprint: one.print, isPresent: true, isTrusted: true, as: ['publisher', 'cosigner', 'exporter'] }],
      },
      {
        id: two.id,
        keys: [{ fingerprint: two.print, isPresent: true, isTrusted: false, as: ['cosigner', 'publisher'] }],
      },
    ]);
  });

  it('says of each record what it is, what is withheld, and what the other party says of it', () => {
    expect(
      records.map(({ index, facts, isDeleted, exception }) => ({ index, facts, isDeleted, exception })),
    ).toMatchObject([
      { index: 0, facts: { type: 'commitment', parts: 2, withheld: 0 }, isDeleted: false, exception: undefined },
      { index: 1, facts: { type: 'statement', parts: 2, withheld: 1 }, isDeleted: false },
      { index: 2, facts: 'absent', isDeleted: true },
      { index: 3, facts: { type: 'statement' }, exception: { state: 'refused', code: 'above-ceiling' } },
      { index: 1, facts: { type: 'step', verb: 'accept', subject: { id: records[0] && factsOf(records[0]).id } } },
      { index: 2, facts: { type: 'step', verb: 'report' } },
    ]);
  });

  it('says where each record stands in the file, and its content can be read there again', () => {
    const [first, second] = records;
    const read = (row: RecordRow, c = row.entry.c) => reopenRecord(complete.subarray(row.from, row.to), c);
    expect(read(first!)).toMatchObject({ record: { responsible: [one.id, two.id] }, withheld: [] });
    expect(read(second!)).toMatchObject({ withheld: [{ properties: ['remark'] }] });
    expect(read(first!, second!.entry.c)).toBeUndefined();
    expect(reopenRecord(complete.subarray(first!.from, first!.to - 1), first!.entry.c)).toBeUndefined();
    expect(reopenRecord(complete.subarray(0, 5), first!.entry.c)).toBeUndefined();
  });

  it('places each fault by line, feed and entry', () => {
    const changed = samples.find(({ what }) => what === 'with a changed content')!;
    expect(accountOf(changed.bytes, trust).faults).toMatchObject([
      {
        fault: 'bad-disclosure',
        place: { line: 4, origin: expect.stringMatching(/^entente\.v1\//) as string, index: 0 },
      },
      { fault: 'wrong-digest', place: { line: 14 } },
    ]);
  });
});

function factsOf({ facts }: RecordRow) {
  if (typeof facts !== 'object') throw new Error('not opened');
  return facts;
}
