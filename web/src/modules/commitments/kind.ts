import { useLingui } from '@lingui/react';
import { KINDS } from '../../ui/vocabulary.ts';

/** The kind in the reader's language; a kind that we do not know as it is written. */
export function useKind(): (kind: string | undefined) => string | undefined {
  const { _ } = useLingui();
  return (kind) => {
    if (kind === undefined) return undefined;
    const label = Object.entries(KINDS).find(([key]) => key === kind)?.[1];
    return label === undefined ? kind : _(label);
  };
}
