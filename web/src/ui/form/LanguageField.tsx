import { useLingui } from '@lingui/react/macro';
import { useMemo } from 'react';
import { LANGUAGES } from '../../app/catalogues.ts';
import { languageName } from '../language-name.ts';
import { SelectField, type Common, type Option } from './Fields.tsx';

/** One of all languages: those of the pages first, then the others as the page's language names and sorts them. */
export function LanguageField({ without = [], ...field }: Common<string> & { readonly without?: readonly string[] }) {
  const { t, i18n } = useLingui();
  const languages = useMemo(() => languagesIn(i18n.locale), [i18n.locale]);
  const other =
    field.value === '' || languages.some(({ value }) => value === field.value)
      ? []
      : [{ value: field.value, label: languageName(field.value, i18n.locale) }];
  return (
    <SelectField
      {...field}
      options={[
        ...(field.value === '' ? [{ value: '', label: t`Choose one` }] : other),
        ...languages.filter(({ value }) => !without.includes(value)),
      ]}
    />
  );
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz'.split('');
/** Written in two ways, and chosen by the way. */
const BY_SCRIPT: Readonly<Record<string, readonly string[]>> = { zh: ['zh-Hant'], sr: ['sr-Cyrl', 'sr-Latn'] };

function languagesIn(locale: string): Option[] {
  const names = new Intl.DisplayNames([locale], { type: 'language', fallback: 'none' });
  const named = (value: string) => ({ value, label: names.of(value) ?? value });
  const others = LETTERS.flatMap((first) => LETTERS.map((second) => first + second))
    .filter((code) => Intl.getCanonicalLocales(code)[0] === code && names.of(code) !== undefined)
    .flatMap((code) => BY_SCRIPT[code] ?? [code])
    .filter((code) => !LANGUAGES.some((one) => one === code))
    .map(named)
    .toSorted((a, b) => a.label.localeCompare(b.label, locale));
  return [...LANGUAGES.map(named), ...others];
}
