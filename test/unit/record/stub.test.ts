import { describe, expect, it } from 'vitest';
import type { JsonObject } from '#kernel/json/types.ts';
import { isStubGiven } from '#kernel/protocol/restore.ts';
import { readStub, stubOf } from '#kernel/record/stub.ts';

const ACCORD = 'accord--0b6f3c1e-52a4-4d0e-9d39-0a54c1f6a001';
const ID = 'commitment--0b6f3c1e-52a4-4d0e-9d39-0a54c1f6a002';
const TIME = '2026-01-05T09:30:00.000Z';
const subject = { id: ID, modified: TIME, c: Buffer.alloc(32).toString('base64') };
const plain: JsonObject = { type: 'commitment', id: ID, modified: TIME, accord_ref: ACCORD };
const step: JsonObject = { ...plain, type: 'step', id: ID.replace('commitment', 'step'), subject, verb: 'accept' };

describe('A stub', () => {
  it('is what stays of a record, and nothing of its content', () => {
    expect(stubOf({ ...step, reason: 'Because.', created: TIME })).toEqual(step);
    for (const stub of [plain, step]) expect(readStub(stub, ACCORD)).toEqual(stub);
  });

  it.each([
    ['nothing', null],
    ['another accord', { ...plain, accord_ref: ID }],
    ['an id of another type', { ...plain, type: 'indicator' }],
    ['no time', { ...plain, modified: 'yesterday' }],
    ['content', { ...plain, title: 'Meet' }],
    ['a verb of what is no step', { ...plain, verb: 'accept' }],
    ['a step on nothing', { ...step, subject: { id: ID } }],
    ['a step on more than a version', { ...step, subject: { ...subject, title: 'Meet' } }],
    ['a step on no commitment', { ...step, subject: { ...subject, c: 'AAAA' } }],
    ['a step without its verb', { ...step, verb: '' }],
  ] as const)('is not taken from a partner that gives %s', (_, value) => {
    expect(readStub(value, ACCORD)).toBeUndefined();
  });

  it('is given to whoever had the record, by its last word', () => {
    expect(isStubGiven({ index: 2, state: null }, 3)).toBe(true);
    expect(isStubGiven({ index: 2, state: 'stored' }, 3)).toBe(true);
    expect(isStubGiven({ index: 3, state: null }, 3)).toBe(false);
    expect(isStubGiven({ index: 2, state: 'missing' }, 3)).toBe(false);
  });
});
