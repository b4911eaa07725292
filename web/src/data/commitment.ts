import type { RecordView } from '#contract/records.ts';
import type { RegisterRow } from '#contract/register.ts';
import { markingOf } from './marking.ts';
import { field, list, localizedField, number, text, texts } from './fields.ts';

export type Commitment = ReturnType<typeof commitment>;

/** A commitment record as the pages show it; `view` keeps states, delivery, history and what is allowed. */
export function commitment(view: RecordView) {
  const { record } = view;
  const quote = field(record, 'quote');
  const source = field(record, 'source');
  const exact = text(quote, 'exact');
  return {
    view,
    id: text(record, 'id') ?? '',
    title: text(record, 'title'),
    label: text(record, 'title') ?? exact ?? '',
    kind: text(record, 'kind'),
    theme: text(record, 'theme'),
    status: text(record, 'status'),
    due: text(record, 'due'),
    recurrence: text(record, 'recurrence'),
    responsible: texts(record, 'responsible'),
    author: text(record, 'created_by_ref'),
    created: text(record, 'created'),
    modified: text(record, 'modified'),
    channel: text(record, 'channel'),
    accord: text(record, 'accord_ref'),
    quote: exact === undefined ? undefined : { exact, prefix: text(quote, 'prefix'), suffix: text(quote, 'suffix') },
    source: {
      title: text(source, 'title'),
      lang: text(source, 'lang'),
      sha256: text(source, 'sha256'),
      start: number(source, 'start'),
      end: number(source, 'end'),
    },
    marking: markingOf(record),
    isExercise: record['exercise'] === true,
  };
}

const HEADLINE = 96;

/** The first words, whole ones where the script has spaces. */
export function headline(label: string): string {
  if (label.length <= HEADLINE) return label;
  return `${label.slice(0, HEADLINE).replace(/\s+\S*$/u, '')}…`;
}

/** States in which nothing is owed any more. */
const CLOSED = new Set(['delivered', 'verified', 'withdrawn', 'superseded']);

export function isOpen({ view }: Commitment): boolean {
  return !CLOSED.has(view.state);
}

export type Owing = 'both' | 'ours' | 'theirs' | 'none';

export function owing(responsible: readonly string[], self: string): Owing {
  const ours = responsible.includes(self);
  const theirs = responsible.some((party) => party !== self);
  if (ours && theirs) return 'both';
  return ours ? 'ours' : theirs ? 'theirs' : 'none';
}

export type Lead = { readonly party: string; readonly office: Readonly<Record<string, string>> };

/** Who leads: of each side the office that it named itself, else those that the commitment names for it. */
export function jointLeads({ commitment: { record }, standing }: RegisterRow): Lead[] {
  const own = Object.entries(standing.bySide).flatMap(([party, { lead }]) =>
    lead === null ? [] : [{ party, office: lead }],
  );
  return [...leads(record).filter(({ party }) => own.every((one) => one.party !== party)), ...own];
}

/** The offices that the commitment itself names on either side. */
export function leads(record: RecordView['record']): Lead[] {
  return list(record, 'leads').flatMap((lead) => {
    const [party, office] = [text(lead, 'party'), localizedField(lead, 'office')];
    return party === undefined || office === undefined ? [] : [{ party, office }];
  });
}

type Measured = { readonly value: number; readonly at: string | undefined };
export type Indicator = {
  readonly key: string;
  readonly name: Readonly<Record<string, string>>;
  readonly unit: string | undefined;
  readonly baseline: Measured;
  readonly target: Measured;
};

/** What is counted, from where and up to where. */
export function indicators(record: RecordView['record']): Indicator[] {
  return list(record, 'indicators').flatMap((one) => {
    const [key, baseline, target] = [text(one, 'key'), measured(one, 'baseline'), measured(one, 'target')];
    return key === undefined || baseline === undefined || target === undefined
      ? []
      : [{ key, name: localizedField(one, 'name'), unit: text(one, 'unit'), baseline, target }];
  });
}

function measured(of: RecordView['record'], name: string): Measured | undefined {
  const value = number(field(of, name), 'value');
  return value === undefined ? undefined : { value, at: text(field(of, name), 'at') };
}
