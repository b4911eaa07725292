import { Failure } from '#kernel/errors.ts';
import { fromBase64Strict, hmacSha256, toBase64, utf8 } from '#platform';

/**
 * The server's sessions. A challenge carries its own proof, so giving one out costs no memory and repeating that
 * request does no harm; a session takes memory only when its partner has signed a first request in it.
 */
export type Sessions = {
  /** A challenge that only `partner` can use. */
  challenge(partner: string): string;
  /** Takes a nonce once. `over`: the partner needs a new challenge. Call it only after the signature was verified. */
  accept(partner: string, challenge: string, unique: string): 'fresh' | 'replayed' | 'over';
};

export type SessionsOptions = {
  /** A clock that never goes back, in milliseconds: a changed wall clock neither ends nor prolongs a session. */
  readonly monotonicMs: () => number;
  readonly randomness: (bytes: number) => Uint8Array;
  readonly lifetimeMs?: number;
  readonly noncesPerSession?: number;
  readonly sessionsPerPartner?: number;
};

type PartnerState = {
  /** Challenges issued at or before this are over: what was forgotten can never be accepted again. */
  floor: bigint;
  readonly sessions: Map<bigint, Set<string>>;
};

const ISSUED_BYTES = 8;
const MAC_BYTES = 32;

export function challengeSessions(options: SessionsOptions): Sessions {
  const {
    monotonicMs,
    randomness,
    lifetimeMs = 10 * 60_000,
    noncesPerSession = 10_000,
    sessionsPerPartner = 4,
  } = options;
  // Of this process only: after a restart, when the clock starts anew, all earlier challenges are over.
  const secret = randomness(32);
  const partners = new Map<string, PartnerState>();
  let lastIssued = -1n;

  const nowMicros = (): bigint => BigInt(Math.floor(monotonicMs() * 1000));
  const lifetime = BigInt(lifetimeMs) * 1000n;
  const macOf = (issued: Uint8Array, partner: string): Uint8Array =>
    hmacSha256(secret, utf8(`${toBase64(issued)} ${partner}`));

  function challenge(partner: string): string {
    const now = nowMicros();
    lastIssued = now > lastIssued ? now : lastIssued + 1n; // no two alike, so the time alone names the session
    const issued = new Uint8Array(ISSUED_BYTES);
    new DataView(issued.buffer).setBigUint64(0, lastIssued);
    return toBase64(Uint8Array.of(...issued, ...macOf(issued, partner)));
  }

  /** When the challenge was issued to this partner by this process, if it was. */
  function issuedAt(partner: string, text: string): bigint | undefined {
    const bytes = strictBytes(text);
    if (bytes?.length !== ISSUED_BYTES + MAC_BYTES) return undefined;
    const issued = bytes.slice(0, ISSUED_BYTES);
    if (!equal(macOf(issued, partner), bytes.subarray(ISSUED_BYTES))) return undefined;
    return new DataView(issued.buffer).getBigUint64(0);
  }

  function accept(partner: string, text: string, unique: string): 'fresh' | 'replayed' | 'over' {
    const issued = issuedAt(partner, text);
    if (issued === undefined || nowMicros() - issued >= lifetime) return 'over';
    const state = partners.get(partner) ?? { floor: -1n, sessions: new Map<bigint, Set<string>>() };
    if (issued <= state.floor) return 'over';
    partners.set(partner, state);
    const nonces = state.sessions.get(issued) ?? new Set<string>();
    if (nonces.has(unique)) return 'replayed';
    if (nonces.size >= noncesPerSession) {
      endUpTo(state, issued);
      return 'over';
    }
    state.sessions.set(issued, nonces.add(unique));
    if (state.sessions.size > sessionsPerPartner) endUpTo(state, earliest(state.sessions));
    // With a single session allowed, a late first use of an older challenge ends that very session: say so.
    return issued <= state.floor ? 'over' : 'fresh';
  }

  return { challenge, accept };
}

function endUpTo(state: PartnerState, issued: bigint): void {
  state.floor = issued;
  for (const session of state.sessions.keys()) if (session <= issued) state.sessions.delete(session);
}

function earliest(sessions: ReadonlyMap<bigint, unknown>): bigint {
  return [...sessions.keys()].reduce((a, b) => (a < b ? a : b));
}

function strictBytes(text: string): Uint8Array | undefined {
  try {
    return fromBase64Strict(text);
  } catch (cause) {
    if (cause instanceof Failure) return undefined;
    throw cause;
  }
}

/** In constant time: the proof is a secret's. */
function equal(a: Uint8Array, b: Uint8Array): boolean {
  let difference = a.length ^ b.length;
  for (const [i, byte] of a.entries()) difference |= byte ^ (b[i] ?? 0);
  return difference === 0;
}
