import { ed25519PublicKey, ed25519Sign } from '#platform';
import { fieldsOf } from '#federation/messages/message.ts';
import { claimedSigner, signRequest, verifyRequest } from '#federation/messages/request.ts';
import { readCosignature, readEntriesPage, readOffers } from '#federation/wire.ts';
import { canonicalize } from '#kernel/json/canonical.ts';
import { hold, refusing, textOf } from '../target.ts';
import type { Target } from '../target.ts';

const SEED = new Uint8Array(32).fill(3);
const KEY_ID = 'identity--11111111-1111-4111-8111-111111111111';
const request = { method: 'GET', targetUri: 'https://node.example/federation/v1/feeds', body: new Uint8Array() };
const headers = await signRequest(
  request,
  {
    keyId: KEY_ID,
    nonce: {
      recipient: 'identity--22222222-1111-4111-8111-111111111111',
      challenge: 'Y2hhbGxlbmdl',
      unique: 'AAAAAAAAAAAAAAAAAAAAAA==',
    },
  },
  (bytes) => ed25519Sign(SEED, bytes),
);
const NAMES = ['content-digest', 'signature-input', 'signature'] as const;
const written = NAMES.map((name) => headers[name]).join('\n');
const publicKey = ed25519PublicKey(SEED);

/** Three header fields, a line each. Only what was signed, as it was signed, is taken. */
const signature: Target = {
  name: 'signature-fields',
  seeds: () => [written, 'a\nsig=()\nsig=::', 'a\nsig=("@method");keyid="a";nonce="b"\nsig=:AAAA:'],
  words: [
    'sig=',
    '("@method" "@target-uri" "content-digest")',
    ';keyid=',
    ';nonce=',
    ';tag="entente-1"',
    ':AAAA:',
    ';created=1',
    ', ',
    '?1',
    '"',
    ';req',
    '%22',
  ],
  check: (input) => {
    const lines = textOf(input).split('\n');
    const given = fieldsOf(Object.fromEntries(NAMES.map((name, i) => [name, lines[i] ?? ''])));
    const claimed = refusing(['untrusted'], () => claimedSigner(given));
    const by = refusing(['untrusted'], () => verifyRequest({ ...request, headers: given }, publicKey));
    hold(
      'only the fields that were signed are taken',
      (by !== undefined) === NAMES.every((name) => given[name] === headers[name]),
    );
    return claimed ? 'taken' : 'refused';
  },
};

const ROOT = 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=';
const wire: Target = {
  name: 'wire-bodies',
  seeds: () => [
    canonicalize({ feeds: [{ accord: 'accord--1', channel: 'charter', epoch: 1, size: 3, root: ROOT, cosigned: 0 }] }),
    canonicalize({
      checkpoint: 'a',
      entries: [
        { entry: '{}', disclosure: null },
        { entry: 'a', disclosure: { parts: [] } },
      ],
      proof: [ROOT],
    }),
    canonicalize({ origin: 'a', line: 'b' }),
  ],
  words: [
    'feeds',
    'accord',
    'channel',
    'epoch',
    'size',
    'root',
    'cosigned',
    'checkpoint',
    'entries',
    'entry',
    'disclosure',
    'proof',
    'origin',
    'line',
  ],
  check: (input) => {
    const codes = ['bad-json', 'inconsistent', 'too-large'] as const;
    const read = [readOffers, readEntriesPage, readCosignature].map((reader) =>
      refusing(codes, (): unknown => reader(input)),
    );
    return read.some((one) => one !== undefined) ? 'taken' : 'refused';
  },
};

export const messageTargets: readonly Target[] = [signature, wire];
