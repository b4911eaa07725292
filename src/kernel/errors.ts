/** Every way in which Entente says no. Each face maps all of them (`satisfies Record<FailureCode, ...>`). */
export type FailureCode =
  | 'bad-input' // well-formed, but breaks a rule; `path` says where
  | 'bad-encoding' // not the one accepted spelling
  | 'bad-json' // not I-JSON, duplicate keys, U+0000
  | 'too-large'
  | 'unsupported-type'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'not-in-force' // the accord does not let this flow now
  | 'void-step' // the life cycle does not allow this verb in the state reached
  | 'untrusted' // signature, fingerprint or key does not match what is pinned
  | 'inconsistent' // the partner's log contradicts itself or ours
  | 'unavailable' // a partner or service does not answer
  | 'internal';

export type Issue = { readonly path: string; readonly message: string };
export type FailureDetails = { readonly cause?: unknown; readonly path?: string; readonly issues?: readonly Issue[] };

/** The one error class. `message` may be shown to the person who asked; `cause` never leaves the process. */
export class Failure extends Error {
  readonly code: FailureCode;
  readonly path: string | undefined;
  readonly issues: readonly Issue[] | undefined;

  constructor(code: FailureCode, message: string, details: FailureDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'Failure';
    this.code = code;
    this.path = details.path;
    this.issues = details.issues;
  }
}
