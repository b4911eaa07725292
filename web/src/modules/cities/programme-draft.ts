import type { Localized } from '#contract/session.ts';
import { list, localizedField, number, text, texts } from '../../data/fields.ts';
import { isSaid, saidIn } from '../../ui/form/localized-text.ts';
import { tagsOf } from './tags.ts';

export type Point = {
  readonly key: string;
  readonly day: string;
  readonly start: string;
  readonly end: string;
  readonly title: Localized;
  readonly place: Localized;
  readonly languages: string;
};
export type Interpreting = {
  readonly key: string;
  readonly party: string;
  readonly from: string;
  readonly to: string;
  readonly count: string;
};
export type ProgrammeDraft = { readonly points: readonly Point[]; readonly interpreters: readonly Interpreting[] };

export const pointOn = (day: string): Point => ({
  key: crypto.randomUUID(),
  day,
  start: '09:00',
  end: '',
  title: {},
  place: {},
  languages: '',
});

/** What a programme that is there says; a first point where there is none. */
export function programmeDraft(record: Readonly<Record<string, unknown>> | undefined, day: string): ProgrammeDraft {
  if (record === undefined) return { points: [{ ...pointOn(day), key: 'first' }], interpreters: [] };
  return {
    points: list(record, 'items').map((item, n) => ({
      key: `held ${n}`,
      day: (text(item, 'starts_at') ?? '').slice(0, 10),
      start: (text(item, 'starts_at') ?? '').slice(11, 16),
      end: (text(item, 'ends_at') ?? '').slice(11, 16),
      title: localizedField(item, 'title'),
      place: localizedField(item, 'place'),
      languages: texts(item, 'interpreted').join(' '),
    })),
    interpreters: list(record, 'interpreters').map((one, n) => ({
      key: `held ${n}`,
      party: text(one, 'party') ?? '',
      from: text(one, 'from') ?? '',
      to: text(one, 'to') ?? '',
      count: String(number(one, 'count') ?? 1),
    })),
  };
}

export function programmeContent({ points, interpreters }: ProgrammeDraft) {
  const items = points
    .filter(({ title }) => isSaid(title))
    .toSorted((a, b) => (`${a.day} ${a.start}` < `${b.day} ${b.start}` ? -1 : 1))
    .map(({ day, start, end, title, place, languages }) => ({
      starts_at: `${day}T${start}`,
      ...(end === '' ? {} : { ends_at: `${day}T${end}` }),
      title: saidIn(title),
      ...(isSaid(place) ? { place: saidIn(place) } : {}),
      ...(tagsOf(languages).length === 0 ? {} : { interpreted: tagsOf(languages) }),
    }));
  const heard = interpreters.map(({ party, from, to, count }) => ({ party, from, to, count: Number(count) }));
  return { items, ...(heard.length === 0 ? {} : { interpreters: heard }) };
}
