import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { challengeSessions } from '#federation/messages/challenges.ts';
import { countingRandomness } from './keys.ts';

const MINUTE = 60_000;

function sessionsAt(start = 0, more: { noncesPerSession?: number; sessionsPerPartner?: number } = {}) {
  const clock = { now: start };
  return {
    clock,
    sessions: challengeSessions({ monotonicMs: () => clock.now, randomness: countingRandomness(), ...more }),
  };
}

describe('A session', () => {
  it('takes each nonce once', () => {
    const { sessions } = sessionsAt();
    const challenge = sessions.challenge('alpha');
    expect(['one', 'two', 'one', 'two'].map((unique) => sessions.accept('alpha', challenge, unique))).toEqual([
      'fresh',
      'fresh',
      'replayed',
      'replayed',
    ]);
  });

  it('is over ten minutes after its challenge, however often it was used', () => {
    const { clock, sessions } = sessionsAt(5 * MINUTE);
    const challenge = sessions.challenge('alpha');
    clock.now += 10 * MINUTE - 1;
    expect(sessions.accept('alpha', challenge, 'one')).toBe('fresh');
    clock.now += 1;
    expect(sessions.accept('alpha', challenge, 'one')).toBe('over');
    expect(sessions.accept('alpha', challenge, 'two')).toBe('over');
  });

  it('is for the partner that asked for it', () => {
    const { sessions } = sessionsAt();
    expect(sessions.accept('beta', sessions.challenge('alpha'), 'one')).toBe('over');
  });

  it('is not opened by a challenge of another process, or by none', () => {
    const { sessions } = sessionsAt();
    const other = challengeSessions({ monotonicMs: () => 0, randomness: (bytes) => new Uint8Array(bytes).fill(7) });
    for (const challenge of [other.challenge('alpha'), '', 'AAAA', 'not base64', `${sessions.challenge('alpha')} `]) {
      expect(sessions.accept('alpha', challenge, 'one')).toBe('over');
    }
  });

  it('ends when it has taken as many nonces as it may', () => {
    const { sessions } = sessionsAt(0, { noncesPerSession: 2 });
    const challenge = sessions.challenge('alpha');
    expect(
      ['one', 'two', 'three', 'one', 'three'].map((unique) => sessions.accept('alpha', challenge, unique)),
    ).toEqual(['fresh', 'fresh', 'over', 'over', 'over']);
    expect(sessions.accept('alpha', sessions.challenge('alpha'), 'one')).toBe('fresh');
  });

  it('is never opened again after newer ones have displaced it', () => {
    const { sessions } = sessionsAt(0, { sessionsPerPartner: 2 });
    const [first = '', ...later] = [1, 2, 3].map(() => sessions.challenge('alpha'));
    expect(sessions.accept('alpha', first, 'one')).toBe('fresh');
    expect(later.map((challenge) => sessions.accept('alpha', challenge, 'one'))).toEqual(['fresh', 'fresh']);
    expect(sessions.accept('alpha', first, 'one')).toBe('over');
    expect(sessions.accept('alpha', first, 'other')).toBe('over');
  });

  it('never takes a nonce twice, whatever the order, the limits and the clock', () => {
    const act = fc.oneof(
      { weight: 1, arbitrary: fc.constant({ kind: 'challenge' as const }) },
      {
        weight: 6,
        arbitrary: fc.record({
          kind: fc.constant('accept' as const),
          which: fc.nat(5),
          unique: fc.constantFrom('a', 'b', 'c'),
        }),
      },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('wait' as const), minutes: fc.nat(6) }) },
    );
    fc.assert(
      fc.property(
        fc.array(act, { maxLength: 60 }),
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 1, max: 3 }),
        (acts, nonces, kept) => {
          const { clock, sessions } = sessionsAt(0, { noncesPerSession: nonces, sessionsPerPartner: kept });
          const challenges: string[] = [];
          const taken = new Set<string>();
          for (const step of acts) {
            if (step.kind === 'challenge') challenges.push(sessions.challenge('alpha'));
            else if (step.kind === 'wait') clock.now += step.minutes * MINUTE;
            else {
              const challenge = challenges[step.which % Math.max(1, challenges.length)] ?? '';
              const name = `${challenge} ${step.unique}`;
              if (sessions.accept('alpha', challenge, step.unique) !== 'fresh') continue;
              expect(taken.has(name)).toBe(false);
              taken.add(name);
            }
          }
        },
      ),
    );
  });
});
