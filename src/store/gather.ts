import { Failure } from '#kernel/errors.ts';
import { outageOf } from '#store/db.ts';

export type Gathering<Ask> = {
  /** Of one group; what is above it waits for the next. */
  readonly most: number;
  /** Groups at work at the same time. */
  readonly lanes: number;
  /** Only asks of the same key go together. */
  readonly key?: (ask: Ask) => string;
};

type Waiting<Ask, Answer> = {
  readonly ask: Ask;
  readonly key: string;
  readonly give: (answer: Answer) => void;
  readonly fail: (error: unknown) => void;
};

/**
 * What is asked in one turn of the event loop, or while all lanes are busy, goes together: one trip and one commit for many. A group
 * begins after the last of its asks came, so nobody is told what was true before they asked. One that fails is asked again one by
 * one, so nobody pays for another's ask; but not where the database is gone.
 */
export function gathered<Ask, Answer>(
  work: (asks: readonly Ask[]) => Promise<readonly Answer[]>,
  { most, lanes, key: keyOf = () => '' }: Gathering<Ask>,
): (ask: Ask) => Promise<Answer> {
  let waiting: Waiting<Ask, Answer>[] = [];
  let free = lanes;
  let isDue = false;

  function takeGroup(): Waiting<Ask, Answer>[] {
    const group: Waiting<Ask, Answer>[] = [];
    const rest: Waiting<Ask, Answer>[] = [];
    const { key } = waiting[0]!;
    for (const one of waiting) (one.key === key && group.length < most ? group : rest).push(one);
    waiting = rest;
    return group;
  }

  async function answerGroup(group: readonly Waiting<Ask, Answer>[]): Promise<void> {
    try {
      const answers = await work(group.map(({ ask }) => ask));
      group.forEach(({ give }, at) => give(answers[at]!));
    } catch (error) {
      if (group.length > 1 && !isOutage(error)) for (const one of group) await answerGroup([one]);
      else for (const { fail } of group) fail(error);
    }
  }

  function start(): void {
    isDue = false;
    while (free > 0 && waiting.length > 0) {
      free--;
      void answerGroup(takeGroup()).finally(() => {
        free++;
        start();
      });
    }
  }

  return (ask) =>
    new Promise((give, fail) => {
      waiting.push({ ask, key: keyOf(ask), give, fail });
      if (isDue || free === 0) return;
      isDue = true;
      setImmediate(start);
    });
}

const isOutage = (error: unknown): boolean =>
  outageOf(error) !== undefined || (error instanceof Failure && error.code === 'unavailable');
