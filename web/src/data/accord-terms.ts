import type { AccordView } from '#contract/accords.ts';
import type { Localized } from '#contract/session.ts';
import { field, flag, list, localizedField, number, text, texts } from './fields.ts';

export type Channel = {
  readonly name: string;
  readonly title: Localized;
  readonly purposes: readonly string[];
  readonly ceiling: { readonly tlp?: string; readonly pap?: string; readonly handling: readonly string[] };
  readonly retentionDays: number | undefined;
};
export type LegalBasis = {
  readonly key: string;
  readonly title: Localized;
  readonly inForce: boolean;
  readonly date: string | undefined;
};
export type Theme = {
  readonly key: string;
  readonly title: Localized;
  readonly mechanism: string;
  readonly owedBy: readonly string[];
  readonly cadence: string | undefined;
};
export type AccordTerms = {
  readonly channels: readonly Channel[];
  readonly legalBases: readonly LegalBasis[];
  readonly themes: readonly Theme[];
  readonly entryIntoForce: string | undefined;
  readonly validFrom: string | undefined;
};

/** What the pages need of an accord record. A part that is withheld or strange is left out, never guessed. */
export function accordTerms(view: AccordView): AccordTerms {
  const record = view.accord;
  return {
    channels: list(record, 'channels').map((channel) => {
      const ceiling = field(channel, 'ceiling');
      const tlp = text(ceiling, 'tlp');
      const pap = text(ceiling, 'pap');
      return {
        name: text(channel, 'name') ?? '',
        title: localizedField(channel, 'title'),
        purposes: texts(channel, 'purposes'),
        ceiling: {
          ...(tlp === undefined ? {} : { tlp }),
          ...(pap === undefined ? {} : { pap }),
          handling: texts(ceiling, 'handling'),
        },
        retentionDays: number(channel, 'retention_days'),
      };
    }),
    legalBases: list(record, 'legal_bases').map((basis) => ({
      key: text(basis, 'key') ?? '',
      title: localizedField(basis, 'title'),
      inForce: flag(basis, 'in_force'),
      date: text(basis, 'date'),
    })),
    themes: list(record, 'themes').map((theme) => ({
      key: text(theme, 'key') ?? '',
      title: localizedField(theme, 'title'),
      mechanism: text(theme, 'mechanism') ?? '',
      owedBy: texts(theme, 'owed_by'),
      cadence: text(theme, 'cadence'),
    })),
    entryIntoForce: text(record, 'entry_into_force'),
    validFrom: text(record, 'valid_from'),
  };
}

/** When the last ratification completed it; the anchor of a cadence that names no first date. */
export function inForceSince(view: AccordView): string | undefined {
  const ratified = view.parties.flatMap(({ ratified: at }) => (at === null ? [] : [at]));
  return ratified.length === view.parties.length ? ratified.toSorted().at(-1) : undefined;
}
