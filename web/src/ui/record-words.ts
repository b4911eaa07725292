import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';

/** What a record is, by its type; STIX types that are not here are shown by their name. */
export const RECORD_TYPES: Readonly<Record<string, MessageDescriptor>> = {
  accord: msg`Accord`,
  'agenda-item': msg`Agenda item`,
  attendance: msg`Attendance`,
  'attack-pattern': msg`Attack pattern`,
  body: msg`Joint body`,
  campaign: msg`Campaign`,
  commitment: msg`Commitment`,
  'correction-notice': msg`Correction notice`,
  'course-of-action': msg`Course of action`,
  decision: msg`Decision`,
  review: msg`Yearly review`,
  'rights-figures': msg`Rights figures`,
  'divergence-report': msg`Divergence report`,
  delegation: msg`Delegation`,
  document: msg`File`,
  grouping: msg`Grouping`,
  identity: msg`Party or office`,
  incident: msg`Incident`,
  indicator: msg`Indicator`,
  infrastructure: msg`Infrastructure`,
  'intrusion-set': msg`Intrusion set`,
  location: msg`Location`,
  malware: msg`Malware`,
  meeting: msg`Meeting`,
  minutes: msg`Minutes`,
  progress: msg`Progress`,
  note: msg`Note`,
  'observed-data': msg`Observed data`,
  opinion: msg`Opinion`,
  relationship: msg`Relationship`,
  report: msg`Report`,
  series: msg`Series of meetings`,
  sighting: msg`Sighting`,
  statement: msg`Statement`,
  step: msg`Step`,
  'threat-actor': msg`Threat actor`,
  tool: msg`Tool`,
  vulnerability: msg`Vulnerability`,
};

/** A property as its label; what is not here is shown by its name. In the order in which a page shows them. */
export const PROPERTIES: Readonly<Record<string, MessageDescriptor>> = {
  title: msg`Title`,
  name: msg`Name`,
  abstract: msg`Summary`,
  quote: msg`What the source says`,
  description: msg`Description`,
  content: msg`Content`,
  opinion: msg`Opinion`,
  explanation: msg`Explanation`,
  kind: msg`Kind`,
  status: msg`As stated`,
  responsible: msg`Who owes`,
  due: msg`Due`,
  recurrence: msg`Recurrence`,
  theme: msg`Theme`,
  verb: msg`Verb`,
  subject: msg`Subject`,
  reason: msg`Reason`,
  evidence: msg`Evidence`,
  unit: msg`Unit`,
  at: msg`At`,
  indicator_types: msg`Sorts of indicator`,
  pattern: msg`Pattern`,
  pattern_type: msg`Language of the pattern`,
  valid_from: msg`Valid from`,
  valid_until: msg`Valid until`,
  published: msg`Published`,
  first_seen: msg`First seen`,
  last_seen: msg`Last seen`,
  aliases: msg`Other names`,
  labels: msg`Labels`,
  confidence: msg`Confidence`,
  kill_chain_phases: msg`Phases of an attack`,
  object_refs: msg`About`,
  source_ref: msg`From`,
  target_ref: msg`To`,
  relationship_type: msg`Sort of relationship`,
  external_references: msg`References elsewhere`,
  source: msg`Source`,
  meeting: msg`Meeting`,
  participants: msg`Participants`,
  media_type: msg`Media type`,
  size: msg`Size in bytes`,
  file: msg`Commitment of the file`,
  sha256: msg`Hash of the text`,
  lang: msg`Language`,
  channel: msg`Channel`,
  accord_ref: msg`Accord`,
  object_marking_refs: msg`Markings`,
  granular_markings: msg`Markings of single properties`,
  revoked: msg`Revoked`,
  exercise: msg`Exercise`,
  channels: msg`Channels`,
  legal_bases: msg`Legal bases`,
  themes: msg`Themes`,
  entry_into_force: msg`Entry into force`,
  purposes: msg`Purposes`,
  ceiling: msg`Ceiling`,
  default_markings: msg`Marking by default`,
  retention_days: msg`Days of retention`,
  in_force: msg`In force`,
  date: msg`Date`,
  mechanism: msg`Mechanism`,
  owed_by: msg`Owed by`,
  cadence: msg`Cadence`,
  handling: msg`Handling codes`,
  tlp: msg`TLP`,
  pap: msg`PAP`,
};

export function useRecordWords() {
  const { t } = useLingui();
  const word = (words: Readonly<Record<string, MessageDescriptor>>, name: string): string => {
    const known = Object.hasOwn(words, name) ? words[name] : undefined;
    return known === undefined ? name : t(known);
  };
  return {
    type: (type: string) => word(RECORD_TYPES, type),
    /** Of a property within another, each by its word: `ceiling.tlp`. */
    property: (property: string) =>
      property
        .split('.')
        .map((part) => word(PROPERTIES, part))
        .join(' · '),
  };
}
