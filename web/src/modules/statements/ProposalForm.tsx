import { useLingui } from '@lingui/react/macro';
import { Checkbox, Group, Select, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useLocalized } from '../../ui/localized.ts';
import { KINDS, STATED } from '../../ui/vocabulary.ts';
import type { CardProps } from './ProposalCard.tsx';
import type { Item } from './review.ts';
import classes from './Statements.module.css';

type Props = Pick<CardProps, 'item' | 'review' | 'accord' | 'themes'> & {
  readonly edit: (part: Partial<Item>) => void;
};

function isKey<T extends object>(terms: T, key: string | null): key is string & keyof T {
  return key !== null && Object.hasOwn(terms, key);
}

export function ProposalForm({ item, review, accord, themes, edit }: Props) {
  const { t } = useLingui();
  const localize = useLocalized();
  const options = <T extends object>(terms: T, label: (key: keyof T & string) => string) =>
    Object.keys(terms).flatMap((value) => (isKey(terms, value) ? [{ value, label: label(value) }] : []));
  return (
    <Stack gap="sm" className={classes.form}>
      <TextInput
        dir="auto"
        label={t`Title`}
        maxLength={500}
        value={item.title}
        onChange={(event) => edit({ title: event.currentTarget.value })}
      />
      <Checkbox.Group
        label={t`Who owes`}
        value={[...item.responsible]}
        onChange={(responsible) => edit({ responsible })}
      >
        <Group mt={4} gap="lg">
          {Object.entries(review.sides).map(([letter, aliases]) => {
            const party = accord.parties.find(({ id }) => id === review.mapping[letter]);
            return (
              <Checkbox
                key={letter}
                value={letter}
                label={party === undefined ? (aliases[0] ?? letter) : localize(party.names)}
              />
            );
          })}
        </Group>
      </Checkbox.Group>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <Select
          label={t`Kind`}
          allowDeselect={false}
          value={item.kind}
          data={options(KINDS, (key) => t(KINDS[key]))}
          onChange={(kind) => isKey(KINDS, kind) && edit({ kind })}
        />
        <Select
          label={t`As stated`}
          allowDeselect={false}
          value={item.status}
          data={options(STATED, (key) => t(STATED[key]))}
          onChange={(status) => isKey(STATED, status) && edit({ status })}
        />
        <TextInput
          label={t`Due`}
          placeholder="2026-09, 2026-09-30, 2026 Q3"
          value={item.due}
          onChange={(event) => edit({ due: event.currentTarget.value })}
          dir="ltr"
        />
        <TextInput
          label={t`Recurrence`}
          placeholder="P3M, every three months"
          value={item.recurrence}
          maxLength={200}
          onChange={(event) => edit({ recurrence: event.currentTarget.value })}
          dir="auto"
        />
      </SimpleGrid>
      <Select
        label={t`Theme`}
        placeholder={t`Without a theme`}
        clearable
        searchable
        value={item.theme === '' ? null : item.theme}
        data={themes.map(({ key, title }) => ({ value: key, label: localize(title) }))}
        onChange={(theme) => edit({ theme: theme ?? '' })}
      />
    </Stack>
  );
}
