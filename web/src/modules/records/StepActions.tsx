import { useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useOffers } from '../../app/actions/action.ts';
import type { Subject } from '../../data/actions.ts';
import { VERBS } from '../../ui/vocabulary.ts';
import { stepForm } from './step-forms.ts';
import { StepDialog } from './StepDialog.tsx';

type Props = {
  readonly subject: Subject;
  readonly allowed: readonly string[];
  readonly modified: string | undefined;
  readonly size?: 'sm' | 'compact-sm';
};

const ORDER = Object.keys(VERBS);

/** A button for each verb that the node allows this person now; the first is the likely one. */
export function StepActions({ subject, allowed, modified, size = 'sm' }: Props) {
  const { t } = useLingui();
  // The version on screen when the dialog opened is the one that the person judged.
  const [opened, setOpened] = useState<{ verb: string; modified: string | undefined }>();
  const verbs = allowed.toSorted((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b));
  const nameOf = (verb: string) => {
    const words = VERBS[verb];
    return words === undefined ? verb : t(words.act);
  };
  useOffers(
    `steps:${subject.id}`,
    verbs.map((verb) => ({ id: `step:${verb}`, title: nameOf(verb), run: () => setOpened({ verb, modified }) })),
  );
  return (
    <>
      {verbs.map((verb, place) => {
        const { isGrave = false, putsOff = false } = stepForm(verb, subject.id);
        return (
          <Button
            key={verb}
            size={size}
            variant={place === 0 && !isGrave && !putsOff ? 'filled' : 'default'}
            {...(isGrave ? { c: 'var(--mantine-color-error)' } : {})}
            onClick={() => setOpened({ verb, modified })}
            data-verb={verb}
          >
            {nameOf(verb)}
          </Button>
        );
      })}
      {opened !== undefined && <StepDialog subject={subject} {...opened} close={() => setOpened(undefined)} />}
    </>
  );
}
