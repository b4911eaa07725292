import type { Block } from './blocks.ts';
import { openDocument } from './document.ts';
import type { Document } from './document.ts';
import { eventsIn } from './events.ts';
import { incidentsIn } from './incidents.ts';
import { visibleText } from './invisible.ts';
import { meetingIn } from './meeting.ts';
import { participantsIn } from './participants.ts';
import type { Person } from './persons.ts';
import { silentSentences } from './silent.ts';
import type {
  CommitmentRecord,
  EventRecord,
  IncidentRecord,
  MeetingRecord,
  ParticipantRecord,
  Reading,
  Span,
} from './reading.ts';
import type { Rules } from './rules.ts';
import type { LeftOut } from './setting.ts';
import { undertakingsIn } from './undertakings.ts';

/** What each stage of a reading came to, in the order in which they run; a reading is the last five of them. */
export type Stages = {
  /** The language, and the words or letters that told it. */
  readonly lang: string;
  readonly told: string;
  readonly date?: string;
  readonly blocks: readonly (Span & { readonly role: Block['role'] })[];
  /** Sentences with the verbs that could undertake in them. */
  readonly sentences: readonly (Span & { readonly verbs: readonly string[] })[];
  readonly parties: Reading['parties'];
  readonly persons: readonly Person[];
  readonly meeting?: MeetingRecord;
  readonly participants: readonly ParticipantRecord[];
  readonly undertakings: readonly CommitmentRecord[];
  readonly events: readonly EventRecord[];
  readonly incidents: readonly IncidentRecord[];
  /** Clauses and sentences that hold no undertaking, each with its reason and the words that decided. */
  readonly left: readonly LeftOut[];
};

/** `reading` is that of another language, whose steps in between are not kept apart. */
export function stagesOf(
  text: string,
  { rules, reading, why }: { readonly rules: Rules; readonly reading: Reading | undefined; readonly why: string },
): Stages {
  return reading === undefined ? englishStages(text, { rules, why }) : otherStages(reading, why);
}

function englishStages(text: string, { rules, why }: { readonly rules: Rules; readonly why: string }): Stages {
  const visible = visibleText(text);
  const doc = openDocument(visible.text, rules);
  const placed = <One extends Span>(records: readonly One[]): One[] =>
    records.map((record) => ({ ...record, ...visible.back(record) }));
  const { meeting, participants, undertakings, events, incidents } = recordsIn(doc);
  return {
    lang: 'en',
    told: why,
    blocks: placed(doc.page.blocks.map(({ start, end, role }) => ({ start, end, role }))),
    sentences: placed(
      doc.sentences.map(({ start, end, words }) => ({
        start,
        end,
        verbs: words.filter((word) => rules.triggers.has(word.lower) && word.pos !== 'NOUN').map((word) => word.text),
      })),
    ),
    parties: doc.sides.parties,
    persons: placed(doc.persons),
    participants: placed(participants),
    undertakings: placed(undertakings.records),
    events: placed(events),
    incidents: placed(incidents),
    left: placed(silentSentences(doc, undertakings)),
    ...(doc.date === undefined ? {} : { date: doc.date }),
    ...(meeting ? { meeting: { ...meeting, ...visible.back(meeting) } } : {}),
  };
}

/** The records of a document, each kind by its own stage. */
export function recordsIn(doc: Document) {
  const meeting = meetingIn(doc);
  const undertakings = undertakingsIn(doc);
  return {
    meeting: meeting?.record,
    participants: participantsIn(doc, meeting),
    undertakings,
    events: eventsIn(doc, meeting, undertakings.records),
    incidents: incidentsIn(doc),
  };
}

const otherStages = (reading: Reading, why: string): Stages => ({
  lang: reading.lang,
  told: why,
  blocks: [],
  sentences: [],
  parties: reading.parties,
  persons: [],
  participants: reading.participants,
  undertakings: reading.commitments,
  events: reading.events,
  incidents: reading.incidents,
  left: [],
  ...(reading.meetings[0] ? { meeting: reading.meetings[0] } : {}),
});
