import { describe, expect, it } from 'vitest';
import { TLP_IDS } from '#kernel/policy/markings.ts';
import { exchangeAll, passTime, propose, writeStep } from '../../simulation/events.ts';
import { play } from '../../simulation/history.ts';
import {
  entriesOf,
  feedOf,
  foldOf,
  standingOf,
  versionsOf,
  type SimNode,
  type StoredRecord,
} from '../../simulation/node.ts';
import { giveOn, RECORD_LIES } from '../../simulation/record-lies.ts';
import { mutated } from '../../simulation/mutants.ts';
import { promise, step, violationsOf } from '../../simulation/named.ts';
import { rules, type Rules } from '../../simulation/rules.ts';
import type { Call } from '../../simulation/serve.ts';
import {
  ACCORD,
  beginAnew,
  holdAt,
  PARTIES,
  publishAt,
  recallAt,
  rotateAt,
  write,
  type World,
} from '../../simulation/world.ts';
import { accordText } from '../../simulation/writing.ts';

// Each was a bug of the product that the simulation found, written out so that no change of the generator loses it.

/** Plays it to its end, where everything is checked; what it returns is asked then. */
const history = (script: (world: World) => void): void => expect(violationsOf(script)).toEqual([]);

function lure(world: World, node: SimNode, marking: string): void {
  passTime(world);
  write(world, node, {
    type: 'indicator',
    accord_ref: ACCORD,
    channel: 'exchange',
    pattern: "[domain-name:value = 'lure.example']",
    pattern_type: 'stix',
    valid_from: '2026-01-05T00:00:00Z',
    object_marking_refs: [marking],
  });
  publishAt(world, node);
}

const RED = { object_marking_refs: [TLP_IDS.red] };
const on = (subject: StoredRecord, verb: string) => ({ channel: 'secretariat', subject, verb });

/** One pull goes on until it is about to make this call. */
function deliverUntil(world: World, isCall: (call: Call) => boolean): void {
  while (!world.network.calls().some(isCall)) {
    if (world.network.isIdle()) throw new Error('the pull has ended');
    world.network.deliver(world.random);
  }
}

describe('named histories', () => {
  it('a step on a record that was withheld is withheld too, and tells the partner nothing of it', () => {
    history((world) => {
      const { a, b } = world;
      const secret = promise(world, a, RED);
      exchangeAll(world);
      writeStep(world, a, on(secret, 'withdraw'));
      exchangeAll(world);
      expect(a.releases.all().at(-1)).toMatchObject({ outcome: 'no', code: 'subject-withheld' });
      expect(feedOf(b, 'secretariat', false).size).toBe(0);
    });
  });

  it('a revision that was withheld changes the joint state at neither side', () => {
    history((world) => {
      const { a, b } = world;
      const shared = promise(world, a);
      exchangeAll(world);
      writeStep(world, b, on(shared, 'accept'));
      exchangeAll(world);
      promise(world, a, { id: shared.id, created: shared.object['created']!, ...RED });
      exchangeAll(world);
      for (const node of [a, b]) expect(foldOf(node, shared.id)?.folded.state).toBe('accepted');
    });
  });

  it('what is published under wider terms is not refused by the terms that they replaced', () => {
    history((world) => {
      const { a, b, network } = world;
      const terms = (exchange: 'green' | 'amber') => accordText(PARTIES, { secretariat: 'amber', exchange });
      const created = versionsOf(a, ACCORD)[0]!.object['created']!;
      const adopt = (exchange: 'green' | 'amber'): void => {
        passTime(world);
        write(world, a, { ...terms(exchange), id: ACCORD, created });
        exchangeAll(world);
        step(world, b, 'ratify');
        exchangeAll(world);
      };
      adopt('green');
      step(world, a, 'ratify');
      exchangeAll(world);
      adopt('amber');
      lure(world, a, TLP_IDS.green);
      network.start(b);
      deliverUntil(world, (call) => call.ask === 'entries' && call.channel === 'exchange');
      // B has pulled the charter already; A ratifies last, and publishes under the new terms at once.
      step(world, a, 'ratify');
      lure(world, a, TLP_IDS.amber);
      deliverAll(world);
      expect(entriesOf(b, feedOf(b, 'exchange', false)).map(({ code }) => code)).toEqual([null, null]);
    });
  });

  it('a step that comes in one pull with the lifting of its subject is taken after it', () => {
    history((world) => {
      const { a, b, network } = world;
      step(world, b, 'suspend');
      const crossed = promise(world, a);
      publishAt(world, a);
      network.start(b);
      deliverUntil(world, ({ ask }) => ask === 'cosign');
      deliverAll(world);
      expect(feedOf(b, 'secretariat', false).size).toBe(1);
      writeStep(world, a, on(crossed, 'withdraw'));
      publishAt(world, a);
      network.start(b);
      deliverUntil(world, (call) => call.ask === 'entries' && call.channel === 'secretariat');
      step(world, b, 'lift');
      deliverAll(world);
      expect(foldOf(b, crossed.id)?.folded.state).toBe('withdrawn');
    });
  });
});

