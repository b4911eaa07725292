import { describe, expect, it } from 'vitest';
import { speaksOf } from '#kernel/dossier/selection.ts';
import type { Entry } from '#kernel/log/entry.ts';
import { at, unseen } from './two-parties.ts';

const common = { v: 1, at } as const;
const seen = [2, 9, unseen[2]] as const;
const own = [
  { epoch: 1, indexes: new Set([6]) },
  { epoch: 2, indexes: new Set([4]) },
];
const opposite = [
  { epoch: 1, indexes: new Set([7]) },
  { epoch: 2, indexes: new Set([5]) },
];
const says = (entry: Entry) => speaksOf(entry, { epoch: 2, own, opposite });

describe('beside what is shown of a feed go', () => {
  it('its author’s recalls of it', () => {
    expect(says({ ...common, kind: 'recall', seen, index: 4, code: 'error' })).toBe(true);
    expect(says({ ...common, kind: 'recall', seen, index: 5, code: 'error' })).toBe(false);
    expect(says({ ...common, kind: 'recall', seen, index: 6, epoch: 1, code: 'error' })).toBe(true);
    expect(says({ ...common, kind: 'recall', seen, index: 4, epoch: 1, code: 'error' })).toBe(false);
  });

  it('the recipient’s receipts over it, in the same epoch', () => {
    const receipt = (from: number, size: number) =>
      says({ ...common, kind: 'receipt', seen, from, size, root: seen[2], exceptions: [] });
    expect(receipt(0, 6)).toBe(true);
    expect(receipt(5, 6)).toBe(true);
    expect(receipt(0, 5)).toBe(false);
    expect(receipt(6, 9)).toBe(false); // 7 was shown of epoch 1, and this speaks of epoch 2
  });

  it('the recipient’s deletions of it', () => {
    expect(says({ ...common, kind: 'expunge', seen, index: 5 })).toBe(true);
    expect(says({ ...common, kind: 'expunge', seen, index: 7 })).toBe(false);
    expect(says({ ...common, kind: 'expunge', seen, index: 7, epoch: 1 })).toBe(true);
    expect(says({ ...common, kind: 'expunge', seen, index: 5, epoch: 1 })).toBe(false);
  });

  it('and no other entry', () => {
    expect(says({ ...common, kind: 'record', seen, c: seen[2] })).toBe(false);
    expect(says({ ...common, kind: 'key', seen, key: seen[2] })).toBe(false);
  });
});
