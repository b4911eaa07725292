import type { Stages } from '#modules/statements/read/stages.ts';
import type { Span } from '#modules/statements/read/reading.ts';

/** `entente read FILE --stages`: what each stage came to, and what was left out, with the words that decided. */
export function describeStages(text: string, stages: Stages): string {
  const quote = ({ start, end }: Span, most = 160): string => {
    const words = text.slice(start, end).replace(/\s+/gu, ' ');
    return `“${words.length > most ? `${words.slice(0, most - 1)}…` : words}”  [${start}–${end}]`;
  };
  const reasoned = (records: readonly (Span & { readonly why: readonly string[] })[]): string[] =>
    records.flatMap((record) => [`  ${quote(record)}`, `      ${factsOf(record)}why: ${record.why.join('; ')}`]);
  const section = (title: string, lines: readonly string[]): string[] => [
    '',
    title,
    ...(lines.length === 0 ? ['  none'] : lines),
  ];
  const parties = Object.entries(stages.parties).map(([letter, names]) => `  ${letter}  ${names.join(', ')}`);
  return `${[
    `Language: ${stages.lang} (${stages.told})${stages.date === undefined ? '' : `, date of the text: ${stages.date}`}`,
    ...section(
      '1 Text',
      stages.blocks.map((block) => `  ${block.role.padEnd(12)}${quote(block, 80)}`),
    ),
    ...section(
      '2 Sentences',
      stages.sentences.map(
        (sentence) =>
          `  ${quote(sentence, 80)}${sentence.verbs.length > 0 ? `  verbs: ${sentence.verbs.join(', ')}` : ''}`,
      ),
    ),
    ...section('3 Parties', parties),
    ...section(
      '4 Persons',
      stages.persons.map(({ name, title, side }) => `  ${name}${title ? `, ${title}` : ''}${side ? ` (${side})` : ''}`),
    ),
    ...section('5 Meeting', reasoned(stages.meeting ? [stages.meeting] : [])),
    ...section('  Participants', reasoned(stages.participants)),
    ...section('6 Undertakings', reasoned(stages.undertakings)),
    ...section('7 Events', reasoned(stages.events)),
    ...section('8 Incidents', reasoned(stages.incidents)),
    ...section(
      'Left out',
      stages.left.map((one) => `  ${one.reason} (“${one.words}”): ${quote(one)}`),
    ),
  ].join('\n')}\n`;
}

function factsOf(record: object): string {
  const shown = Object.entries(record).filter(([key]) => !['start', 'end', 'why'].includes(key));
  return shown.map(([key, value]) => `${key}: ${String(value).replace(/\s+/gu, ' ')} · `).join('');
}
