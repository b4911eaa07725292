import type { CommitmentValues, MeetingValues, ParticipantValues } from '#contract/statement-desk.ts';
import type { JsonObject } from '#kernel/json/types.ts';
import { defaultMarkings, isTlpAbove, TLP_IDS, type Pap, type Tlp } from '#kernel/policy/markings.ts';
import { completeOwn, type Writing } from '#kernel/protocol/own-record.ts';
import { validateObject } from '#kernel/stix/validate.ts';
import { SECRETARIAT } from '#kernel/stix/values.ts';
import { stands, type Item } from './item.ts';
import { quoteSelector } from './quote.ts';
import type { Sides } from './sides.ts';

/** A statement as records are made of it. */
export type Source = {
  readonly accord: string;
  readonly marking: Tlp;
  readonly title: string | null;
  readonly lang: string | null;
  readonly text: string;
  readonly sha256: string;
  readonly sides: Sides;
  readonly parties: readonly string[];
  /** The default of the channel that the records go on. */
  readonly defaults: { readonly tlp: Tlp; readonly pap?: Pap };
};

export type Draft = { readonly item: string; readonly record: JsonObject };

const given = (fields: Readonly<Record<string, string | null | undefined>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) =>
      value == null || value.trim() === '' ? [] : [[name, value.trim()]],
    ),
  );

/** What comes of a restricted text is as restricted as the text, and never wider than the channel's own default. */
export const markingsOf = ({ marking, defaults }: Source): JsonObject =>
  isTlpAbove(marking, defaults.tlp)
    ? { object_marking_refs: [TLP_IDS[marking], ...defaultMarkings(defaults).slice(1)] }
    : {};

/** `both` are the accord's two, whatever other sides a text has. */
export function partiesOf(
  responsible: string,
  { sides, parties }: Pick<Source, 'sides' | 'parties'>,
): readonly string[] {
  if (responsible === 'both') return parties;
  return [...new Set(responsible.split('+').flatMap((letter) => sides[letter]?.party ?? []))];
}

/** The commitment that an item will be: with its own words and where they stand, so that it is understood without the text. */
export function draftOf(item: Item, source: Source): Draft {
  const { start, end, kind, status, responsible, title, due, recurrence, theme } = item.values as CommitmentValues; // of this type
  return {
    item: item.id,
    record: {
      type: 'commitment',
      id: item.record!, // it stands
      accord_ref: source.accord,
      channel: SECRETARIAT,
      ...markingsOf(source),
      ...given({ title, due, recurrence, theme }),
      kind,
      status,
      responsible: partiesOf(responsible, source),
      quote: quoteSelector(source.text, { start, end }),
      source: { ...given({ title: source.title }), lang: source.lang ?? 'und', sha256: source.sha256, start, end },
    },
  };
}

export const draftsOf = (items: readonly Item[], source: Source): Draft[] =>
  items
    .filter((item) => item.type === 'commitments' && stands(item) && item.publishedAt === null)
    .map((item) => draftOf(item, source));

/** The properties that keep a draft out of the register, by the register's own rules. */
export function lacksOf({ record }: Draft, writing: Writing): string[] {
  const issues = validateObject(completeOwn(record, writing), { mode: 'own' });
  return [...new Set(issues.map(({ path }) => path.replace(/^\$\.?/, '')))];
}

/** Internal: offices, and names only where the officer keeps them until a date. */
export function statementRecord(id: string, items: readonly Item[], source: Source): JsonObject {
  const standing = items.filter(stands);
  const valuesOf = <T>(type: Item['type']): T[] =>
    standing.filter((item) => item.type === type).map(({ values }) => values as T);
  const [meeting] = valuesOf<MeetingValues>('meetings');
  const said = meeting ? given({ date: meeting.date, place: meeting.place, format: meeting.format }) : {};
  return {
    type: 'statement',
    id,
    accord_ref: source.accord,
    channel: SECRETARIAT,
    ...markingsOf(source),
    ...given({ title: source.title }),
    lang: source.lang ?? 'und',
    sha256: source.sha256,
    ...(Object.keys(said).length === 0 ? {} : { meeting: said }),
    participants: valuesOf<ParticipantValues>('participants')
      .filter(({ title = '' }) => title !== '')
      .map(({ title = '', side = '', name, keepName = false, retainUntil }) => ({
        office: title,
        side: source.sides[side]?.names[0] ?? '–',
        ...(keepName && retainUntil !== undefined ? { name, retain_until: retainUntil } : {}),
      })),
  };
}
