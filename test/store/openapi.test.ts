import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPERATIONS } from '#contract/operations.ts';
import { API } from '#contract/api.ts';
import { PROBLEMS } from '#api/problem-codes.ts';
import { raw } from '../support/raw-http.ts';
import { watchRoutes } from '../support/routes.ts';
import { closeNodes, testNode } from '../support/two-nodes.ts';

type Document = {
  readonly paths: Record<string, Record<string, { operationId: string; 'x-permission'?: string }>>;
};

const watched = watchRoutes();
let url: string;
let text: string;
let document: Document;

beforeAll(async () => {
  const node = await testNode({ name: 'Northern Harbour' });
  ({ url } = node.running);
  ({ text } = await raw(url, { path: '/api/v1/openapi.json' }));
  document = JSON.parse(text) as Document;
});
afterAll(async () => {
  watched.stop();
  await closeNodes();
});

describe('The OpenAPI document', () => {
  it('is valid by a validator that is not ours, and every reference in it leads somewhere', async () => {
    const { valid, errors } = await new Validator().validate(JSON.parse(text) as Record<string, unknown>);
    expect(errors ?? []).toEqual([]);
    expect(valid).toBe(true);
    const refs = new Set([...text.matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path]) => path!));
    expect(refs.size).toBeGreaterThan(30);
    for (const ref of refs) {
      const found = ref.split('/').reduce<unknown>((at, key) => (at as Record<string, unknown>)?.[key], document);
      expect(found, ref).toBeDefined();
    }
  });

  it('has every mounted route of the API, with its permission, and nothing else', () => {
    const told = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(
        ([method, one]) => `${method.toUpperCase()} ${path} ${one['x-permission'] ?? 'open'}`,
      ),
    );
    const mounted = watched
      .routes()
      .filter(({ method, url: path }) => method !== 'HEAD' && /^\/((api|health)\/|metrics$)/.test(path))
      .map(
        ({ method, url: path, permission }) =>
          `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')} ${permission ?? 'open'}`,
      );
    expect(told.toSorted()).toEqual(mounted.toSorted());
  });

  it('describes every guarded route by the schemas of its operation', () => {
    const named = new Map(
      Object.entries(document.paths).flatMap(([path, methods]) =>
        Object.entries(methods).map(([method, one]) => [`${method.toUpperCase()} ${path}`, one.operationId]),
      ),
    );
    const guarded = watched.routes().filter(({ method, permission }) => permission !== undefined && method !== 'HEAD');
    const undeclared = guarded
      .map(({ method, url: path }) => named.get(`${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`)!)
      .filter((name) => !Object.hasOwn(API, name));
    expect(undeclared).toEqual([]);
    expect(Object.keys(API).toSorted()).toEqual(Object.keys(OPERATIONS).toSorted());
    expect(new Set(named.values()).size).toBe(named.size);
  });

  it.each(['en', 'zh-Hans', 'ur'])(
    'is read by people in %s, with nothing from elsewhere and no script',
    async (lang) => {
      const { status, headers, text: html } = await raw(url, { path: `/api/reference?lang=${lang}` });
      expect(status).toBe(200);
      expect(headers['content-security-policy']).not.toContain("script-src 'unsafe");
      expect(html).toContain(`lang="${lang}"`);
      expect(html).not.toMatch(/<script|style="|(?:src|href)="(?:https?:)?\/\//);
      for (const name of Object.keys(OPERATIONS)) expect(html).toContain(`id="${name}"`);
    },
  );

  it('leads from each problem to its page', async () => {
    for (const code of Object.keys(PROBLEMS)) {
      const { status, headers } = await raw(url, { path: `/api/problems/${code}` });
      expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    }
    const unknown = await raw(url, { path: '/api/problems/nothing' });
    expect(JSON.parse(unknown.text)).toMatchObject({ status: 404, type: '/api/problems/not-found' });
  });
});
