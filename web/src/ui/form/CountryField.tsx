import { useLingui } from '@lingui/react/macro';
import { useMemo } from 'react';
import { SelectField, type Common } from './Fields.tsx';

/** One of all countries and territories, as the page's language names and sorts them; its value is the code of ISO 3166-1. */
export function CountryField(field: Common<string>) {
  const { t, i18n } = useLingui();
  const countries = useMemo(() => countriesIn(i18n.locale), [i18n.locale]);
  return <SelectField {...field} options={[{ value: '', label: t`Choose one` }, ...countries]} />;
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('');
/** Codes that ISO leaves to users, and those of unions. */
const NO_COUNTRY = /^(?:AA|Q[M-Z]|X[A-JL-Z]|ZZ|EU|EZ|UN)$/;

function countriesIn(locale: string): { readonly value: string; readonly label: string }[] {
  const names = new Intl.DisplayNames([locale], { type: 'region', fallback: 'none' });
  return LETTERS.flatMap((first) => LETTERS.map((second) => `${first}${second}`))
    .filter((code) => !NO_COUNTRY.test(code) && Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`)
    .flatMap((value) => {
      const label = names.of(value);
      return label === undefined ? [] : [{ value, label }];
    })
    .toSorted((a, b) => a.label.localeCompare(b.label, locale));
}
