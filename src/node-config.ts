import type pg from 'pg';
import type { AnsweredRequest } from '#api/app.ts';
import type { AnswerCheck } from '#api/check-answer.ts';
import type { Rates } from '#api/rate.ts';
import type { Module } from '#api/module.ts';
import type { SignIn } from '#api/sign-in/sign-in.ts';
import type { Worker } from '#federation/worker.ts';
import type { ModelSettings } from '#modules/statements/model/settings.ts';
import type { Db } from '#store/db.ts';
import type { Keys } from '#store/keys.ts';
import type { Filler } from '#store/search/fill.ts';
import type { Self } from '#store/self.ts';
import type { NetworkSettings } from './network.ts';

export type NodeConfig = {
  /** Keys and the instance file. */
  readonly dataDir: string;
  /** Seals the key files. */
  readonly keySecret?: string;
  /** The process's own role, which owns nothing. */
  readonly database: pg.PoolConfig;
  /** The owner, for migrations alone. */
  readonly owner: pg.ClientConfig;
  readonly appRole: string;
  readonly port: number;
  /** As partners and browsers write it; by default the loopback address. */
  readonly url?: string;
  /** Where browsers go, if elsewhere: of a node on this machine its name, which has passkeys. */
  readonly pagesUrl?: string;
  readonly party: { readonly id: string; readonly names: Readonly<Record<string, string>> };
  readonly report: (line: string) => void;
  /** Of each request, once it is answered; nobody is told if left out. */
  readonly log?: (answered: AnsweredRequest) => void;
  readonly now?: () => Date;
  readonly randomBytes?: (size: number) => Uint8Array;
  /** In place of the network, in tests. */
  readonly fetch?: typeof globalThis.fetch;
  /** On this machine alone, if left out. */
  readonly network?: NetworkSettings;
  /** The endpoint of a model that may be asked about statements; none if left out. */
  readonly model?: ModelSettings;
  /** Private networks that the node may call for its people, as CIDR; those of `network` if left out. */
  readonly outboundAllowed?: readonly string[];
  /** How long the key of a backup is kept; 35 days if left out. */
  readonly backupKeyDays?: number;
  /** How long the text of a statement is kept at the desk; `STATEMENT_DAYS` if left out. */
  readonly statementDays?: number;
  /** Milliseconds between two pulls when nobody wakes us; `never`: whoever holds the node tells its worker each step. */
  readonly pullEvery?: number | 'never';
  /** Milliseconds between two looks at what time alone makes due, and how long expunged content is collected before it is purged. */
  readonly upkeepEvery?: number;
  readonly purgeAfter?: number;
  /** Of a feed, in one answer to a partner. */
  readonly pageEntries?: number;
  /** In tests: every answer is held against its contract. */
  readonly checkAnswer?: AnswerCheck;
  /** Requests in a minute; `RATES` if left out. */
  readonly rates?: Rates;
};

export type Node = {
  readonly url: string;
  readonly pagesUrl: string;
  readonly self: Self;
  readonly keys: Keys;
  readonly fingerprint: string;
  readonly db: Db;
  readonly signIn: SignIn;
  readonly worker: Worker;
  readonly modules: readonly Module[];
  /** Brings what is held into the search, now; the node does it by itself in the background. */
  readonly fillSearch: Filler;
  readonly close: () => Promise<void>;
};
