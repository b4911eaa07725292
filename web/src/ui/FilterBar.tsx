import { useLingui } from '@lingui/react/macro';
import { ActionIcon, Button, CloseButton, Menu, NativeSelect, TextInput } from '@mantine/core';
import { IconBookmark, IconSearch, IconX } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import classes from './FilterBar.module.css';
import { TextField, type Option } from './form/Fields.tsx';
import { FormDialog } from './form/FormDialog.tsx';
import { forgetFilters, savedFilters, saveFilters, type Filters } from './saved-filters.ts';

export type Filter = { readonly key: string; readonly label: string; readonly options: readonly Option[] };

type Props = {
  /** Under this name the person's own sets are kept in this browser; without one they are kept elsewhere. */
  readonly list?: string;
  readonly filters: readonly Filter[];
  /** A filter by words, under this key. */
  readonly words?: { readonly key: string; readonly label: string };
  /** As the address has it, so that a link leads to what is filtered. */
  readonly now: Filters;
  readonly change: (next: Filters) => void;
  readonly children?: ReactNode;
};

export function FilterBar({ list, filters, words, now, change, children }: Props) {
  const { t } = useLingui();
  const isFiltered = Object.values(now).some((value) => value !== undefined && value !== '');
  const set = (key: string, value: string) => change({ ...now, [key]: value === '' ? undefined : value });
  return (
    <search className={classes.bar} aria-label={t`Filters`}>
      {words !== undefined && (
        <TextInput
          className={classes.words}
          aria-label={words.label}
          placeholder={words.label}
          dir="auto"
          leftSection={<IconSearch size={16} aria-hidden />}
          value={now[words.key] ?? ''}
          onChange={(event) => set(words.key, event.currentTarget.value)}
          rightSection={
            (now[words.key] ?? '') !== '' && (
              <CloseButton size="sm" aria-label={t`Clear the words`} onClick={() => set(words.key, '')} />
            )
          }
        />
      )}
      {filters.map(({ key, label, options }) => (
        <NativeSelect
          key={key}
          className={classes.filter}
          aria-label={label}
          data-set={(now[key] ?? '') !== '' || undefined}
          data={[{ value: '', label: t`${label}: any` }, ...options.map((one) => ({ ...one }))]}
          value={now[key] ?? ''}
          onChange={(event) => set(key, event.currentTarget.value)}
        />
      ))}
      {isFiltered && (
        <Button
          variant="subtle"
          color="gray"
          leftSection={<IconX size={15} aria-hidden />}
          onClick={() => change(Object.fromEntries(Object.keys(now).map((key) => [key, undefined])))}
        >
          {t`Clear`}
        </Button>
      )}
      {list !== undefined && <Saved list={list} now={now} change={change} isFiltered={isFiltered} />}
      {children}
    </search>
  );
}

type SavedProps = Pick<Props, 'now' | 'change'> & { readonly list: string; readonly isFiltered: boolean };

function Saved({ list, now, change, isFiltered }: SavedProps) {
  const { t } = useLingui();
  const [isNaming, setNaming] = useState(false);
  const [sets, setSets] = useState(() => savedFilters(list));
  if (sets.length === 0 && !isFiltered) return null;
  return (
    <>
      <Menu position="bottom-end" width={280}>
        <Menu.Target>
          <Button variant="default" leftSection={<IconBookmark size={16} aria-hidden />}>
            {t`Saved filters`}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {sets.map(({ title, filters }) => (
            <div key={title} className={classes.saved}>
              <Menu.Item dir="auto" onClick={() => change(filters)}>
                {title}
              </Menu.Item>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t`Forget these filters: ${title}`}
                onClick={() => {
                  forgetFilters(list, title);
                  setSets(savedFilters(list));
                }}
              >
                <IconX size={15} aria-hidden />
              </ActionIcon>
            </div>
          ))}
          {sets.length > 0 && <Menu.Divider />}
          <Menu.Item disabled={!isFiltered} onClick={() => setNaming(true)}>
            {t`Save the present filters …`}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isNaming && (
        <NameDialog
          close={() => setNaming(false)}
          save={(title) => {
            saveFilters(list, { title, filters: now });
            setSets(savedFilters(list));
          }}
        />
      )}
    </>
  );
}

function NameDialog({ save, close }: { readonly save: (title: string) => void; readonly close: () => void }) {
  const { t } = useLingui();
  const [title, setTitle] = useState('');
  return (
    <FormDialog
      title={t`Save the present filters`}
      act={t`Save`}
      isReady={title.trim() !== ''}
      send={async () => save(title.trim())}
      close={close}
    >
      <TextField name="title" label={t`Name`} most={80} isNeeded value={title} change={setTitle} />
    </FormDialog>
  );
}
