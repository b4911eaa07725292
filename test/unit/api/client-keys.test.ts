import { expect, test } from 'vitest';
import { openClient } from '#contract/client.ts';

type Sent = { readonly method: string; readonly key: string | null };

function clientThat(answers: (Response | Error)[]) {
  const sent: Sent[] = [];
  let made = 0;
  const ask = openClient({
    newKey: () => `key ${++made}`,
    fetch: async (_address, init) => {
      sent.push({ method: init?.method ?? '', key: new Headers(init?.headers).get('idempotency-key') });
      const answer = answers.shift() ?? Response.json({});
      if (answer instanceof Error) throw answer;
      return answer;
    },
  });
  return { ask, sent, keys: () => sent.map(({ key }) => key) };
}
const body = { why: 'agreed' };
const confirm = (id: string) => ['confirmProposal', { params: { id }, body }] as const;

test('Each act has a key of its own, which it keeps until somebody knows whether it was done', async () => {
  const { ask, keys } = clientThat([
    new TypeError('the line broke'),
    new Response(null, { status: 503 }),
    Response.json({}),
    Response.json({}, { status: 409 }),
  ]);
  await expect(ask(...confirm('one'))).rejects.toMatchObject({ status: 0 });
  await expect(ask(...confirm('one'))).rejects.toMatchObject({ status: 503 });
  await ask(...confirm('one'));
  await expect(ask(...confirm('one'))).rejects.toMatchObject({ status: 409 });
  await ask(...confirm('one'));
  expect(keys()).toEqual(['key 1', 'key 1', 'key 1', 'key 2', 'key 3']);
});

test('Two acts that are under way at once share no key, but one that is sent twice does', async () => {
  const { ask, keys } = clientThat([]);
  await Promise.all([ask(...confirm('one')), ask(...confirm('one')), ask(...confirm('two'))]);
  expect(keys()).toEqual(['key 1', 'key 1', 'key 2']);
});

test('What is read, asked by POST, or put has none, and a given one goes before', async () => {
  const { ask, keys } = clientThat([]);
  await ask('readSession');
  await ask('whatIf', { body: { change: { kind: 'unit.close', unit: 'x' } } });
  await ask('putCosigner', { body: {} as never });
  await ask('confirmProposal', { params: { id: 'one' }, body, key: 'mine' });
  expect(keys()).toEqual([null, null, null, 'mine']);
});
