import { describe, expect, it } from 'vitest';
import {
  hasEndedForBoth,
  expungedBy,
  judgeExpunge,
  judgeRecall,
  recalledBy,
  whyNotRecalled,
  writtenPlace,
  type Charged,
} from '#kernel/protocol/recall.ts';

const common = { v: 1, at: '2026-01-05T09:30:00.000Z', seen: [3, 9, ''] } as const;
const record = { kind: 'record', isHeld: false, isBinding: false, isAnswered: false } as const;
const own = { epoch: 2, index: 7 };

describe('A recall', () => {
  it('names an entry of its own epoch, or of an earlier one by that number; an expunge, of the epoch that it has seen', () => {
    expect(recalledBy({ ...common, kind: 'recall', index: 4, code: 'error' }, 2)).toEqual({ epoch: 2, index: 4 });
    expect(recalledBy({ ...common, kind: 'recall', index: 4, epoch: 1, code: 'error' }, 2)).toEqual({
      epoch: 1,
      index: 4,
    });
    expect(expungedBy({ ...common, kind: 'expunge', index: 4 })).toEqual({ epoch: 3, index: 4 });
    expect(expungedBy({ ...common, kind: 'expunge', index: 4, epoch: 1 })).toEqual({ epoch: 1, index: 4 });
    expect(writtenPlace({ epoch: 2, index: 4 }, 2)).toEqual({ index: 4 });
    expect(writtenPlace({ epoch: 1, index: 4 }, 2)).toEqual({ epoch: 1, index: 4 });
  });

  it('is followed, answered, or refused on a hold', () => {
    const named = { epoch: 2, index: 4 };
    expect(judgeRecall(own, named, record)).toBe('expunge');
    expect(judgeRecall(own, named, { ...record, isAnswered: true, isHeld: true })).toBe('answered');
    expect(judgeRecall(own, named, { ...record, isHeld: true })).toEqual({ state: 'refused', code: 'legal-hold' });
    expect(judgeRecall(own, named, { ...record, isBinding: true })).toEqual({ state: 'refused', code: 'legal-hold' });
    expect(judgeRecall(own, { epoch: 1, index: 100 }, record)).toBe('expunge');
  });

  it('of anything but a record below it is of nothing that is here', () => {
    const nothing = { state: 'quarantined', code: 'unknown-subject' };
    for (const named of [own, { epoch: 2, index: 8 }, { epoch: 3, index: 0 }])
      expect(judgeRecall(own, named, record)).toEqual(nothing);
    expect(judgeRecall(own, { epoch: 2, index: 4 }, undefined)).toEqual(nothing);
    expect(judgeRecall(own, { epoch: 2, index: 4 }, { ...record, kind: 'receipt' })).toEqual(nothing);
    expect(judgeExpunge(undefined)).toEqual(nothing);
    expect(judgeExpunge({ kind: 'recall' })).toEqual(nothing);
    expect(judgeExpunge(record)).toBe('gone');
  });

  it('is its author’s, of what is here and not held; terms only once the accord has ended', () => {
    const charged: Charged = {
      type: 'commitment',
      channel: 'secretariat',
      isOwn: true,
      isExpunged: false,
      isHeld: false,
      hasEnded: false,
    };
    expect(whyNotRecalled(charged)).toBeNull();
    expect(whyNotRecalled({ ...charged, isOwn: false })).toBe('not-author');
    expect(whyNotRecalled({ ...charged, isExpunged: true })).toBe('expunged');
    expect(whyNotRecalled({ ...charged, isHeld: true })).toBe('legal-hold');
    expect(whyNotRecalled({ ...charged, channel: 'charter' })).toBe('charter');
    expect(whyNotRecalled({ ...charged, channel: 'charter', hasEnded: true })).toBeNull();
  });

  it('finds an accord ended for both once the partner has the step that ended it', () => {
    const ended = (publisher: string, outcome: 'taken' | 'void' = 'taken') =>
      ({
        standing: 'terminated',
        history: [{ step: { verb: 'terminate', publisher, index: 12 }, outcome }],
      }) as unknown as Parameters<typeof hasEndedForBoth>[0];
    const charter = { base: 10, receiptedSize: 3 };
    expect(hasEndedForBoth(ended('us'), 'us', charter)).toBe(true);
    expect(hasEndedForBoth(ended('us'), 'us', { ...charter, receiptedSize: 2 })).toBe(false);
    expect(hasEndedForBoth(ended('us'), 'us', { base: 13, receiptedSize: 0 })).toBe(false);
    expect(hasEndedForBoth(ended('us'), 'us', undefined)).toBe(false);
    expect(hasEndedForBoth(ended('them'), 'us', undefined)).toBe(true);
    expect(hasEndedForBoth(ended('them', 'void'), 'us', charter)).toBe(false);
    expect(hasEndedForBoth({ standing: 'suspended', history: [] }, 'us', charter)).toBe(false);
  });
});
