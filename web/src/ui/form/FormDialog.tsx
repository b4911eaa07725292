import { Trans } from '@lingui/react/macro';
import { Button, Group, Stack } from '@mantine/core';
import { useState, type FormEvent, type ReactNode } from 'react';
import { Problem } from '../Problem.tsx';
import classes from './FormDialog.module.css';
import { areAllShown, fieldProblems, FormProblems } from './problems.ts';
import { Dialog } from '../Dialog.tsx';

type Props = {
  readonly title: string;
  readonly lead?: ReactNode;
  /** What is done, as the button says it. */
  readonly act: string;
  readonly isGrave?: boolean;
  readonly isReady?: boolean;
  readonly size?: 'md' | 'lg' | 'xl';
  /** Resolves when the node has taken it; what it throws is shown, at its field where it names one. */
  readonly send: () => Promise<unknown>;
  readonly close: () => void;
  /** Names of the fields inside, so that a refusal elsewhere is said above them. */
  readonly names?: readonly string[];
  readonly children?: ReactNode;
};

/** A form over the page. It stays open, with all that was typed, until the node has taken it. */
export function FormDialog(props: Props) {
  const { title, lead, act, isGrave = false, isReady = true, size, send, close, names = [], children } = props;
  const [error, setError] = useState<unknown>();
  const [isSending, setSending] = useState(false);
  const problems = fieldProblems(error);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setSending(true);
    setError(undefined);
    try {
      await send();
      close();
    } catch (refused) {
      setError(refused);
    } finally {
      setSending(false);
    }
  };

  return (
    <Dialog close={close} {...(size === undefined ? {} : { size })} title={title}>
      <form className={classes.form} onSubmit={(event) => void submit(event)}>
        <FormProblems value={problems}>
          <Stack gap="md">
            {lead !== undefined && <div>{lead}</div>}
            {children}
            {error !== undefined && !areAllShown(problems, names) && <Problem error={error} />}
            <Group justify="flex-end" gap="xs" className={classes.foot}>
              <Button variant="default" onClick={close}>
                <Trans>Cancel</Trans>
              </Button>
              <Button type="submit" loading={isSending} disabled={!isReady} color={isGrave ? 'red' : 'ink'}>
                {act}
              </Button>
            </Group>
          </Stack>
        </FormProblems>
      </form>
    </Dialog>
  );
}
