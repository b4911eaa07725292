import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { entente, start } from '../support/command.ts';
import { browserSession } from '../support/browser-session.ts';
import { freePort } from '../support/free-port.ts';

const folder = await mkdtemp(join(tmpdir(), 'entente-sign-in-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

const provider = {
  name: 'Agency sign-in',
  issuer: 'http://127.0.0.1:9/',
  clientId: 'entente',
  scopes: ['groups'],
  groupsClaim: 'groups',
  mapping: [],
  unknownPeople: 'refuse',
  isSecondFactor: false,
  isOn: true,
};

test('an empty node is set up by its link; at the machine one gets in again, and connects an identity provider', async () => {
  const data = join(folder, 'node');
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const served = start(['serve', '--data', data, '--port', String(port), '--url', url]);
  try {
    await expect
      .poll(() =>
        fetch(`${url}/health/ready`).then(
          ({ ok }) => ok,
          () => false,
        ),
      )
      .toBe(true);
    const listed = await entente(['sign-in-link', '--data', data]);
    expect(listed).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^set up once {2}http:\/\/localhost:\d+\/set-up#[0-9a-f]{48}\n$/),
    });
    const token = new URL(listed.stdout.slice('set up once  '.length).trim()).hash.slice(1);
    const browser = browserSession(url);
    const body = { token, name: 'First', unit: 'Operations', locale: 'en' };
    expect((await browser.send('POST', '/api/auth/set-up', body)).status).toBe(200);
    expect((await browser.get('/api/v1/session')).body).toMatchObject({ session: { standing: 'enrol' } });

    const [, id = ''] =
      /^(\S+) {2}First {2}\(administrator\)$/m.exec((await entente(['sign-in-link', '--data', data])).stdout) ?? [];
    const again = await entente(['sign-in-link', '--data', data, '--person', id, '--reset']);
    const [, link = ''] = /^sign in once (\S+)\n$/.exec(again.stdout) ?? [];
    expect((await browserSession(url).follow(link)).headers.get('location')).toBe(`${url}/`);
    expect((await browser.get('/api/v1/session')).status).toBe(401);
    expect(await entente(['sign-in-link', '--data', data, '--person', 'nobody'])).toMatchObject({
      code: 1,
      stderr: 'entente sign-in-link: there is no such account; without --person the command lists them\n',
    });

    const file = join(folder, 'provider.json');
    await writeFile(file, JSON.stringify(provider));
    const env = { ENTENTE_PROVIDER_SECRET: 'a secret that is told to nobody' };
    const connected = await entente(['identity-provider', '--data', data, '--file', file], { env });
    expect(connected.stdout).toMatch(
      /^redirect address http:\/\/localhost:\d+\/api\/auth\/provider\/callback\nissuer {11}http:\/\/127\.0\.0\.1:9\/ \(on\)\nanswers {10}no: /,
    );
    expect(connected.code).toBe(1);
    expect(connected.stdout + connected.stderr).not.toContain(env.ENTENTE_PROVIDER_SECRET);
    expect((await browserSession(url).get('/api/auth/ways')).body).toMatchObject({
      provider: { name: 'Agency sign-in' },
    });
    expect((await entente(['identity-provider', '--data', data, '--off'])).stdout).toContain('(off)');
    await writeFile(file, JSON.stringify({ ...provider, clientId: '' }));
    expect((await entente(['identity-provider', '--data', data, '--file', file])).stderr).toMatch(
      /provider\.json: clientId: /,
    );
  } finally {
    served.child.kill('SIGTERM');
  }
  const { stdout } = await served.outcome;
  expect(stdout).toMatch(/^ {2}set up once {2}http:\/\/localhost:\d+\/set-up#[0-9a-f]{48}$/m);
});
