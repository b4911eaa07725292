import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState, type FormEvent } from 'react';
import { useStep, type Subject } from '../../data/actions.ts';
import { useKeptDraft } from '../../data/drafts.ts';
import { useTlpOf } from './tlp-of.ts';
import { useTooLong } from '../../ui/form/Fields.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { SaveState } from '../../ui/SaveState.tsx';
import { VERBS } from '../../ui/vocabulary.ts';
import { stepForm } from './step-forms.ts';
import { Dialog } from '../../ui/Dialog.tsx';

type Props = {
  readonly subject: Subject;
  readonly verb: string;
  readonly modified: string | undefined;
  readonly close: () => void;
};

/** Says what the step does, takes its reason or evidence, and steps on the version that was on screen. */
export function StepDialog({ subject, verb, modified, close }: Props) {
  const { t } = useLingui();
  const form = stepForm(verb, subject.id);
  const words = VERBS[verb];
  const act = words === undefined ? verb : t(words.act);
  const draft = useKeptDraft(`step ${subject.id} ${verb}`, {
    initial: '',
    tlp: useTlpOf(subject),
    record: subject.id,
  });
  const { value: text, set: setText } = draft;
  const [missing, setMissing] = useState(false);
  const tooLong = useTooLong(text, form.asks === 'evidence' ? 20_000 : 4000);
  const step = useStep(subject);
  const isNeeded = form.asks !== 'note';
  const labels = {
    reason: t`Reason`,
    evidence: t`Evidence: what was done, when, and where it can be seen`,
    note: t`Note (optional)`,
  };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const given = text.trim();
    if (tooLong !== undefined) return;
    if (isNeeded && given === '') {
      setMissing(true);
      return;
    }
    const said = given === '' ? {} : form.asks === 'evidence' ? { evidence: given } : { reason: given };
    step.mutate(
      { verb, ...said, ...(modified === undefined ? {} : { modified }) },
      {
        onSuccess: () => {
          draft.forget();
          close();
          notifications.show({ color: 'teal', title: act, message: t`Recorded. It travels to the partner now.` });
        },
      },
    );
  };

  return (
    <Dialog close={close} title={<Text fw={620}>{act}</Text>}>
      <form onSubmit={submit}>
        <Stack gap="md">
          <Text size="sm">{t(form.effect)}</Text>
          <Textarea
            data-autofocus
            dir="auto"
            label={labels[form.asks]}
            required={isNeeded}
            autosize
            minRows={isNeeded ? 4 : 2}
            maxRows={14}
            value={text}
            error={missing && text.trim() === '' ? t`Write a few words first.` : tooLong}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <Text size="xs" c="dimmed">
            <Trans>A step is never deleted or changed; a later step can undo it.</Trans>
          </Text>
          <SaveState draft={draft} />
          {step.error !== null && <Problem error={step.error} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={close}>
              <Trans>Cancel</Trans>
            </Button>
            <Button type="submit" loading={step.isPending} color={form.isGrave === true ? 'red' : 'ink'}>
              {act}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
