import { describe, expect, it } from 'vitest';
import { exchangeAll, passTime, propose, stepOnAccord, writeStep } from '../../simulation/events.ts';
import { play } from '../../simulation/history.ts';
import { giveOn } from '../../simulation/record-lies.ts';
import { mutated } from '../../simulation/mutants.ts';
import { promise, pullOnce, violationsOf } from '../../simulation/named.ts';
import { feedOf, foldOf, isClosed, versionsOf, type SimNode } from '../../simulation/node.ts';
import { backUp, misanswer, restoreAt } from '../../simulation/restore-events.ts';
import type { Rules } from '../../simulation/rules.ts';
import { beginAnew, publishAt, recallAt, type World } from '../../simulation/world.ts';

describe('a node that is put back from a backup', () => {
  const afterBackup = (world: World): void => {
    const { a } = world;
    backUp(world, a);
    const shared = promise(world, a);
    exchangeAll(world);
    const alone = promise(world, a);
    expect(restoreAt(world, a)).toBeNull();
    expect(isClosed(a)).toBe(true);
    const size = feedOf(a, 'secretariat', true).size;
    publishAt(world, a);
    expect(feedOf(a, 'secretariat', true).size).toBe(size);
    pullOnce(world, a);
    expect(isClosed(a)).toBe(false);
    expect(versionsOf(a, shared.id)).toHaveLength(1);
    expect(versionsOf(a, alone.id)).toHaveLength(0);
    expect(world.lost).toEqual(new Set([alone.c]));
  };

  it('signs nothing before its partner returned what it holds, and then has all of that', () => {
    expect(violationsOf(afterBackup)).toEqual([]);
  });

  it('would be told as a fork if it signed at once', () => {
    const violations = violationsOf((world) => {
      backUp(world, world.a);
      promise(world, world.a);
      exchangeAll(world);
      restoreAt(world, world.a);
      promise(world, world.a);
    }, mutated('restore-signs-at-once'));
    expect(violations.join()).toMatch(/fork|rollback/);
  });

  const wrongly = (
    name: string,
    rules?: Rules,
  ): { violations: readonly string[]; problems: (string | undefined)[] } => {
    const problems: (string | undefined)[] = [];
    const violations = violationsOf((world) => {
      const { a } = world;
      promise(world, a);
      promise(world, a);
      exchangeAll(world);
      pullOnce(world, world.b);
      backUp(world, a);
      promise(world, a);
      exchangeAll(world);
      restoreAt(world, a);
      misanswer(world, a, name);
      const size = feedOf(a, 'secretariat', true).size;
      pullOnce(world, a);
      problems.push(a.recovery.get('partner')?.problem?.fault);
      if (!rules) expect(feedOf(a, 'secretariat', true).size).toBe(size);
      world.misanswering = undefined;
      promiseOnceOpen(world, a);
    }, rules);
    return { violations, problems };
  };
  const promiseOnceOpen = (world: World, node: SimNode): void => {
    if (isClosed(node)) return;
    promise(world, node);
    publishAt(world, node);
  };

  it.each([
    ['less', 'missing-entries'],
    ['none', 'missing-entries'],
    ['root', 'changed-entry'],
    ['entry', 'changed-entry'],
    ['disclosure', 'changed-entry'],
  ])('keeps nothing of an answer that is wrong (%s), names it as %s, and waits', (name, fault) => {
    expect(wrongly(name)).toEqual({ violations: [], problems: [fault] });
  });

  it('would be told as a fork if it took less than its partner had cosigned', () => {
    expect(wrongly('less', mutated('restore-takes-any-answer')).violations.join()).toMatch(/fork|rollback/);
  });

  const deleted = (rules?: Rules): readonly string[] =>
    violationsOf((world) => {
      const { a, b } = world;
      const ours = promise(world, a);
      const theirs = promise(world, b);
      exchangeAll(world);
      exchangeAll(world);
      backUp(world, a);
      recallAt(world, a, { id: ours.id, code: 'error' });
      recallAt(world, b, { id: theirs.id, code: 'error' });
      for (let i = 0; i < 3; i++) exchangeAll(world);
      restoreAt(world, a);
      pullOnce(world, a);
      expect(isClosed(a)).toBe(false);
      if (rules) return;
      for (const { id } of [ours, theirs]) expect(versionsOf(a, id)[0]?.isExpunged).toBe(true);
    }, rules);

  it('has nothing again of what either party deleted after the backup', () => {
    expect(deleted()).toEqual([]);
    expect(deleted(mutated('restore-forgets-expunge'))).toContain('A: what a recall of its own has deleted is there');
  });

  it('is open again although its partner was in the middle of reading what the backup has', () => {
    const violations = violationsOf((world) => {
      const { a, b, network, random } = world;
      for (let i = 0; i < 8; i++) promise(world, a);
      publishAt(world, a);
      backUp(world, a);
      network.start(b);
      while (feedOf(b, 'secretariat', false).size === 0) network.deliver(random);
      expect(feedOf(b, 'secretariat', false)).toMatchObject({ size: 5 });
      restoreAt(world, a);
      pullOnce(world, a);
      expect(a.recovery.get('partner')?.problem).toBeUndefined();
      expect(feedOf(a, 'secretariat', true)).toMatchObject({ epoch: 1, size: 8 });
    });
    expect(violations).toEqual([]);
  });

  it('goes on writing where its partner had begun an epoch before the backup', () => {
    const violations = violationsOf((world) => {
      const { a, b } = world;
      promise(world, a);
      exchangeAll(world);
      promise(world, b);
      for (let i = 0; i < 2; i++) exchangeAll(world);
      beginAnew(world, a, 'secretariat');
      for (let i = 0; i < 3; i++) exchangeAll(world);
      backUp(world, b);
      expect(restoreAt(world, b)).toBeNull();
      pullOnce(world, b);
      const { id } = promise(world, b);
      exchangeAll(world);
      expect(versionsOf(a, id)).toHaveLength(1);
    });
    expect(violations).toEqual([]);
  });

  const behind = (rules?: Rules): readonly string[] =>
    violationsOf((world) => {
      const { a, b } = world;
      promise(world, a);
      exchangeAll(world);
      backUp(world, b);
      for (const _ of ['the first epoch', 'the second']) {
        promise(world, a);
        for (let i = 0; i < 3; i++) exchangeAll(world);
        beginAnew(world, a, 'secretariat');
      }
      for (let i = 0; i < 3; i++) exchangeAll(world);
      expect(restoreAt(world, b)).toBeNull();
      pullOnce(world, b);
      if (rules) return;
      expect(isClosed(b)).toBe(false);
      expect(feedOf(b, 'secretariat', false)).toMatchObject({ epoch: 3, fault: null });
    }, rules);

  it('reads the epochs that its partner ended after the backup before the one that it is in', () => {
    expect(behind()).toEqual([]);
    expect(behind(mutated('restore-without-ended-epochs')).join()).toContain('B says bad-epoch');
  });

  it('says again what it had said in an epoch that it began anew before its partner heard it', () => {
    const violations = violationsOf((world) => {
      const { a, b, network } = world;
      promise(world, a);
      exchangeAll(world);
      promise(world, a);
      publishAt(world, a);
      pullOnce(world, b);
      publishAt(world, b); // its receipt, which A never reads
      beginAnew(world, b, 'secretariat');
      backUp(world, b);
      expect(restoreAt(world, b)).toBeNull();
      expect(network.isIdle()).toBe(true);
    });
    expect(violations).toEqual([]);
  });

  const withoutStubs = (rules?: Rules): readonly string[] =>
    violationsOf((world) => {
      const { a, b } = world;
      backUp(world, a);
      const ours = promise(world, a);
      const theirs = promise(world, b);
      for (let i = 0; i < 2; i++) exchangeAll(world);
      for (const [by, of] of [
        [a, theirs],
        [b, ours],
      ] as const)
        writeStep(world, by, { channel: 'secretariat', subject: versionsOf(by, of.id)[0]!, verb: 'accept' });
      exchangeAll(world);
      recallAt(world, a, { id: ours.id, code: 'error' });
      recallAt(world, b, { id: theirs.id, code: 'error' });
      for (let i = 0; i < 3; i++) exchangeAll(world);
      expect(restoreAt(world, a)).toBeNull();
      pullOnce(world, a);
      if (rules) return;
      for (const { id } of [ours, theirs]) {
        expect(versionsOf(a, id)).toMatchObject([{ isExpunged: true }]);
        expect(foldOf(a, id)?.folded.state).toBe('accepted');
      }
    }, rules);

  it('has back what is left of what was deleted after the backup, and so its state', () => {
    expect(withoutStubs()).toEqual([]);
    expect(withoutStubs(mutated('restore-without-stubs'))).not.toEqual([]);
  });

  it('publishes again what its partner did not hold when it began anew, also from a backup of before', () => {
    const violations = violationsOf((world) => {
      const { a, b } = world;
      const unheard = promise(world, b);
      publishAt(world, b);
      backUp(world, b);
      beginAnew(world, b, 'secretariat');
      publishAt(world, b); // the entry that opens it
      pullOnce(world, a);
      expect(restoreAt(world, b)).toBeNull();
      for (let i = 0; i < 3; i++) exchangeAll(world);
      expect(versionsOf(a, unheard.id)).toHaveLength(1);
    });
    expect(violations).toEqual([]);
  });

  it('reads what its partner ended also while nothing stands in the next epoch', () => {
    const violations = violationsOf((world) => {
      const { a, b } = world;
      backUp(world, b);
      const { id } = promise(world, a);
      for (let i = 0; i < 2; i++) exchangeAll(world);
      beginAnew(world, a, 'secretariat');
      expect(feedOf(a, 'secretariat', true)).toMatchObject({ epoch: 2, size: 0 });
      expect(restoreAt(world, b)).toBeNull();
      pullOnce(world, b);
      expect(isClosed(b)).toBe(false);
      expect(versionsOf(b, id)).toHaveLength(1);
    });
    expect(violations).toEqual([]);
  });

  it('does not ask again for what was recalled while it waited, though its author still gives it', () => {
    const { violations } = play(1, {
      liar: ({ a }) => a,
      script: (world) => {
        const { a, b } = world;
        propose(world, a, { entry_into_force: 'at-once' });
        const say = (node: SimNode, verb: string): void => {
          passTime(world);
          stepOnAccord(world, node, verb);
          publishAt(world, node);
        };
        for (const node of [a, b]) {
          exchangeAll(world);
          say(node, 'ratify');
        }
        exchangeAll(world);
        backUp(world, b);
        say(b, 'suspend');
        promise(world, a);
        publishAt(world, a);
        pullOnce(world, b);
        giveOn.tell(world, a, 'secretariat');
        for (let i = 0; i < 3; i++) exchangeAll(world);
        say(b, 'lift');
        exchangeAll(world);
        expect(restoreAt(world, b)).toBeNull();
        for (let i = 0; i < 3; i++) exchangeAll(world);
        return [];
      },
    });
    expect(violations).toEqual([]);
  });
});
