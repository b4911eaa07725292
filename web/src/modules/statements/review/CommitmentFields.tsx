import { useLingui } from '@lingui/react/macro';
import { Button, Checkbox, Group, Select, SimpleGrid, TextInput } from '@mantine/core';
import { useLocalized } from '../../../ui/localized.ts';
import { KINDS, STATED } from '../../../ui/vocabulary.ts';
import type { CommitmentItem } from '../model/item.ts';
import { suggestTheme } from '../model/suggest-theme.ts';
import { lettersOf, responsibleOf } from '../model/responsible.ts';
import type { FormProps } from './ValuesForm.tsx';

function isKey<T extends object>(terms: T, key: string | null): key is string & keyof T {
  return key !== null && Object.hasOwn(terms, key);
}

export function CommitmentFields({ item, statement, themes, sideName, put }: FormProps<CommitmentItem>) {
  const { t } = useLingui();
  const localize = useLocalized();
  const { values } = item;
  const suggested = (values.theme ?? '') === '' ? suggestTheme(values, themes) : undefined;
  const letters = Object.keys(statement.sides);
  const options = <T extends object>(terms: T, label: (key: keyof T & string) => string) =>
    Object.keys(terms).flatMap((value) => (isKey(terms, value) ? [{ value, label: label(value) }] : []));
  return (
    <>
      <TextInput
        dir="auto"
        label={t`Title`}
        maxLength={1000}
        value={values.title ?? ''}
        onChange={(event) => put({ title: event.currentTarget.value })}
      />
      <Checkbox.Group
        label={t`Who owes`}
        value={lettersOf(values.responsible, letters)}
        onChange={(chosen) => put({ responsible: responsibleOf(chosen, letters) })}
      >
        <Group mt={4} gap="lg">
          {letters.map((letter) => (
            <Checkbox key={letter} value={letter} label={sideName(letter)} />
          ))}
        </Group>
      </Checkbox.Group>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <Select
          label={t`Kind`}
          allowDeselect={false}
          value={values.kind}
          data={options(KINDS, (key) => t(KINDS[key]))}
          onChange={(kind) => isKey(KINDS, kind) && put({ kind })}
        />
        <Select
          label={t`As stated`}
          allowDeselect={false}
          value={values.status}
          data={options(STATED, (key) => t(STATED[key]))}
          onChange={(status) => isKey(STATED, status) && put({ status })}
        />
        <TextInput
          label={t`Due`}
          placeholder="2026-09, 2026-09-30, 2026 Q3"
          value={values.due ?? ''}
          maxLength={40}
          onChange={(event) => put({ due: event.currentTarget.value })}
          dir="ltr"
        />
        <TextInput
          label={t`Recurrence`}
          placeholder={t`P3M, every three months`}
          value={values.recurrence ?? ''}
          maxLength={200}
          onChange={(event) => put({ recurrence: event.currentTarget.value })}
          dir="auto"
        />
      </SimpleGrid>
      <Select
        label={t`Theme`}
        placeholder={t`Without a theme`}
        clearable
        searchable
        value={themes.some(({ key }) => key === values.theme) ? (values.theme ?? null) : null}
        data={themes.map(({ key, title }) => ({ value: key, label: localize(title) }))}
        onChange={(theme) => put({ theme: theme ?? '' })}
      />
      {suggested !== undefined && (
        <Button
          variant="light"
          size="compact-sm"
          style={{ justifySelf: 'start', alignSelf: 'start' }}
          onClick={() => put({ theme: suggested.key })}
        >
          {t`Suggested: ${localize(suggested.title)}`}
        </Button>
      )}
    </>
  );
}
