import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, Select, Stack, TextInput } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import type { AccordView } from '#contract/accords.ts';
import type { DeskStatement } from '#contract/statement-desk.ts';
import { useLocalized } from '../../../ui/localized.ts';
import type { Act } from '../model/session.ts';
import { Dialog } from '../../../ui/Dialog.tsx';

type Props = {
  readonly statement: DeskStatement;
  readonly accord: AccordView;
  readonly act: (act: Act) => void;
};

/** What was not said, or said wrongly, when the text was put in: a line over time goes by the dates. */
export function DetailsDialog(props: Props) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button
        variant="subtle"
        size="xs"
        leftSection={<IconPencil size={15} aria-hidden />}
        onClick={() => setIsOpen(true)}
      >
        <Trans>Title, account and date</Trans>
      </Button>
      {isOpen && <Form {...props} close={() => setIsOpen(false)} />}
    </>
  );
}

function Form({ statement, accord, act, close }: Props & { readonly close: () => void }) {
  const { t } = useLingui();
  const localize = useLocalized();
  const [title, setTitle] = useState(statement.title ?? '');
  const [side, setSide] = useState(statement.side);
  const [published, setPublished] = useState(statement.published ?? '');
  const save = () => {
    const named = title.trim();
    act({
      act: 'details',
      details: { title: named === '' ? null : named, side, published: published === '' ? null : published },
    });
    close();
  };
  return (
    <Dialog close={close} title={t`Title, account and date`}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <Stack gap="sm">
          <TextInput
            dir="auto"
            label={t`Title`}
            maxLength={500}
            value={title}
            onChange={(event) => setTitle(event.currentTarget.value)}
          />
          <Select
            label={t`Whose account it is`}
            placeholder={t`Of both, or not known`}
            clearable
            value={side}
            data={accord.parties.map(({ id, names }) => ({ value: id, label: localize(names) }))}
            onChange={setSide}
          />
          <TextInput
            type="date"
            label={t`Published on`}
            value={published}
            onChange={(event) => setPublished(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              <Trans>Cancel</Trans>
            </Button>
            <Button type="submit">
              <Trans>Save</Trans>
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
