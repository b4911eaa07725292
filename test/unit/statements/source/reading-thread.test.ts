import { afterEach, describe, expect, it } from 'vitest';
import { openReadingThread, READING_LIMITS, type ReadingThread } from '#modules/statements/source/reading-thread.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const open: ReadingThread[] = [];
const openThread = (limits: Partial<typeof READING_LIMITS> = {}) => {
  const thread = openReadingThread({ ...READING_LIMITS, ...limits });
  open.push(thread);
  return thread;
};
afterEach(async () => {
  for (const thread of open.splice(0)) await thread.close();
});

describe('the reading thread', () => {
  it('reads what it is given, one after the other', async () => {
    const thread = openThread();
    const texts = await Promise.all(['a', 'b', 'c'].map((text) => thread.run('textOf', bytes(text))));
    expect(texts.map(({ text }) => text)).toEqual(['a', 'b', 'c']);
    const reading = await thread.run('readStatement', 'The two sides agreed to meet annually.');
    expect(reading.commitments).toMatchObject([{ kind: 'recurring-meeting' }]);
  });

  it('brings a refusal back as what it was', async () => {
    const thread = openThread();
    await expect(thread.run('textOf', bytes(''))).rejects.toMatchObject({ name: 'Failure', code: 'bad-input' });
    await expect(thread.run('readStatement', 'a'.repeat(200_001))).rejects.toMatchObject({ code: 'too-large' });
  });

  it('ends what takes too long, and reads the next with another thread', async () => {
    const thread = openThread({ deadline: 1 });
    await expect(thread.run('textOf', bytes('a'))).rejects.toMatchObject({ code: 'too-large' });
    await expect(thread.run('textOf', bytes('b'))).rejects.toMatchObject({ code: 'too-large' });
  });

  it('ends what needs more memory than one text may have, and reads the next', async () => {
    const thread = openThread({ heap: 32 });
    const many = bytes(`<!doctype html>${'<p>a'.repeat(299_000)}`);
    await expect(thread.run('textOf', many)).rejects.toMatchObject({
      code: 'too-large',
      message: expect.stringMatching(/memory/u),
    });
    expect(await thread.run('textOf', bytes('a'))).toMatchObject({ text: 'a' });
  });

  it('refuses more than may wait, and what waits when it is closed', async () => {
    const thread = openThread({ queue: 2 });
    const [first, ...asked] = Array.from({ length: 4 }, () => thread.run('textOf', bytes('a')));
    await expect(asked.pop()).rejects.toMatchObject({ code: 'unavailable' });
    const closed = Promise.allSettled([first, ...asked]);
    await thread.close();
    expect((await closed).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    await expect(thread.run('textOf', bytes('a'))).rejects.toMatchObject({ code: 'unavailable' });
  });
});
