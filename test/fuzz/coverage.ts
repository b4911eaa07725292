import { Session } from 'node:inspector';
import type { Profiler } from 'node:inspector';
import { setFlagsFromString } from 'node:v8';

/** Which characters of the product's sources have been run. Only the process that asked for it pays for it. */
export type Coverage = {
  /** Characters that ran since the last call and never before. */
  readonly fresh: () => number;
  /** Takes back what the last call found, so that it can be found again one input at a time. */
  readonly undo: () => void;
  /** Forgets what has run, to choose again which inputs are worth keeping. */
  readonly forget: () => void;
  readonly stop: () => void;
};

let slowed = false;
/** Whether this process watches what runs, and so runs slowly. */
export const isSlowed = (): boolean => slowed;

export function startCoverage(isOurs: (url: string) => boolean): Coverage {
  // Optimised code does not count its calls.
  for (const flag of ['--no-turbofan', '--no-maglev']) setFlagsFromString(flag);
  slowed = true;
  const session = new Session();
  session.connect();
  const post = (method: string, options?: object): unknown => {
    let answer: unknown;
    // All of the profiler's answers come before `post` returns.
    session.post(method, options, (error, result) => {
      if (error) throw error;
      answer = result;
    });
    return answer;
  };
  post('Profiler.enable');
  // With counts, so that each answer speaks of what ran since the last one.
  post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  let seen = new Map<string, Uint8Array>();
  let added: { readonly known: Uint8Array; readonly at: number }[] = [];

  const take = ({ url, functions }: Profiler.ScriptCoverage): void => {
    for (const { functionName, ranges } of functions) {
      const [whole] = ranges;
      // The module itself ran when it was loaded.
      if (whole === undefined || whole.count === 0 || (functionName === '' && whole.startOffset === 0)) continue;
      const key = `${url} ${whole.startOffset}`;
      const ran = charactersRun(ranges, whole);
      const known = seen.get(key) ?? new Uint8Array(ran.length);
      seen.set(key, known);
      for (let at = 0; at < ran.length; at++) {
        if (ran[at] === 0 || known[at] === 1) continue;
        known[at] = 1;
        added.push({ known, at });
      }
    }
  };

  return {
    fresh: () => {
      added = [];
      const { result } = post('Profiler.takePreciseCoverage') as Profiler.TakePreciseCoverageReturnType;
      for (const script of result) if (isOurs(script.url)) take(script);
      return added.length;
    },
    undo: () => {
      for (const { known, at } of added) known[at] = 0;
    },
    forget: () => {
      post('Profiler.takePreciseCoverage');
      seen = new Map();
    },
    stop: () => {
      post('Profiler.stopPreciseCoverage');
      session.disconnect();
    },
  };
}

/** Ranges come from outside to inside; the innermost says whether a character ran. */
function charactersRun(ranges: readonly Profiler.CoverageRange[], whole: Profiler.CoverageRange): Uint8Array {
  const ran = new Uint8Array(whole.endOffset - whole.startOffset);
  for (const { startOffset, endOffset, count } of ranges)
    ran.fill(count > 0 ? 1 : 0, startOffset - whole.startOffset, endOffset - whole.startOffset);
  return ran;
}
