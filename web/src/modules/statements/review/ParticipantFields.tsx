import { useLingui } from '@lingui/react/macro';
import { Checkbox, Select, SimpleGrid, TextInput } from '@mantine/core';
import { isoDay } from '../../../ui/dates.ts';
import type { ParticipantItem } from '../model/item.ts';
import type { FormProps } from './ValuesForm.tsx';

const ONE_YEAR_MS = 365 * 86_400_000;

/** Offices are kept; a name only if the officer says so, and until a date. */
export function ParticipantFields({ item, statement, sideName, put }: FormProps<ParticipantItem>) {
  const { t } = useLingui();
  const { values } = item;
  return (
    <>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <TextInput
          dir="auto"
          label={t`Name`}
          value={values.name}
          maxLength={1000}
          onChange={(event) => put({ name: event.currentTarget.value })}
        />
        <TextInput
          dir="auto"
          label={t`Office`}
          value={values.title ?? ''}
          maxLength={1000}
          onChange={(event) => put({ title: event.currentTarget.value })}
        />
        <Select
          label={t`Side`}
          clearable
          value={values.side ?? null}
          data={Object.keys(statement.sides).map((letter) => ({ value: letter, label: sideName(letter) }))}
          onChange={(side) => put({ side: side ?? '' })}
        />
      </SimpleGrid>
      <Checkbox
        label={t`Keep the name with the record of the meeting`}
        description={t`Else only the office is kept. It stays on this node and is never sent.`}
        checked={values.keepName === true}
        onChange={(event) =>
          put(
            event.currentTarget.checked
              ? { keepName: true, retainUntil: values.retainUntil ?? isoDay(new Date(Date.now() + ONE_YEAR_MS)) }
              : { keepName: false },
          )
        }
      />
      {values.keepName === true && (
        <TextInput
          type="date"
          required
          label={t`Delete the name after`}
          value={values.retainUntil ?? ''}
          error={(values.retainUntil ?? '') === '' ? t`A name needs a date.` : undefined}
          onChange={(event) => event.currentTarget.value !== '' && put({ retainUntil: event.currentTarget.value })}
        />
      )}
    </>
  );
}
