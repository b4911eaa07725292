import type { MeetingView } from '#contract/meetings.ts';
import type { RecordView } from '#contract/records.ts';
import type { Cut, Shown } from '#api/document-audience.ts';
import { plain } from '#documents/phrase.ts';
import { isJsonObject, textOf } from '#kernel/json/types.ts';
import type { Saying } from './saying.ts';
import { list } from './tables.ts';

type Given = {
  readonly view: MeetingView;
  /** Of the accord, the first first. */
  readonly parties: readonly string[];
  /** For the partner: both sides sign what is written. */
  readonly cut: Cut;
  readonly say: Saying;
};

/** All that goes in. */
export const recordedIn = ({ attendance, agenda, decisions, actions }: MeetingView): RecordView[] => [
  ...Object.values(attendance),
  ...agenda,
  ...decisions,
  ...actions,
];

/** What is recorded of a meeting, as plain text to begin its minutes with: one fact a line, nothing that nobody recorded. */
export function draftOf({ view, parties, cut, say }: Given): string {
  const { words } = say;
  const shown = (views: readonly RecordView[]): Shown[] => views.flatMap((one) => cut.shown(one) ?? []);
  const present = parties.flatMap((party) => {
    const told = view.attendance[party];
    const offices = told === undefined ? [] : list(cut.shown(told)?.object['offices']);
    if (offices.length === 0) return [];
    const said = offices.map((one) =>
      isJsonObject(one) ? `${plain(say.localized(one['office']))} (${say.value(textOf(one['role']))})` : '',
    );
    return [`${plain(say.party(party))}: ${said.join('; ')}`];
  });
  const items = shown(view.agenda).map((item, at) => `${at + 1}. ${plain(say.titleOf(item))}`);
  const decided = shown(view.decisions).map(
    (one, at) => `${textOf(one.object['number']) || at + 1}. ${plain(say.titleOf(one))}`,
  );
  const toDo = shown(view.actions).map((one, at) => {
    const owed = list(one.object['responsible']).map((id) => plain(say.party(textOf(id))));
    const due = textOf(one.object['due']);
    const beside = [...owed, ...(due === '' ? [] : [`${words.due}: ${due}`])].join('; ');
    return `${at + 1}. ${plain(say.titleOf(one))}${beside === '' ? '' : ` (${beside})`}`;
  });
  const parts = [
    { heading: words.attendance, lines: present },
    { heading: words.agenda, lines: items },
    { heading: words.decisions, lines: decided },
    { heading: words.actions, lines: toDo },
  ];
  return parts
    .filter(({ lines }) => lines.length > 0)
    .map(({ heading, lines }) => [heading, ...lines].join('\n'))
    .join('\n\n');
}
