import { useLingui } from '@lingui/react/macro';
import { SimpleGrid, TextInput } from '@mantine/core';
import type { FormProps } from './ValuesForm.tsx';

/** Meetings, events and incidents: when, where and what they are called, as far as each has it. */
export function OtherFields({ item, put }: FormProps) {
  const { t } = useLingui();
  const { type, values } = item;
  const text = (name: string) => (name in values ? String(values[name as keyof typeof values] ?? '') : '');
  return (
    <>
      {type !== 'meetings' && (
        <TextInput
          dir="auto"
          label={t`Name`}
          value={text('name')}
          maxLength={1000}
          onChange={(event) => put({ name: event.currentTarget.value })}
        />
      )}
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <TextInput
          dir="ltr"
          label={t`Date`}
          placeholder="2026-09, 2026-09-30"
          value={text('date')}
          maxLength={40}
          onChange={(event) => put({ date: event.currentTarget.value })}
        />
        {type !== 'incidents' && (
          <TextInput
            dir="auto"
            label={t`Place`}
            value={text('place')}
            maxLength={1000}
            onChange={(event) => put({ place: event.currentTarget.value })}
          />
        )}
        {type === 'meetings' && (
          <TextInput
            dir="auto"
            label={t`Form of the meeting`}
            value={text('format')}
            maxLength={200}
            onChange={(event) => put({ format: event.currentTarget.value })}
          />
        )}
      </SimpleGrid>
    </>
  );
}
