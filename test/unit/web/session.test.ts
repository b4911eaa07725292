import { describe, expect, it } from 'vitest';
import type { DeskStatement } from '#contract/statement-desk.ts';
import {
  beginSession,
  follow,
  shown,
  type Act,
  type Happened,
  type Session,
} from '../../../web/src/modules/statements/model/session.ts';
import { item, statement, values } from './desk-statement.ts';

const decide = (id: string, decision: 'accepted' | 'rejected'): Act => ({
  act: 'decide',
  decided: { decision, item: id },
});
const edit = (id: string, title: string): Act => ({
  act: 'decide',
  decided: { decision: 'edited', item: id, values: values(0, 10, { title }) },
});
const two = [item('one', values(0, 10)), item('two', values(20, 30))];
const after = (session: Session, ...happened: Happened[]) => happened.reduce(follow, session);
const acted = (act: Act): Happened => ({ what: 'acted', act });
const answered = (told: DeskStatement): Happened => ({ what: 'answered', statement: told });
const decisions = (session: Session) => shown(session).items.map(({ decision }) => decision);

describe('a review', () => {
  it('shows a decision before the node has it, and sends them one by one', () => {
    const session = after(
      beginSession(statement(two)),
      acted(decide('one', 'accepted')),
      acted(decide('two', 'rejected')),
    );
    expect(decisions(session)).toEqual(['accepted', 'rejected']);
    expect(session.statement.items.map(({ decision }) => decision)).toEqual(['open', 'open']);
    const told = statement([item('one', values(0, 10), { decision: 'accepted' }), two[1]!], { version: 2 });
    const next = follow(session, answered(told));
    expect(next.waiting).toEqual([decide('two', 'rejected')]);
    expect(decisions(next)).toEqual(['accepted', 'rejected']);
  });

  it('undoes and redoes the versions that its decisions made', () => {
    const begun = after(
      beginSession(statement(two)),
      acted(decide('one', 'accepted')),
      answered(statement(two, { version: 2 })),
    );
    expect(begun.undo).toEqual([2]);
    const undone = after(begun, acted({ act: 'undo', again: false }), answered(statement(two, { version: 3 })));
    expect([undone.undo, undone.redo]).toEqual([[], [3]]);
    const redone = after(undone, acted({ act: 'undo', again: true }), answered(statement(two, { version: 4 })));
    expect([redone.undo, redone.redo]).toEqual([[4], []]);
    const decided = after(undone, acted(decide('two', 'rejected')), answered(statement(two, { version: 4 })));
    expect(decided.redo).toEqual([]);
  });

  it('begins with what the node says can be undone', () => {
    expect(beginSession(statement(two, { undoable: 7 })).undo).toEqual([7]);
  });

  it('sends typing once: what waits and is not under way takes in what is typed after it', () => {
    const session = after(
      beginSession(statement(two)),
      acted(edit('one', 'a')),
      acted(edit('one', 'ab')),
      acted(edit('one', 'abc')),
    );
    expect(session.waiting).toEqual([edit('one', 'a'), edit('one', 'abc')]);
    expect(shown(session).items[0]?.values).toMatchObject({ title: 'abc' });
  });

  it('goes on by itself where another officer decided something else', () => {
    const theirs = statement([two[0]!, item('two', values(20, 30), { decision: 'rejected', version: 2 })], {
      version: 2,
    });
    const session = after(beginSession(statement(two)), acted(decide('one', 'accepted')), {
      what: 'overtaken',
      statement: theirs,
    });
    expect(session.trouble).toBeUndefined();
    expect(decisions(session)).toEqual(['accepted', 'rejected']);
    expect(session.waiting).toHaveLength(1);
  });

  it('stops and tells where another officer decided the same passage; then either stays', () => {
    const theirs = statement([item('one', values(0, 10), { decision: 'rejected', version: 2 }), two[1]!], {
      version: 2,
    });
    const session = after(beginSession(statement(two)), acted(decide('one', 'accepted')), {
      what: 'overtaken',
      statement: theirs,
    });
    expect(session.trouble).toEqual({ is: 'conflict', items: ['one'] });
    expect(decisions(follow(session, { what: 'given-up' }))).toEqual(['rejected', 'open']);
    expect(decisions(follow(session, { what: 'again' }))).toEqual(['accepted', 'open']);
  });

  it('takes its own decision whose answer was lost for done', () => {
    const kept = statement([item('one', values(0, 10), { decision: 'accepted', version: 2 }), two[1]!], { version: 2 });
    const session = after(
      beginSession(statement(two)),
      acted(decide('one', 'accepted')),
      { what: 'failed', trouble: { is: 'unreachable' } },
      { what: 'again' },
      { what: 'overtaken', statement: kept },
    );
    expect([session.waiting, session.trouble]).toEqual([[], undefined]);
  });

  it('is not set back by an answer that came late', () => {
    const session = beginSession(statement(two, { version: 5 }));
    expect(follow(session, { what: 'told', statement: statement([], { version: 4 }) })).toBe(session);
  });

  it('goes on with what an earlier page could not send', () => {
    expect(decisions(beginSession(statement(two), [decide('two', 'rejected')]))).toEqual(['open', 'rejected']);
  });
});
