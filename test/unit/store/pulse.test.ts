import { describe, expect, it } from 'vitest';
import { openPulse } from '#store/pulse.ts';

describe('the pulse of the background', () => {
  it('notes when each loop ran last, how long it took, and whether it failed', async () => {
    let now = 1_000;
    const pulse = openPulse(() => new Date(now));
    let fails = false;
    const work = pulse.watch('purge', async () => {
      now += 70;
      if (fails) throw new Error('no room');
    });
    const never = { lastRun: null, tookMs: null, runs: 0, failures: 0 };
    const first = { name: 'purge', ...never, isFailing: false, isRunning: false };
    expect(pulse.all()).toEqual([first]);
    const running = work();
    expect(pulse.all()).toEqual([{ ...first, isRunning: true }]);
    await running;
    expect(pulse.all()).toEqual([{ ...first, lastRun: new Date(1_070), tookMs: 70, runs: 1 }]);
    fails = true;
    await expect(work()).rejects.toThrow('no room');
    expect(pulse.all()).toMatchObject([{ runs: 2, failures: 1, isFailing: true }]);
    fails = false;
    await work();
    expect(pulse.all()).toMatchObject([{ runs: 3, failures: 1, isFailing: false }]);
  });
});
