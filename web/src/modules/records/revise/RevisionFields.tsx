import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { accordTerms } from '../../../data/accord-terms.ts';
import { markingOf, TLP_IDS } from '../../../data/marking.ts';
import { accordQuery } from '../../../data/queries.ts';
import { localizedField } from '../../../data/fields.ts';
import { LongTextField, SelectField, TextField, type Option } from '../../../ui/form/Fields.tsx';
import { LocalizedField } from '../../../ui/form/LocalizedField.tsx';
import { useLocalized } from '../../../ui/localized.ts';
import { useRecordWords } from '../../../ui/record-words.ts';
import { KINDS, STATED } from '../../../ui/vocabulary.ts';
import type { Field } from './editable.ts';

type Fields = Readonly<Record<string, unknown>>;
type Props = {
  readonly fields: readonly Field[];
  readonly accord: string | undefined;
  readonly value: Fields;
  readonly change: (next: Fields) => void;
};

export function RevisionFields({ fields, accord, value, change }: Props) {
  const words = useRecordWords();
  const options = useOptions(accord);
  // What is emptied is left out: no property is the empty text.
  const set = (property: string, next: unknown) =>
    change(
      Object.fromEntries(
        Object.entries({ ...value, [property]: next }).filter(([, one]) => one !== undefined && one !== ''),
      ),
    );
  return (
    <>
      {fields.map(({ property, sort, most }) => {
        const given = value[property];
        const said = typeof given === 'string' ? given : '';
        const common = { name: property, label: words.property(property) };
        if (sort === 'line')
          return (
            <TextField key={property} {...common} most={most} value={said} change={(next) => set(property, next)} />
          );
        if (sort === 'text')
          return (
            <LongTextField key={property} {...common} most={most} value={said} change={(next) => set(property, next)} />
          );
        if (sort === 'name' || sort === 'words')
          return (
            <LocalizedField
              key={property}
              {...common}
              most={most}
              {...(sort === 'words' ? { rows: 5 } : {})}
              value={localizedField(value, property)}
              change={(texts) => set(property, Object.keys(texts).length === 0 ? '' : texts)}
            />
          );
        if (sort === 'marking')
          return (
            <SelectField
              key={property}
              {...common}
              options={options.marking}
              value={markingOf(value).tlp ?? ''}
              change={(level) => set(property, withLevel(given, level))}
            />
          );
        return (
          <SelectField
            key={property}
            {...common}
            options={options[sort]}
            value={said}
            change={(next) => set(property, next)}
          />
        );
      })}
    </>
  );
}

/** Its other markings stay. */
function withLevel(refs: unknown, level: string): readonly unknown[] {
  const all: readonly unknown[] = Array.isArray(refs) ? refs : [];
  const others = all.filter((ref) => markingOf({ object_marking_refs: [ref] }).tlp === undefined);
  const id = TLP_IDS[level];
  return id === undefined ? others : [...others, id];
}

function useOptions(
  accordId: string | undefined,
): Readonly<Record<'kind' | 'status' | 'theme' | 'marking', readonly Option[]>> {
  const { t } = useLingui();
  const localize = useLocalized();
  const accord = useQuery({ ...accordQuery(accordId ?? ''), enabled: accordId !== undefined });
  const themes = accord.data === undefined ? [] : accordTerms(accord.data).themes;
  const named = (terms: typeof KINDS | typeof STATED) =>
    Object.entries(terms).map(([value, label]) => ({ value, label: t(label) }));
  return {
    kind: named(KINDS),
    status: named(STATED),
    theme: [
      { value: '', label: t`Without a theme` },
      ...themes.map(({ key, title }) => ({ value: key, label: localize(title) })),
    ],
    marking: Object.keys(TLP_IDS).map((value) => ({ value, label: `TLP:${value.toUpperCase()}` })),
  };
}
