import { fromBase64Strict, toBase64 } from '#platform';
import { Failure } from '#kernel/errors.ts';
import type { Client } from '#store/people/client.ts';
import { useRecoveryCode } from '#store/people/recovery-code.ts';
import type { Seal } from '#store/people/seal.ts';
import { noteSecondFactor, proveOwn } from '#store/people/session.ts';
import { putTotp, takeAttempt, useStep } from '#store/people/totp.ts';
import { stepOf, base32, totpUri } from './one-time-code.ts';
import type { GivenCode } from './plugin.ts';

export type Factors = {
  /** A new secret for an authenticator of this person; it counts once `giveTotp` took a code of it. */
  readonly offerTotp: (person: Offered, within: Client) => Promise<OfferedTotp>;
  readonly giveTotp: (personId: string, code: string, within: Client) => Promise<GivenCode>;
  /** A code of either kind, as the second factor of a session. */
  readonly giveCode: (session: { readonly id: string; readonly personId: string }, code: string) => Promise<GivenCode>;
};

type Offered = { readonly id: string; readonly name: string; readonly factorBy: string | null };
export type OfferedTotp = { readonly uri: string; readonly secret: string };

type Options = {
  readonly client: Client;
  readonly seal: Seal;
  readonly issuer: string;
  readonly now: () => Date;
  readonly randomBytes: (size: number) => Uint8Array;
};

export function openFactors({ client, seal, issuer, now, randomBytes }: Options): Factors {
  const purposeOf = (personId: string): string => `totp ${personId}`;

  async function giveTotp(personId: string, code: string, within: Client): Promise<GivenCode> {
    const at = now();
    const held = await takeAttempt(within, personId, at);
    if (held === undefined) return 'wait';
    const step = stepOf(fromBase64Strict(seal.open(held.secret, purposeOf(personId))), code, at);
    if (step === undefined) return 'wrong';
    return (await useStep(within, personId, step, at)) ? 'taken' : 'used';
  }

  return {
    giveTotp,
    offerTotp: async ({ id, name, factorBy }, within) => {
      const secret = randomBytes(20);
      const sealed = seal.seal(toBase64(secret), purposeOf(id));
      if (!(await putTotp(within, { personId: id, sealed, factorBy, at: now() })))
        throw new Failure('conflict', 'there is an authenticator already; remove it first');
      return { uri: totpUri(secret, { issuer, account: name }), secret: base32(secret) };
    },
    giveCode: async ({ id, personId }, code) => {
      const digits = code.replaceAll(/\s/g, '');
      const isTotp = /^\d{6}$/.test(digits);
      const given = isTotp
        ? await giveTotp(personId, digits, client)
        : (await useRecoveryCode(client, personId, code, now()))
          ? 'taken'
          : 'wrong';
      if (given === 'taken' && isTotp) await proveOwn(client, id, personId);
      if (given === 'taken') await noteSecondFactor(client, id, now());
      return given;
    },
  };
}
