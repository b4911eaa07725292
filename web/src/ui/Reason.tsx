import { useLingui } from '@lingui/react/macro';
import type { MessageDescriptor } from '@lingui/core';

type Props = {
  readonly code: string;
  readonly words: (code: string) => MessageDescriptor | undefined;
  /** What the node says itself, in English: shown where we have no words for its code, else as the title. */
  readonly said?: string | null;
};

/** Why, in the reader's language, and the code by which both sides' administrators name it. */
export function Reason({ code, words, said = null }: Props) {
  const { t } = useLingui();
  const known = words(code);
  return (
    <>
      {known === undefined ? (
        said !== null && (
          <span lang="en" dir="ltr">
            {said}
          </span>
        )
      ) : (
        <span title={said ?? undefined}>{t(known)}</span>
      )}{' '}
      <bdi dir="ltr">{code}</bdi>
    </>
  );
}
