import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { Button, SegmentedControl } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconFileText } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { LONGEST_TEXT } from '#contract/statement-desk.ts';
import type { AccordView } from '#contract/accords.ts';
import { makeSet, putStatements } from '../../../data/desk.ts';
import { Problem } from '../../../ui/Problem.tsx';
import { SaveState } from '../../../ui/SaveState.tsx';
import { emptyEntry, statementOf, type Entry } from '../model/entry.ts';
import classes from './Desk.module.css';
import { EntryFields } from './EntryFields.tsx';
import { ManyFiles } from './ManyFiles.tsx';
import { useEntries } from './kept-entries.ts';

/** One statement, the two accounts of one meeting, or a pile of files. */
export function PutIn({ accord }: { readonly accord: AccordView }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const client = useQueryClient();
  const isNarrow = useMediaQuery('(max-width: 560px)');
  const { mode, entries, setEntries, turn: turnTo, draft } = useEntries(accord.id);
  const places = mode === 'one' ? 1 : mode === 'two' ? 2 : 0;
  const shown: Entry[] =
    places === 0
      ? [...entries]
      : Array.from({ length: places }, (_, place) => entries[place] ?? emptyEntry(`new ${place}`));
  const full = shown.filter(({ text }) => text.trim() !== '');
  const isWithin = full.every(({ text }) => text.length <= LONGEST_TEXT);
  const isReady = isWithin && (places === 0 ? full.length > 0 : full.length === places);

  const sending = useMutation({
    mutationFn: async () => {
      const { statements } = await putStatements({ accord: accord.id, statements: full.map(statementOf) });
      const ids = statements.map(({ id }) => id);
      const isPair = mode === 'two' && ids[0] !== ids[1];
      return { ids, set: isPair ? await makeSet('pair', ids) : undefined };
    },
    onSuccess: async ({ ids: [first], set }) => {
      setEntries([]);
      await client.invalidateQueries({ queryKey: ['desk'] });
      if (set !== undefined) await navigate({ to: '/statements/sets/$id', params: { id: set.id } });
      else if (mode === 'one' && first !== undefined) await navigate({ to: '/statements/$id', params: { id: first } });
    },
  });
  const change = (place: number, part: Partial<Entry>) =>
    setEntries(shown.map((entry, index) => (index === place ? { ...entry, ...part } : entry)));
  const turn = (next: string) => {
    turnTo(next === 'two' || next === 'many' ? next : 'one');
    sending.reset();
  };
  return (
    <section className={classes.putIn} aria-label={t`Put statements in`}>
      <SegmentedControl
        className={classes.modes}
        orientation={isNarrow ? 'vertical' : 'horizontal'}
        aria-label={t`What to put in`}
        value={mode}
        onChange={turn}
        data={[
          { value: 'one', label: t`One statement` },
          { value: 'two', label: t`Two accounts of one meeting` },
          { value: 'many', label: t`Many files` },
        ]}
      />
      {mode === 'many' ? (
        <ManyFiles accord={accord} entries={entries} setEntries={setEntries} />
      ) : (
        <div className={classes.entries} data-count={places}>
          {shown.map((entry, place) => (
            <EntryFields
              key={entry.key}
              accord={accord}
              entry={entry}
              legend={mode === 'one' ? undefined : place === 0 ? t`First account` : t`Second account`}
              change={(part) => change(place, part)}
            />
          ))}
        </div>
      )}
      {sending.error !== null && <Problem error={sending.error} />}
      <div className={classes.submit}>
        <SaveState draft={draft} />
        <Button
          onClick={() => sending.mutate()}
          loading={sending.isPending}
          disabled={!isReady}
          leftSection={<IconFileText size={17} aria-hidden />}
        >
          {mode === 'one'
            ? t`Put in and read`
            : mode === 'two'
              ? t`Put in both and compare`
              : full.length === 0
                ? t`Put in and read`
                : t`${plural(full.length, { one: 'Put in # statement', other: 'Put in # statements' })}`}
        </Button>
      </div>
    </section>
  );
}