describe('a cosignature that was lost', () => {
  it('is said again, also while something waits for the accord to be in force', () => {
    history((world) => {
      const { a, b, network } = world;
      step(world, b, 'suspend');
      promise(world, a);
      publishAt(world, a);
      network.start(b);
      deliverUntil(world, (call) => call.ask === 'cosign' && call.channel === 'secretariat');
      network.drop(world.random);
      deliverAll(world);
      expect(feedOf(a, 'secretariat', true)).toMatchObject({ size: 1, cosignedSize: null });
      network.start(b);
      deliverAll(world);
      expect(feedOf(a, 'secretariat', true).cosignedSize).toBe(1);
    });
  });
});

describe('what was recalled while it waited', () => {
  it('is not waited for any more', () => {
    history((world) => {
      const { a, b } = world;
      step(world, b, 'suspend');
      const crossed = promise(world, a);
      publishAt(world, a);
      exchangeAll(world);
      recallAt(world, a, { id: crossed.id, code: 'error' });
      exchangeAll(world);
      step(world, b, 'lift');
      exchangeAll(world);
      expect(entriesOf(b, feedOf(b, 'secretariat', false))[0]).toMatchObject({
        code: 'not-in-force',
        isExpunged: true,
      });
    });
  });

  const recalledAndGiven = (mutant?: Rules) =>
    play(1, {
      ...(mutant ? { rules: mutant } : {}),
      liar: ({ a }) => a,
      script: (world) => {
        const { a, b } = world;
        propose(world, a, { entry_into_force: 'at-once' });
        for (const node of [a, b]) {
          exchangeAll(world);
          step(world, node, 'ratify');
        }
        exchangeAll(world);
        step(world, b, 'suspend');
        promise(world, a);
        publishAt(world, a);
        for (const isRecalled of [false, true]) {
          if (isRecalled) giveOn.tell(world, a, 'secretariat');
          world.network.start(b);
          deliverAll(world);
        }
        step(world, b, 'lift');
        exchangeAll(world);
        return [];
      },
    }).violations;

  it('is not asked for again, though its author still gives it', () => {
    expect(recalledAndGiven()).toEqual([]);
    expect(recalledAndGiven(mutated('retake-recalled'))).toContain('B: what was expunged has come back');
  });
});

