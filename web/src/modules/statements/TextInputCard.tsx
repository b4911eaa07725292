import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { Button, FileButton, Group, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { IconFileText, IconFileUpload } from '@tabler/icons-react';
import { useState, type DragEvent } from 'react';
import { Problem } from '../../ui/Problem.tsx';
import classes from './Statements.module.css';

type Props = {
  readonly text: string;
  readonly title: string;
  readonly change: (part: { text?: string; title?: string }) => void;
  readonly read: () => void;
  readonly isReading: boolean;
  readonly error: unknown;
};

const MAX_CHARACTERS = 200_000;

export function TextInputCard({ text, title, change, read, isReading, error }: Props) {
  const { t, i18n } = useLingui();
  const [isOver, setIsOver] = useState(false);
  const [refused, setRefused] = useState<string>();
  const take = async (file: File | null | undefined) => {
    if (file === null || file === undefined) return;
    try {
      const content = new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer());
      if (content.length > MAX_CHARACTERS) throw new RangeError('too long');
      change({ text: content, ...(title === '' ? { title: file.name.replace(/\.[^.]+$/, '') } : {}) });
      setRefused(undefined);
    } catch (cause) {
      setRefused(
        cause instanceof RangeError
          ? t`${file.name} is longer than ${i18n.number(MAX_CHARACTERS)} characters.`
          : t`${file.name} is not a text in UTF-8.`,
      );
    }
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    void take(event.dataTransfer.files[0]);
  };
  return (
    // Dropping is a short cut; the button "Choose a file" does the same for keyboards and screen readers.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      className={classes.input}
      data-over={isOver || undefined}
      aria-label={t`Text`}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
    >
      <Stack gap="md">
        <TextInput
          dir="auto"
          label={t`Title of the source (optional)`}
          maxLength={500}
          value={title}
          onChange={(event) => change({ title: event.currentTarget.value })}
        />
        <Textarea
          dir="auto"
          label={t`Text`}
          description={t`Paste it, or drop a .txt file anywhere on this card. English, 中文 or اردو.`}
          autosize
          minRows={12}
          maxRows={26}
          maxLength={MAX_CHARACTERS}
          value={text}
          error={refused}
          onChange={(event) => {
            setRefused(undefined);
            change({ text: event.currentTarget.value });
          }}
          classNames={{ input: classes.textarea }}
        />
        {error !== null && error !== undefined && <Problem error={error} />}
        <Group justify="space-between">
          <Text component="output" size="sm" c="dimmed">
            {text === '' ? (
              <Trans>What you type is kept in this browser.</Trans>
            ) : (
              t`${plural(text.length, { one: '# character', other: '# characters' })}`
            )}
          </Text>
          <Group gap="xs">
            <FileButton onChange={(file) => void take(file)} accept=".txt,text/plain">
              {(props) => (
                <Button {...props} variant="default" leftSection={<IconFileUpload size={17} aria-hidden />}>
                  <Trans>Choose a file</Trans>
                </Button>
              )}
            </FileButton>
            <Button
              onClick={read}
              loading={isReading}
              disabled={text.trim() === ''}
              leftSection={<IconFileText size={17} aria-hidden />}
            >
              <Trans>Read</Trans>
            </Button>
          </Group>
        </Group>
      </Stack>
    </section>
  );
}
