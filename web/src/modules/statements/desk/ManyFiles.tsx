import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { Button, CloseButton, FileButton, Select, TextInput } from '@mantine/core';
import { IconFiles } from '@tabler/icons-react';
import type { Dispatch, SetStateAction } from 'react';
import type { AccordView } from '#contract/accords.ts';
import { MOST_PUT_AT_ONCE } from '#contract/statement-desk.ts';
import { changed, without } from '../../../data/keyed.ts';
import { useLocalized } from '../../../ui/localized.ts';
import { emptyEntry, type Entry } from '../model/entry.ts';
import { newId } from '../new-id.ts';
import classes from './Desk.module.css';
import { DropArea } from './DropArea.tsx';
import { ACCEPTED } from './EntryFields.tsx';
import { RefusedFiles } from './RefusedFiles.tsx';
import { useFiles } from './use-files.ts';
import { Warnings } from './Warnings.tsx';

type Props = {
  readonly accord: AccordView;
  readonly entries: readonly Entry[];
  readonly setEntries: Dispatch<SetStateAction<Entry[]>>;
};

/** A pile of files, each a line that says what it is. */
export function ManyFiles({ accord, entries, setEntries }: Props) {
  const { t } = useLingui();
  const localize = useLocalized();
  const { take, isReading, refused } = useFiles((part) =>
    setEntries((all) => (all.length >= MOST_PUT_AT_ONCE ? all : [...all, { ...emptyEntry(newId('entry')), ...part }])),
  );
  const change = (key: string, part: Partial<Entry>) => setEntries((all) => changed(all, key, part));
  return (
    <DropArea label={t`Files`} take={(files) => void take(files)}>
      <div className={classes.pile}>
        <IconFiles size={26} stroke={1.5} aria-hidden />
        <p>
          <Trans>Drop files here: text, HTML, Word or PDF; at most {MOST_PUT_AT_ONCE} at once.</Trans>
        </p>
        <FileButton multiple onChange={(files) => void take(files)} accept={ACCEPTED}>
          {(props) => (
            <Button {...props} variant="default" loading={isReading}>
              <Trans>Choose files</Trans>
            </Button>
          )}
        </FileButton>
      </div>
      <RefusedFiles refused={refused} />
      <ol className={classes.lines}>
        {entries.map((entry) => (
          <li key={entry.key}>
            <TextInput
              dir="auto"
              label={t`Title`}
              maxLength={500}
              value={entry.title}
              description={t`${plural(entry.text.length, { one: '# character', other: '# characters' })}`}
              onChange={(event) => change(entry.key, { title: event.currentTarget.value })}
            />
            <Select
              label={t`Whose account it is`}
              placeholder={t`Of both, or not known`}
              clearable
              value={entry.side === '' ? null : entry.side}
              data={accord.parties.map(({ id, names }) => ({ value: id, label: localize(names) }))}
              onChange={(side) => change(entry.key, { side: side ?? '' })}
            />
            <TextInput
              type="date"
              label={t`Published on`}
              value={entry.published}
              onChange={(event) => change(entry.key, { published: event.currentTarget.value })}
            />
            <CloseButton
              aria-label={t`Leave out: ${entry.title}`}
              onClick={() => setEntries((all) => without(all, entry.key))}
            />
            <Warnings warnings={entry.warnings} />
          </li>
        ))}
      </ol>
    </DropArea>
  );
}
