import type { ComponentProps } from 'react';
import type { KeptDraft } from '../../data/drafts.ts';
import { FormDialog } from '../../ui/form/FormDialog.tsx';
import { SaveState } from '../../ui/SaveState.tsx';
import { isFree, PersonalData } from './PersonalData.tsx';

type Props<T> = Omit<ComponentProps<typeof FormDialog>, 'send'> & {
  /** Forgotten once it is sent. */
  readonly draft: Pick<KeptDraft<never>, 'forget' | 'kept' | 'isForDevice'>;
  /** All that is typed: none of it goes out while it is personal data. */
  readonly words: readonly string[];
  readonly send: () => Promise<T>;
  readonly then?: (sent: T) => Promise<unknown>;
};

/** A form of the secretariat's work: kept as a draft while one types, and free of personal data. */
export function WritingDialog<T>({ draft, words, send, then, isReady = true, children, ...dialog }: Props<T>) {
  return (
    <FormDialog
      {...dialog}
      isReady={isReady && isFree(...words)}
      send={async () => {
        const sent = await send();
        draft.forget();
        await then?.(sent);
      }}
    >
      {children}
      <PersonalData words={words} />
      <SaveState draft={draft} />
    </FormDialog>
  );
}
