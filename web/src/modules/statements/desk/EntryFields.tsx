import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { Button, FileButton, Select, Textarea, TextInput } from '@mantine/core';
import { IconFileUpload } from '@tabler/icons-react';
import { useId } from 'react';
import type { AccordView } from '#contract/accords.ts';
import { LONGEST_TEXT } from '#contract/statement-desk.ts';
import { useTooLong } from '../../../ui/form/Fields.tsx';
import { useLocalized } from '../../../ui/localized.ts';
import type { Entry } from '../model/entry.ts';
import classes from './Desk.module.css';
import { DropArea } from './DropArea.tsx';
import { RefusedFiles } from './RefusedFiles.tsx';
import { useFiles } from './use-files.ts';
import { Warnings } from './Warnings.tsx';

export const ACCEPTED = '.txt,.html,.htm,.docx,.pdf,text/plain,text/html,application/pdf';

type Props = {
  readonly accord: AccordView;
  readonly entry: Entry;
  readonly legend: string | undefined;
  readonly change: (part: Partial<Entry>) => void;
};

/** One text: pasted, or taken from a file, with who published it and when. */
export function EntryFields({ accord, entry, legend, change }: Props) {
  const { t } = useLingui();
  const localize = useLocalized();
  const { take, isReading, refused } = useFiles(change);
  const id = useId();
  const { length } = entry.text;
  const tooLong = useTooLong(entry.text, LONGEST_TEXT);
  return (
    <DropArea label={legend ?? t`Statement`} take={(files) => void take(files.slice(0, 1))}>
      {legend !== undefined && <h2 className={classes.legend}>{legend}</h2>}
      <Textarea
        id={`${id}-text`}
        dir="auto"
        label={t`Text`}
        description={t`Paste it, or drop a file here: text, HTML, Word or PDF.`}
        autosize
        minRows={7}
        maxRows={18}
        error={tooLong}
        value={entry.text}
        onChange={(event) => change({ text: event.currentTarget.value })}
        classNames={{ input: classes.textarea ?? '' }}
      />
      <div className={classes.tools}>
        <FileButton onChange={(file) => file !== null && void take([file])} accept={ACCEPTED}>
          {(props) => (
            <Button
              {...props}
              variant="default"
              loading={isReading}
              leftSection={<IconFileUpload size={17} aria-hidden />}
            >
              <Trans>Choose a file</Trans>
            </Button>
          )}
        </FileButton>
        <output className={classes.quiet}>
          {length > 0 && t`${plural(length, { one: '# character', other: '# characters' })}`}
        </output>
      </div>
      <RefusedFiles refused={refused} />
      <Warnings warnings={entry.warnings} />
      <div className={classes.fields}>
        <TextInput
          dir="auto"
          label={t`Title of the source (optional)`}
          maxLength={500}
          value={entry.title}
          onChange={(event) => change({ title: event.currentTarget.value })}
        />
        <Select
          label={t`Whose account it is`}
          placeholder={t`Of both, or not known`}
          clearable
          value={entry.side === '' ? null : entry.side}
          data={accord.parties.map(({ id: party, names }) => ({ value: party, label: localize(names) }))}
          onChange={(side) => change({ side: side ?? '' })}
        />
        <TextInput
          type="date"
          label={t`Published on`}
          value={entry.published}
          onChange={(event) => change({ published: event.currentTarget.value })}
        />
      </div>
    </DropArea>
  );
}