describe('the end of an accord', () => {
  const recall = (world: World, node: SimNode, id: string) => recallAt(world, node, { id, code: 'error' });

  it('is told to the partner before anything that both are bound by is deleted', () => {
    const endedAndDeleted = (world: World): void => {
      const { a, b } = world;
      step(world, b, 'terminate');
      const end = b.records.all().at(-1)!;
      expect(recall(world, b, end.id)).toBe('charter');
      exchangeAll(world);
      expect(standingOf(a)?.facts.state).toBe('terminated');
      expect(recall(world, b, end.id)).toBe('charter');
      exchangeAll(world);
      expect(recall(world, b, end.id)).toBeNull();
      exchangeAll(world);
      for (const node of [a, b]) expect(standingOf(node)?.facts.state).toBe('terminated');
    };
    history(endedAndDeleted);
    const atOnce = (world: World): void => {
      step(world, world.b, 'terminate');
      recall(world, world.b, world.b.records.all().at(-1)!.id);
    };
    expect(violationsOf(atOnce, mutated('recall-unheard-end'))).toContain(
      'the accord is in-force at A and terminated at B',
    );
  });

  it('lets nobody have the terms deleted who has not seen it', () => {
    const { violations } = play(1, {
      liar: ({ a }) => a,
      script: (world) => {
        const { a, b, network } = world;
        propose(world, a, { entry_into_force: 'at-once' });
        for (const node of [a, b]) {
          exchangeAll(world);
          step(world, node, 'ratify');
        }
        exchangeAll(world);
        step(world, b, 'terminate');
        RECORD_LIES.find(({ name }) => name === 'recall-of-what-binds')!.tell(world, a, 'secretariat');
        network.start(b);
        deliverAll(world);
        expect(standingOf(b)?.facts.state).toBe('terminated');
        expect(entriesOf(b, feedOf(b, 'charter', false)).at(-1)).toMatchObject({ kind: 'recall', code: 'legal-hold' });
        return [];
      },
    });
    expect(violations).toEqual([]);
  });

  it('stays the end when one version of the terms is deleted, and another one never was agreed', () => {
    history((world) => {
      const { a, b } = world;
      passTime(world);
      const [first] = versionsOf(a, ACCORD);
      write(world, a, {
        ...accordText(PARTIES, { secretariat: 'amber', exchange: 'green' }),
        id: ACCORD,
        created: first!.object['created']!,
      });
      exchangeAll(world);
      writeStep(world, b, { channel: 'charter', subject: first!, verb: 'terminate' });
      for (let i = 0; i < 2; i++) exchangeAll(world);
      expect(recallAt(world, a, { id: ACCORD, code: 'error', modified: first!.modified })).toBeNull();
      for (let i = 0; i < 2; i++) exchangeAll(world);
      for (const node of [a, b]) expect(standingOf(node)?.facts.state).toBe('terminated');
    });
  });

  it('lets its author delete the terms, though its partner keeps them on legal hold', () => {
    history((world) => {
      const { a, b } = world;
      step(world, b, 'terminate');
      exchangeAll(world);
      holdAt(world, b, ACCORD);
      expect(recall(world, a, ACCORD)).toBeNull();
      exchangeAll(world);
      expect(standingOf(a)).toBeUndefined();
      expect(standingOf(b)?.facts.state).toBe('terminated');
    });
  });
});

