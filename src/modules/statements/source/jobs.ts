import { lineageOf } from '../compare/lineage.ts';
import { countsDiffer } from '../compare/counts-differ.ts';
import { pairReadouts } from '../compare/pair.ts';
import { readAndFollow, readAndPair } from '../compare/read-and-compare.ts';
import { weighAnswer } from '../model/weigh-answer.ts';
import { readStatement } from '../read/read-statement.ts';
import { textOf } from './text-of.ts';

/** What the reading thread does for the process: by name, with what can be copied between threads. */
export const JOBS = {
  textOf,
  readStatement,
  readAndPair,
  readAndFollow,
  pairReadouts,
  countsDiffer,
  lineageOf,
  weighAnswer,
};

export type Jobs = typeof JOBS;
export type JobName = keyof Jobs;
