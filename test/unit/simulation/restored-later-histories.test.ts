import { describe, expect, it } from 'vitest';
import { exchangeAll, passTime, writeStep } from '../../simulation/events.ts';
import { mutated } from '../../simulation/mutants.ts';
import { promise, pullOnce, step, violationsOf } from '../../simulation/named.ts';
import { entriesOf, feedOf, foldOf, isClosed, versionsOf, type StoredRecord } from '../../simulation/node.ts';
import { backUp, restoreAt } from '../../simulation/restore-events.ts';
import { ACCORD, holdAt, publishAt, recallAt, rotateAt, write, type World } from '../../simulation/world.ts';

// What happened between a backup and the day that it is put back, written out: each was found by the simulation.

const on = (subject: StoredRecord, verb: string) => ({ channel: 'secretariat', subject, verb });

describe('what was refused before a restore, as the accord was not in force', () => {
  /** Refused while suspended; lifted and stepped on, all of which is read again in one page. */
  const inOnePage = (world: World): void => {
    const { a, b } = world;
    backUp(world, b);
    const promised = promise(world, a);
    publishAt(world, a);
    step(world, a, 'suspend');
    pullOnce(world, b);
    expect(entriesOf(b, feedOf(b, 'secretariat', false))[0]?.code).toBe('not-in-force');
    publishAt(world, b);
    pullOnce(world, a);
    step(world, a, 'lift');
    passTime(world);
    writeStep(world, a, on(promised, 'supersede'));
    publishAt(world, a);
    expect(restoreAt(world, b)).toBeNull();
    pullOnce(world, b);
    expect(isClosed(b)).toBe(false);
    const [first, second] = entriesOf(b, feedOf(b, 'secretariat', false)).filter(({ kind }) => kind === 'record');
    expect(first?.code).toBe('lifted');
    expect(second?.code).toBeNull();
    expect(foldOf(b, promised.id)?.folded.state).toBe('superseded');
  };

  it('is taken in front of the steps that bind it', () => {
    expect(violationsOf(inOnePage)).toEqual([]);
  });

  it('would cost its author the step, were it taken after', () => {
    const late = (world: World): void => {
      try {
        inOnePage(world);
      } catch {
        // what it expects is not so
      }
    };
    expect(violationsOf(late, mutated('restore-retakes-late')).join()).toContain('unknown-subject');
  });
});

describe('what was deleted before a restore', () => {
  it('cannot be held by a hold that is placed before it is deleted again', () => {
    const violations = violationsOf((world) => {
      const { b } = world;
      const promised = promise(world, b);
      exchangeAll(world);
      backUp(world, b);
      recallAt(world, b, { id: promised.id, code: 'withdrawn' });
      exchangeAll(world);
      expect(restoreAt(world, b)).toBeNull();
      holdAt(world, b, promised.id);
      expect(b.holds.get(promised.id)).toBeUndefined();
      exchangeAll(world);
      expect(versionsOf(b, promised.id)[0]?.isExpunged).toBe(true);
    });
    expect(violations).toEqual([]);
  });

  it('is answered for though a hold is on it, where the restored node has but the stub', () => {
    const violations = violationsOf((world) => {
      const { a, b } = world;
      const first = promise(world, a);
      exchangeAll(world);
      holdAt(world, b, first.id);
      backUp(world, b);
      passTime(world);
      const { modified: _, ...text } = first.object;
      const second = write(world, a, { ...text, title: 'Meet every two months' })!;
      exchangeAll(world);
      exchangeAll(world); // its receipt
      expect(restoreAt(world, b)).toBeNull();
      recallAt(world, a, { id: first.id, code: 'withdrawn' });
      exchangeAll(world);
      exchangeAll(world); // the accord is open by then
      const gone = new Map(versionsOf(b, first.id).map(({ c, isExpunged }) => [c, isExpunged]));
      expect([gone.get(first.c), gone.get(second.c)]).toEqual([false, true]);
      const entries = entriesOf(b, feedOf(b, 'secretariat', false)).filter(({ kind }) => kind === 'record');
      expect(entries.map(({ isExpunged, recalled }) => [isExpunged, recalled])).toEqual([
        [false, 'withdrawn'],
        [true, 'withdrawn'],
      ]);
    });
    expect(violations).toEqual([]);
  });

  it('stays unread at the partner if the recall went with the node, and so do the steps on it', () => {
    const violations = violationsOf((world) => {
      const { a, b } = world;
      const promised = promise(world, a);
      writeStep(world, a, on(promised, 'dispute'));
      publishAt(world, a);
      backUp(world, a);
      recallAt(world, a, { id: promised.id, code: 'legal-order' });
      pullOnce(world, b);
      expect(restoreAt(world, a)).toBeNull();
      exchangeAll(world);
      const codes = entriesOf(b, feedOf(b, 'secretariat', false)).flatMap(({ code }) => code ?? []);
      expect(codes).toEqual(['no-disclosure', 'unknown-subject']);
    });
    expect(violations).toEqual([]);
  });

  it('leaves an accord deleted at both sides, though its author had written a text that never left', () => {
    const violations = violationsOf((world) => {
      const { a, b } = world;
      step(world, b, 'terminate');
      exchangeAll(world);
      const [text] = versionsOf(a, ACCORD);
      passTime(world);
      const { modified: _, ...kept } = text!.object;
      write(world, a, kept);
      recallAt(world, a, { id: ACCORD, code: 'retention-ended', modified: text!.modified });
      exchangeAll(world);
      expect(versionsOf(a, ACCORD).map(({ isExpunged }) => isExpunged)).toEqual([false, true]);
      expect(versionsOf(b, ACCORD).map(({ isExpunged }) => isExpunged)).toEqual([true]);
    });
    expect(violations).toEqual([]);
  });
});

describe('a key that changes while a feed has not come back', () => {
  it('is said in that feed too, before the next change', () => {
    const violations = violationsOf((world) => {
      const { a, b } = world;
      backUp(world, a);
      promise(world, a);
      publishAt(world, a);
      pullOnce(world, b);
      expect(restoreAt(world, a)).toBeNull();
      rotateAt(world, a);
      pullOnce(world, a);
      expect(isClosed(a)).toBe(false);
      rotateAt(world, a);
      exchangeAll(world);
      const changes = entriesOf(b, feedOf(b, 'secretariat', false)).filter(({ kind }) => kind === 'key');
      expect(changes.length).toBe(2);
    });
    expect(violations).toEqual([]);
  });
});