describe('a new epoch', () => {
  /** B refused what crossed its suspension, and asks for it again; A knows of the refusal alone when it begins anew. */
  const retakenUnheard = (world: World): StoredRecord => {
    const { a, b, network } = world;
    step(world, b, 'suspend');
    const crossed = promise(world, a);
    publishAt(world, a);
    for (const node of [b, a]) {
      network.start(node);
      deliverAll(world);
      publishAt(world, b);
    }
    step(world, b, 'lift');
    network.start(b);
    deliverAll(world);
    expect(versionsOf(b, crossed.id)).toHaveLength(1);
    return crossed;
  };

  it('leaves what was taken again in the one before where it stands', () => {
    history((world) => {
      retakenUnheard(world);
      beginAnew(world, world.a, 'secretariat');
      for (let i = 0; i < 3; i++) exchangeAll(world);
      expect(feedOf(world.a, 'secretariat', true)).toMatchObject({ epoch: 2, size: 1 });
    });
  });

  it('lets its author recall what was taken again in the one before', () => {
    history((world) => {
      const { id } = retakenUnheard(world);
      beginAnew(world, world.a, 'secretariat');
      expect(recallAt(world, world.a, { id, code: 'error' })).toBeNull();
      for (let i = 0; i < 3; i++) exchangeAll(world);
      expect(versionsOf(world.b, id)).toMatchObject([{ isExpunged: true }]);
    });
  });

  it('carries a step behind its subject that was refused in the one before', () => {
    const begun = (world: World): void => {
      const { a, b, network } = world;
      const crossed = promise(world, a);
      publishAt(world, a);
      step(world, a, 'suspend');
      network.start(b);
      deliverAll(world);
      step(world, a, 'lift');
      beginAnew(world, a, 'secretariat');
      writeStep(world, a, on(crossed, 'withdraw'));
      publishAt(world, a);
      for (let i = 0; i < 3; i++) exchangeAll(world);
    };
    history((world) => {
      begun(world);
      const { id } = world.b.records.all().find(({ type }) => type === 'commitment')!;
      expect(foldOf(world.b, id)?.folded.state).toBe('withdrawn');
    });
    expect(violationsOf(begun, mutated('epoch-unanswered')).join()).toContain('unknown-subject');
  });

  it('is not contradicted by an answer that was under way when its recipient said what it holds', () => {
    const underWay = (world: World): void => {
      const { a, b, network, random } = world;
      promise(world, a);
      publishAt(world, a);
      network.start(b);
      deliverUntil(world, (call) => call.ask === 'entries' && call.channel === 'secretariat');
      network.deliver(random); // the answer is on its way
      beginAnew(world, a, 'secretariat');
      deliverAll(world);
      for (let i = 0; i < 3; i++) exchangeAll(world);
    };
    history((world) => {
      underWay(world);
      expect(feedOf(world.b, 'secretariat', false)).toMatchObject({ epoch: 2, base: 0, fault: null });
    });
    expect(violationsOf(underWay, mutated('take-what-was-asked-before')).join()).toContain('B says fork');
  });

  it('carries on what its recipient does not hold only once it may be sent again', () => {
    history((world) => {
      const { a, b } = world;
      const lost = promise(world, a);
      exchangeAll(world);
      const later = promise(world, a);
      publishAt(world, a);
      step(world, b, 'suspend');
      world.network.start(a);
      deliverAll(world);
      beginAnew(world, a, 'secretariat');
      publishAt(world, a);
      expect(feedOf(a, 'secretariat', true)).toMatchObject({ epoch: 2, base: 1, size: 1 });
      step(world, b, 'lift');
      // B answers for the entry that opens the epoch, and the rest comes.
      for (let i = 0; i < 3; i++) exchangeAll(world);
      for (const { id } of [lost, later]) expect(versionsOf(b, id)).toHaveLength(1);
    });
  });

  it('begins under a key that its recipient has, also when a change of key was lost with the one before', () => {
    history((world) => {
      const { a, b } = world;
      const held = promise(world, a);
      exchangeAll(world);
      rotateAt(world, a);
      publishAt(world, a);
      beginAnew(world, a, 'secretariat');
      exchangeAll(world);
      exchangeAll(world);
      expect(feedOf(b, 'secretariat', false)).toMatchObject({ epoch: 2, fault: null });
      expect(foldOf(b, held.id)?.folded.state).toBe(foldOf(a, held.id)?.folded.state);
    });
  });
});

function deliverAll({ network, random }: World): void {
  while (!network.isIdle()) network.deliver(random);
}

describe('a feed that has vanished', () => {
  it('is not one that had not begun when it was asked for', () => {
    const { violations } = play(1, {
      liar: ({ b }) => b,
      script: (world) => {
        const { a, b, network, random } = world;
        propose(world, a, { entry_into_force: 'at-once' });
        publishAt(world, a);
        network.start(b);
        deliverAll(world);
        // What it may not say yet, and before it has said anything in the charter.
        const lie = RECORD_LIES.find(({ name }) => name === 'no-disclosure')!.tell(world, b, 'exchange')!;
        network.start(a);
        deliverUntil(world, (call) => call.ask === 'entries' && call.channel === 'charter');
        network.deliver(random); // there is no charter of B's, says an answer on its way
        publishAt(world, b);
        // Another pull overtakes it.
        network.start(a);
        while (feedOf(a, 'charter', false).size === 0) network.deliver({ ...random, int: (below) => below - 1 });
        deliverAll(world);
        return [lie];
      },
    });
    expect(violations).toEqual([]);
  });

  it('is told as a rollback, also when its first entry is asked for again', () => {
    expect(rules.vanished(0)).toBeUndefined();
    expect(rules.vanished(1)?.fault).toBe('rollback');
    const { violations } = play(1, {
      liar: ({ a }) => a,
      script: (world) => {
        const { a, b } = world;
        propose(world, a, { entry_into_force: 'at-once' });
        for (const node of [a, b]) {
          exchangeAll(world);
          step(world, node, 'ratify');
        }
        exchangeAll(world);
        step(world, b, 'suspend');
        promise(world, a);
        exchangeAll(world);
        step(world, b, 'lift');
        world.answering = (node, call, reply) =>
          node === a && call.ask === 'entries' && call.channel === 'secretariat' ? 'none' : reply;
        return [{ channel: 'secretariat', faults: ['rollback'] }];
      },
    });
    expect(violations).toEqual([]);
  });
});
