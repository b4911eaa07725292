import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import type { FailureCode } from '#kernel/errors.ts';
import { RequestFailed } from '../data/client.ts';

/** What each refusal means for the person who sees it. */
const WORDS = {
  'bad-input': msg`The node did not accept this input.`,
  'bad-encoding': msg`The text has a wrong encoding.`,
  'bad-json': msg`The node could not read what was sent.`,
  'too-large': msg`This is larger than the node accepts.`,
  'unsupported-type': msg`The node does not take this kind of file.`,
  unauthenticated: msg`You are not signed in any more.`,
  forbidden: msg`Your role does not permit this.`,
  'not-found': msg`This does not exist, or your role may not see it.`,
  conflict: msg`Somebody changed this in the meantime. Look at it again before you repeat it.`,
  'not-in-force': msg`The accord does not let this flow now.`,
  'void-step': msg`This step is not allowed in the state that the matter has reached.`,
  untrusted: msg`A signature or key does not match what was agreed at pairing.`,
  inconsistent: msg`The partner’s log contradicts itself or ours.`,
  unavailable: msg`The partner’s node or a service does not answer.`,
  internal: msg`The node met a fault of its own.`,
} as const satisfies Record<FailureCode, MessageDescriptor>;

function isKnown(code: string): code is FailureCode {
  return Object.hasOwn(WORDS, code);
}

export type ProblemWords = { readonly title: string; readonly detail: string | undefined };

export function useProblemWords(): (error: unknown) => ProblemWords {
  const { t } = useLingui();
  return (error) => {
    if (!(error instanceof RequestFailed)) return { title: t`Something went wrong on this page.`, detail: undefined };
    if (error.status === 0) return { title: t`The node cannot be reached. What you typed is kept.`, detail: undefined };
    const { problem } = error;
    if (problem === undefined) return { title: t(WORDS.internal), detail: `HTTP ${error.status}` };
    const places = problem.errors?.map(({ path, message }) => `${path}: ${message}`).join('; ');
    return {
      title: isKnown(problem.code) ? t(WORDS[problem.code]) : problem.title,
      detail: [problem.detail, places].filter(Boolean).join(' '),
    };
  };
}
