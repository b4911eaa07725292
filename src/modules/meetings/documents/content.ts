import type { MeetingDocument } from '#contract/documents.ts';
import type { MeetingView } from '#contract/meetings.ts';
import type { RecordView } from '#contract/records.ts';
import type { DocumentData, Fact, Section } from '#documents/model.ts';
import { plain } from '#documents/phrase.ts';
import type { Cut, Shown } from '#api/document-audience.ts';
import { signaturesOf } from '#api/document-signatures.ts';
import { dayOf, languageOf, timesOf, type Saying } from './saying.ts';
import {
  actionsTable,
  agendaTable,
  decisionsTable,
  officesTable,
  papersTable,
  textsOf,
  type Action,
  type Paper,
} from './tables.ts';

export type Given = {
  readonly view: MeetingView;
  readonly body: RecordView | undefined;
  readonly papers: readonly RecordView[];
  /** Of the accord, the first first. */
  readonly parties: readonly string[];
  readonly cut: Cut;
  readonly say: Saying;
  readonly languages: 'all' | 'one';
};

/** All whose content a document of this kind shows, and nothing else: what does not go in marks nothing and is told to nobody. */
export function viewsOf(
  kind: MeetingDocument,
  { view, body, papers }: Pick<Given, 'view' | 'body' | 'papers'>,
): RecordView[] {
  const governing = view.moves.filter(({ record }) => record['id'] === view.schedule?.record);
  const outcomes = [...view.decisions, ...view.actions];
  const of: Readonly<Record<MeetingDocument, readonly RecordView[]>> = {
    agenda: [...view.agenda, ...papers],
    minutes: [...Object.values(view.attendance), ...minutesOf(view), ...outcomes],
    'action-matrix': view.actions,
    'meeting-pack': [...view.agenda, ...papers, ...Object.values(view.delegations), ...outcomes],
  };
  return [view.meeting, ...(body ? [body] : []), ...governing, ...of[kind]];
}

/** Undefined: this audience may not know of the meeting. */
export function meetingDocument(kind: MeetingDocument, given: Given): DocumentData | undefined {
  const { cut, say, view, parties } = given;
  const meeting = cut.shown(view.meeting);
  if (meeting === undefined) return undefined;
  const [minutes] = kind === 'minutes' ? minutesOf(view).flatMap((one) => cut.shown(one) ?? []) : [];
  const about = kind === 'minutes' ? minutes : meeting;
  const names = parties.map((id) => plain(say.party(id)));
  return {
    title: say.words[kind],
    issuer: names.join(' · '),
    subtitle: say.titleOf(meeting),
    marking: cut.marking,
    reference: (about ?? meeting).id,
    upTo: cut.upTo,
    facts: factsOf(given, meeting),
    sections: SECTIONS[kind].flatMap((make) => make(given, minutes)),
  };
}

/** Those that hold: signed before agreed, agreed before exchanged, then the newest. */
const WEIGHT: readonly string[] = ['signed', 'agreed', 'exchanged', 'returned', 'unsigned-lapsed'];
function minutesOf({ minutes }: MeetingView): RecordView[] {
  const weigh = ({ state }: RecordView): number => WEIGHT.indexOf(state) + 1 || WEIGHT.length + 1;
  return minutes.toSorted((a, b) => weigh(a) - weigh(b)).slice(0, 1);
}

function factsOf({ view, body, cut, say }: Given, meeting: Shown): Fact[] {
  const { words } = say;
  const shownBody = body && cut.shown(body);
  const { schedule } = view;
  const times = [view.meeting, ...view.moves].some(
    (one) => String(one.record['id']) === schedule?.record && cut.shown(one) !== undefined,
  );
  return [
    ...(shownBody ? [{ label: words.body, value: say.localized(shownBody.object['name']) }] : []),
    ...(schedule !== null && times
      ? [
          { label: words.when, value: dayOf(say.language, schedule) },
          { label: words.time, value: timesOf(schedule) },
          ...(schedule.place ? [{ label: words.where, value: say.localized(schedule.place) }] : []),
          ...(schedule.host !== null ? [{ label: words.host, value: say.party(schedule.host) }] : []),
        ]
      : []),
    { label: words.state, value: say.value(meeting.state === null ? null : view.state) },
  ];
}

type Making = (given: Given, minutes: Shown | undefined) => Section[];
const agenda: Making = ({ say, ...given }) => [
  { name: 'agenda', heading: say.words.agenda, blocks: [agendaTable(say, itemsOf(given))] },
];
const papers: Making = ({ say, ...given }) => [
  { name: 'papers', heading: say.words.papers, blocks: [papersTable(say, papersOf(given))] },
];
const delegations: Making = (given) => offices(given, 'delegations');
const attendance: Making = (given) => offices(given, 'attendance');
const texts: Making = ({ say, languages }, minutes) => [
  {
    name: 'text',
    heading: say.words.text,
    blocks:
      minutes === undefined
        ? [{ block: 'text', text: { text: say.words.noMinutes, as: 'note' } }]
        : textsOf(minutes, languages === 'one' ? say.language : undefined),
  },
];
const decisions: Making = ({ say, view, cut }) => [
  {
    name: 'decisions',
    heading: say.words.decisions,
    blocks: [
      decisionsTable(
        say,
        view.decisions.flatMap((one) => cut.shown(one) ?? []),
      ),
    ],
  },
];
const actions: Making = ({ say, view, cut }) => [
  { name: 'actions', heading: say.words.actions, blocks: [actionsTable(say, actionsOf(view, cut))] },
];
const signatures: Making = ({ say, parties }, minutes) =>
  minutes === undefined ? [] : [signaturesOf(say, minutes, parties)];

const SECTIONS: Readonly<Record<MeetingDocument, readonly Making[]>> = {
  agenda: [agenda, papers],
  minutes: [attendance, texts, decisions, actions, signatures],
  'action-matrix': [actions],
  'meeting-pack': [agenda, papers, delegations, decisions, actions],
};

const itemsOf = ({ view, cut }: Pick<Given, 'view' | 'cut'>): Shown[] =>
  view.agenda.flatMap((one) => cut.shown(one) ?? []);

function papersOf({ view, cut, papers: held }: Pick<Given, 'view' | 'cut' | 'papers'>): Paper[] {
  const shown = new Map(
    held.flatMap((one) => {
      const cutOne = cut.shown(one);
      return cutOne ? [[cutOne.id, cutOne]] : [];
    }),
  );
  return itemsOf({ view, cut }).flatMap(({ object }, at) => {
    const refs = Array.isArray(object['papers']) ? object['papers'].map(String) : [];
    return refs.map((id) => ({ number: String(at + 1), id, shown: shown.get(id) }));
  });
}

function offices({ say, view, cut, parties }: Given, what: 'delegations' | 'attendance'): Section[] {
  return [
    {
      name: what,
      heading: say.words[what],
      blocks: parties.flatMap((party) => {
        const held = view[what][party];
        return [{ block: 'heading', text: say.party(party) } as const, officesTable(say, held && cut.shown(held))];
      }),
    },
  ];
}

/** What each side said last of how far it is. */
function actionsOf(view: MeetingView, cut: Cut): Action[] {
  return view.actions.flatMap((one) => {
    const shown = cut.shown(one);
    if (shown === undefined) return [];
    const told = new Map(
      shown.history.flatMap((step) => (step.evidence === null ? [] : [[step.party, step.evidence]])),
    );
    return [
      { shown, progress: [...told].map(([party, text]) => ({ party, text: { text, language: languageOf(text) } })) },
    ];
  });
}
