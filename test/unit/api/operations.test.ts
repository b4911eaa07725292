import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { API } from '#contract/api.ts';
import { OPERATIONS, QUESTIONS, type Operation } from '#contract/operations.ts';
import { isMedia, type Shape } from '#contract/shape.ts';

type Declared = { readonly name: Operation; readonly method: string; readonly path: string; readonly shape: Shape };

const ALL: readonly Declared[] = Object.entries(OPERATIONS).map(([name, at]) => {
  const [method = '', path = ''] = at.split(' ');
  return { name: name as Operation, method, path, shape: API[name as Operation] };
});
const isWrite = ({ method, shape }: Declared): boolean => method !== 'GET' && !shape.asks;

/** What is read with a number or digest that a change is made on, by the beginning of its address. */
const VERSIONED = [
  '/api/v1/records/:id/steps',
  '/api/v1/records/:id/marking',
  '/api/v1/accords/:id/steps',
  '/api/v1/comments/:comment/',
  '/api/v1/statement-desk/:id/',
  '/api/v1/statement-desk/sets/:id/',
];

describe('Every operation', () => {
  it('that changes something says so by its method; what only asks by POST is one of the questions', () => {
    const asks = ALL.filter(({ shape }) => shape.asks).map(({ name }) => name);
    expect(asks.toSorted()).toEqual([...QUESTIONS].toSorted());
    expect(ALL.filter(({ method, shape }) => method === 'GET' && shape.asks)).toEqual([]);
  });

  it('that changes a thing with a version takes `If-Match`', () => {
    const reads = new Map(ALL.filter(({ method }) => method === 'GET').map((one) => [one.path, one]));
    const must = ALL.filter(isWrite).filter(
      ({ method, path }) =>
        // Settings that are read where they are put.
        (method === 'PUT' && reads.has(path) && !CREATED_ONCE.has(path) && path !== OWN_DRAFTS) ||
        VERSIONED.some((beginning) => path.startsWith(beginning)),
    );
    expect(must.length).toBeGreaterThan(12);
    expect(must.filter(({ shape }) => !shape.versioned).map(({ name }) => name)).toEqual([]);
    const others = ALL.filter(({ shape }) => shape.versioned).filter((one) => !must.includes(one));
    expect(others.map(({ name }) => name)).toEqual(['createRecord']);
  });

  it('that lists gives a list beside `next`, and takes an opaque cursor', () => {
    const wrong: string[] = [];
    for (const { name, method, shape } of ALL) {
      if (method !== 'GET' || !/^list(?!en)/.test(name) || BOUNDED.has(name)) continue;
      const answer = shape.answers[200]!;
      const given = isMedia(answer) ? undefined : (z.toJSONSchema(answer, { io: 'output' }) as Json);
      const properties = given?.properties ?? {};
      const lists = Object.values(properties).filter(({ type }) => type === 'array');
      if (lists.length === 0 || !JSON.stringify(properties['next'] ?? null).includes('cursor'))
        wrong.push(`${name} gives no list with next`);
      if (shape.query?.shape['cursor'] === undefined) wrong.push(`${name} takes no cursor`);
    }
    expect(wrong).toEqual([]);
  });
});

type Json = { readonly properties?: Readonly<Record<string, { readonly type?: string }>> };

/** A key is registered, and ended by the next: it is never changed. */
const CREATED_ONCE = new Set([
  '/api/v1/oversight/cosigner',
  '/api/v1/seal-keys',
  '/api/v1/statements/model',
  // The latest that its one author typed, wherever.
  '/api/v1/me/drafts',
]);

/** One's own, of which the last that one wrote counts. */
const OWN_DRAFTS = '/api/v1/me/drafts';

/** Answered whole, since what they are of bounds them. */
const BOUNDED = new Map([
  ['listColleagues', 'the best twenty for what was typed'],
  ['listUploads', 'of one person, and no more than may be under way at once'],
  ['listOwnTokens', 'fifty living ones of a person at most'],
  ['listServiceTokens', 'the same of a service'],
  ['listCalendarLinks', 'of one person, and no more than they may have'],
  ['listRegisterViews', 'the same'],
  ['listAccountSessions', 'those of one person that are alive'],
  ['listSealKeys', 'one of each holder'],
  ['listUnits', 'the tree of one party, which is shown as a whole'],
  ['listLists', 'need-to-know lists and cases that are open, which are chosen from as a whole'],
  ['listReleaseLimits', 'one of each accord and channel'],
]);
