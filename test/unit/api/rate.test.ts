import { describe, expect, it } from 'vitest';
import { HttpRefusal } from '#api/problem.ts';
import { openRates, type Rates } from '#api/rate.ts';

const RATES: Rates = { session: 3, token: 5, address: 2, partner: 4, calendar: 2 };

describe('Requests in a minute', () => {
  it('are counted for each by name, and say how many are left and until when', () => {
    let now = 0;
    const rates = openRates(RATES, () => now);
    now = 10_000;
    expect(rates.count('session', 'a')).toEqual({
      'ratelimit-policy': '"session";q=3;w=60',
      ratelimit: '"session";r=2;t=50',
    });
    rates.count('session', 'a');
    rates.count('session', 'b');
    rates.count('token', 'a');
    expect(rates.count('session', 'a').ratelimit).toBe('"session";r=0;t=50');
    const refused = (() => {
      try {
        return rates.count('session', 'a');
      } catch (error) {
        return error;
      }
    })();
    expect(refused).toBeInstanceOf(HttpRefusal);
    expect(refused).toMatchObject({
      http: 'too-many-requests',
      headers: { 'retry-after': '50', ratelimit: '"session";r=0;t=50' },
    });
    now = 60_000;
    expect(rates.count('session', 'a').ratelimit).toBe('"session";r=2;t=60');
  });

  it('take bounded memory: strangers without end share one count, and hurt nobody who was counted before', () => {
    const rates = openRates({ ...RATES, address: 10 }, () => 0);
    rates.count('token', 'known');
    const many = () => {
      for (let i = 0; i < 60_000; i++) rates.count('address', `10.0.${i >> 8}.${i & 255}`);
    };
    expect(many).toThrow(HttpRefusal);
    expect(rates.count('token', 'known').ratelimit).toBe('"token";r=3;t=60');
  });
});
