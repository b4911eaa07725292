import type { Block, Phrase, Table } from '#documents/model.ts';
import { reference } from '#documents/phrase.ts';
import { isJsonObject, textOf, type JsonValue } from '#kernel/json/types.ts';
import type { Shown } from '#api/document-audience.ts';
import type { Saying } from './saying.ts';

/** What a record lists; nothing where it lists nothing. */
export const list = (value: JsonValue | undefined): readonly JsonValue[] =>
  Array.isArray(value) ? (value as readonly JsonValue[]) : [];
const numberOf = (value: JsonValue | undefined): string => (typeof value === 'number' ? String(value) : '');
const note = (phrase: Phrase): Phrase =>
  typeof phrase === 'string' ? { text: phrase, as: 'note' } : { ...phrase, as: 'note' };

export function agendaTable(say: Saying, items: readonly Shown[]): Table {
  const { words } = say;
  return {
    block: 'table',
    columns: [
      { name: 'number', heading: words.number, share: 1.4 },
      { name: 'item', heading: words.item, share: 7 },
      { name: 'purpose', heading: words.purpose, share: 3 },
      { name: 'minutes', heading: words.minutesLong, share: 2 },
      { name: 'by', heading: words.proposedBy, share: 4.5 },
      { name: 'state', heading: words.state, share: 2 },
    ],
    rows: items.map((item, at) => [
      reference(String(at + 1)),
      item.object['text'] === undefined
        ? say.titleOf(item)
        : [say.titleOf(item), note(say.localized(item.object['text']))],
      say.value(textOf(item.object['kind'])),
      reference(numberOf(item.object['duration_minutes'])),
      say.party(item.publisher),
      say.value(item.state),
    ]),
    empty: words.noItems,
  };
}

export function papersTable(say: Saying, papers: readonly Paper[]): Table {
  const { words } = say;
  return {
    block: 'table',
    columns: [
      { name: 'number', heading: words.number, share: 1.4 },
      { name: 'paper', heading: words.papers, share: 6 },
      { name: 'by', heading: words.proposedBy, share: 3 },
      { name: 'reference', heading: words.reference, share: 5 },
    ],
    rows: papers.map(({ number, shown, id }) => [
      reference(number),
      shown === undefined
        ? words.notStated
        : say.titleOf({
            ...shown,
            object: { ...shown.object, title: shown.object['title'] ?? shown.object['name'] ?? '' },
          }),
      shown === undefined ? '' : say.party(shown.publisher),
      reference(id),
    ]),
    empty: words.noPapers,
  };
}
/** Of an agenda item, by its number; one that this reader may not see is named by its id alone. */
export type Paper = { readonly number: string; readonly id: string; readonly shown: Shown | undefined };

/** Offices in order of precedence, never names. */
export function officesTable(say: Saying, shown: Shown | undefined): Block {
  const { words } = say;
  const offices = list(shown?.object['offices']).filter(isJsonObject);
  const placed = offices.toSorted((a, b) => Number(a['precedence'] ?? 0) - Number(b['precedence'] ?? 0));
  return {
    block: 'table',
    columns: [
      { name: 'office', heading: words.office, share: 6 },
      { name: 'role', heading: words.role, share: 3 },
    ],
    rows: placed.map(({ office, role }) => [say.localized(office), say.value(textOf(role))]),
    empty: words.noneGiven,
  };
}

export function decisionsTable(say: Saying, decisions: readonly Shown[]): Table {
  const { words } = say;
  return {
    block: 'table',
    columns: [
      { name: 'number', heading: words.number, share: 2 },
      { name: 'decision', heading: words.decision, share: 9 },
      { name: 'state', heading: words.state, share: 3 },
    ],
    rows: decisions.map((decision, at) => [
      reference(textOf(decision.object['number']) || String(at + 1)),
      decision.object['text'] === undefined
        ? say.titleOf(decision)
        : [say.titleOf(decision), note(say.localized(decision.object['text']))],
      say.value(decision.state),
    ]),
    empty: words.noDecisions,
  };
}

/** What was to be done, by whom and when, and how far each side says it is. */
export function actionsTable(say: Saying, actions: readonly Action[]): Table {
  const { words } = say;
  return {
    block: 'table',
    columns: [
      { name: 'number', heading: words.number, share: 1.4 },
      { name: 'action', heading: words.action, share: 6 },
      { name: 'responsible', heading: words.responsible, share: 4.5 },
      { name: 'due', heading: words.due, share: 3 },
      { name: 'state', heading: words.state, share: 2.5 },
      { name: 'progress', heading: words.progress, share: 4 },
      { name: 'reference', heading: words.reference, share: 4 },
    ],
    rows: actions.map(({ shown, progress }, at) => [
      reference(String(at + 1)),
      say.titleOf(shown),
      list(shown.object['responsible']).map((id) => say.party(textOf(id))),
      say.day(shown.object['due']),
      say.value(shown.state),
      progress.flatMap(({ party, text }) => [note(say.party(party)), text]),
      reference(shown.id),
    ]),
    empty: words.noActions,
  };
}
export type Action = {
  readonly shown: Shown;
  readonly progress: readonly { readonly party: string; readonly text: Phrase }[];
};

/** The languages of the text, side by side up to three; more stand below each other. */
export function textsOf({ object }: Shown, only: string | undefined): Block[] {
  const texts = isJsonObject(object['texts']) ? object['texts'] : {};
  const versions = Object.entries(texts).flatMap(([language, text]) =>
    typeof text === 'string' ? [{ language, text }] : [],
  );
  const chosen = only === undefined ? versions : versions.filter(({ language }) => language === only);
  const shown = chosen.length > 0 ? chosen : versions;
  if (shown.length > 1 && shown.length <= 3)
    return [
      {
        block: 'beside',
        columns: shown.map(({ language, text }) => ({
          heading: { text: ownName(language), language },
          language,
          text,
        })),
      },
    ];
  return shown.flatMap(({ language, text }): Block[] => [
    ...(shown.length > 1 ? [{ block: 'heading', text: { text: ownName(language), language } } as const] : []),
    { block: 'text', text: { text, language } },
  ]);
}

const ownName = (language: string): string =>
  new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;
