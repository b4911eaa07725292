import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { isIdOf, newId, parseId, uuidVersion } from '../../../src/kernel/stix/ids.ts';
import {
  compareTimestamps,
  formatTimestamp,
  isFullDate,
  isMillisecondTimestamp,
  isPartialDate,
  isTimestamp,
} from '../../../src/kernel/stix/timestamps.ts';

describe('identifiers', () => {
  test('made from random bytes are of version 4 and read back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (random) => {
        const id = newId('step', random);
        const parsed = parseId(id)!;
        expect(parsed.type).toBe('step');
        expect(uuidVersion(parsed.uuid)).toBe(4);
        expect(isIdOf(id, 'step')).toBe(true);
        expect(isIdOf(id, 'tep')).toBe(false);
      }),
    );
  });
  test('the version tells derived from random', () => {
    expect(uuidVersion('2d77a846-6264-5d51-b586-e43822ea1ea3')).toBe(5);
    expect(uuidVersion('2d77a846')).toBe(undefined);
  });
  test.each([
    '',
    'note',
    'note--',
    '--4a1c7c8e-1111-4222-8333-123456789abc',
    'Note--4a1c7c8e-1111-4222-8333-123456789abc',
    'a--b--4a1c7c8e-1111-4222-8333-123456789abc',
    'note--4a1c7c8e-1111-4222-8333-123456789abc\n',
    'note-4a1c7c8e-1111-4222-8333-123456789abc',
    'note--00000000-0000-0000-0000-000000000000',
  ])('%j is none', (id) => {
    expect(parseId(id)).toBe(undefined);
  });
});

describe('times', () => {
  test.each(['2024-02-29T00:00:00Z', '2000-02-29T23:59:59.999999999Z', '0001-01-01T00:00:00.0Z'])(
    '%s is real',
    (text) => {
      expect(isTimestamp(text)).toBe(true);
    },
  );
  test.each([
    '2023-02-29T00:00:00Z',
    '1900-02-29T00:00:00Z',
    '2026-04-31T00:00:00Z',
    '2026-00-01T00:00:00Z',
    '0000-01-01T00:00:00Z',
    '2026-01-01T00:00:60Z',
    '2026-01-01t00:00:00z',
    '2026-01-01 00:00:00Z',
    '2026-01-01T00:00:00.Z',
    '2026-01-01T00:00:00.1234567890Z',
    '2026-01-01T00:00:00',
    '2026-01-01T00:00:00Z\n',
    '\u0662026-01-01T00:00:00Z',
  ])('%j is not', (text) => {
    expect(isTimestamp(text)).toBe(false);
  });
  test('every time that a Date can say is written so that it is read', () => {
    fc.assert(
      fc.property(
        fc.date({
          min: new Date('0001-01-01T00:00:00Z'),
          max: new Date('9999-12-31T23:59:59.999Z'),
          noInvalidDate: true,
        }),
        (date) => isMillisecondTimestamp(formatTimestamp(date)),
      ),
    );
  });
  test('the order is that of the moments, whatever the precision', () => {
    expect(compareTimestamps('2026-01-01T00:00:00.5Z', '2026-01-01T00:00:00.500Z')).toBe(0);
    expect(compareTimestamps('2026-01-01T00:00:00Z', '2026-01-01T00:00:00.001Z')).toBe(-1);
    expect(compareTimestamps('2026-01-01T00:00:01Z', '2026-01-01T00:00:00.999999Z')).toBe(1);
    expect(() => compareTimestamps('x', '2026-01-01T00:00:00Z')).toThrow('not a timestamp');
  });
  test('dates stand as far as they are known', () => {
    expect(['2026', '2026-09', '2026-09-30'].every(isPartialDate)).toBe(true);
    expect(['2026-13', '2026-09-31', '26', '2026-9', '2026-09-'].some(isPartialDate)).toBe(false);
    expect(isFullDate('2026-09')).toBe(false);
  });
});
