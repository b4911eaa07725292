import type { DeskComparison } from '#contract/statement-sets.ts';
import { Failure } from '#kernel/errors.ts';
import type { CommitmentRecord, MeetingRecord, Reading, Span } from '../read/reading.ts';
import type { Desk } from './desk.ts';
import { stands, type Item } from './item.ts';
import { itemsOf, type Classes, type StatementRow } from './rows.ts';
import { setWithTexts } from './sets.ts';
import { sidesOf } from './view.ts';

type Finding = DeskComparison['findings'][number];
export type Member = {
  readonly name: string;
  readonly text: string;
  readonly reading: Reading;
  readonly rejected: readonly Span[];
};

/** How the members match by the node's own rules: over what officers made of them, and what they have not decided on yet. */
export async function compareSet({ db, thread }: Desk, id: string, classes: Classes): Promise<DeskComparison> {
  const { set, members } = await db.transaction({ classes }, async (tx) => {
    const held = await setWithTexts(tx, id, classes);
    const found: Member[] = [];
    for (const row of held.members) found.push(memberOf(row, await itemsOf(tx, row.seq)));
    return { set: held.set, members: found };
  });
  const { kind, version } = set;
  return {
    version,
    findings: kind === 'pair' ? await pairFindings(thread, members) : await lineFindings(thread, members),
  };
}

export function memberOf(row: StatementRow, items: readonly Item[]): Member {
  if (row.text === null || row.state === 'queued')
    throw new Failure(
      'conflict',
      row.text === null ? 'a statement of it was withdrawn' : 'a statement of it is not read yet',
    );
  const lang = ['en', 'zh', 'ur'].find((known) => row.lang === known || row.lang?.startsWith(`${known}-`));
  if (lang === undefined)
    throw new Failure('unsupported-type', `texts in ${row.lang ?? 'an unknown language'} are compared by hand`);
  const of = <T extends Span>(type: Item['type']): T[] =>
    items
      .filter((item) => item.type === type && (stands(item) || item.decision === 'open'))
      .map((item) => ({ ...item.values, why: item.proposal?.why ?? [] }) as unknown as T); // the values of this type
  const reading: Reading = {
    synthetic: false,
    lang,
    parties: Object.fromEntries(Object.entries(sidesOf(row)).map(([letter, { names }]) => [letter, names])),
    meetings: of<MeetingRecord>('meetings'),
    participants: [],
    commitments: of<CommitmentRecord>('commitments'),
    events: [],
    incidents: [],
  };
  const rejected = items
    .filter(({ type, decision }) => type === 'commitments' && decision === 'rejected')
    .map(({ values }) => values);
  return { name: row.id, text: row.text, reading, rejected };
}

const at = (statement: string, { start, end }: Span) => ({ statement, start, end });

/** The comparison also finds clauses that no reader took for an undertaking; what an officer threw away is not among them. */
export const isRejected = ({ rejected }: Member, { start, end }: Span): boolean =>
  rejected.some((span) => Math.min(span.end, end) - Math.max(span.start, start) > (span.end - span.start) / 2);

async function pairFindings(thread: Desk['thread'], members: readonly Member[]): Promise<Finding[]> {
  const [a, b] = members as readonly [Member, Member]; // a pair has two
  const pairs = await thread.run('pairReadouts', bare(a), bare(b));
  const onlyA = (span: Span): Finding => ({ list: 'only_a', ends: [at(a.name, span)], why: [] });
  const onlyB = (span: Span): Finding => ({ list: 'only_b', ends: [at(b.name, span)], why: [] });
  return [
    ...pairs.matches.flatMap((match): Finding[] => {
      const gone = [isRejected(a, match.a), isRejected(b, match.b)];
      if (gone[0] === true || gone[1] === true)
        return [...(gone[0] ? [] : [onlyA(match.a)]), ...(gone[1] ? [] : [onlyB(match.b)])];
      const ends = [at(a.name, match.a), at(b.name, match.b)];
      return [{ list: 'matches', ends, differs: [...match.differs], why: [...match.why] }];
    }),
    ...pairs.only_a.filter((span) => !isRejected(a, span)).map(onlyA),
    ...pairs.only_b.filter((span) => !isRejected(b, span)).map(onlyB),
  ];
}

export const bare = ({ name, text, reading }: Member) => ({ name, text, reading });

async function lineFindings(thread: Desk['thread'], members: readonly Member[]): Promise<Finding[]> {
  const lineage = await thread.run('lineageOf', members.map(bare));
  const found: Finding[] = [
    ...lineage.links.map(({ from, to, relation, why }) => ({
      list: 'links' as const,
      ends: [at(from.file, from), at(to.file, to)],
      relation,
      why: [...why],
    })),
    ...lineage.fulfilled.map(({ file, why, ...span }) => ({
      list: 'fulfilled' as const,
      ends: [at(file, span)],
      why: [...why],
    })),
    ...(['new', 'dropped'] as const).flatMap((list) =>
      lineage[list].map(({ file, ...span }) => ({ list, ends: [at(file, span)], why: [] })),
    ),
  ];
  const byName = new Map(members.map((member) => [member.name, member]));
  return found.filter(({ ends }) => !ends.some((end) => isRejected(byName.get(end.statement)!, end)));
}
