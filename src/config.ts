import { readFileSync } from 'node:fs';
import { Failure } from '#kernel/errors.ts';
import { networkSettings, type NetworkSettings } from './network.ts';
import { modelSettings, type ModelSettings } from '#modules/statements/model/settings.ts';

/** The only reader of the environment. */
export type Environment = {
  readonly portA: number;
  readonly portB: number;
  readonly databaseUrl: string | undefined;
  readonly databaseOwnerUrl: string | undefined;
  /** How long the key of a backup is kept. */
  readonly backupKeyDays: number | undefined;
  /** How long the text of a statement is kept at the desk. */
  readonly statementDays: number | undefined;
  /** What seals the node's key files. */
  readonly keySecret: string | undefined;
  /** Of this node as a client of its identity provider. */
  readonly providerSecret: string | undefined;
};

export function readEnvironment(env: NodeJS.ProcessEnv): Environment {
  return {
    portA: port(env, 'ENTENTE_PORT_A', 4100),
    portB: port(env, 'ENTENTE_PORT_B', 4200),
    databaseUrl: env['DATABASE_URL'] || undefined,
    databaseOwnerUrl: env['DATABASE_OWNER_URL'] || undefined,
    backupKeyDays: days(env, 'ENTENTE_BACKUP_KEY_DAYS'),
    statementDays: days(env, 'ENTENTE_STATEMENT_DAYS'),
    keySecret: secret(env, 'ENTENTE_KEY_SECRET'),
    providerSecret: secret(env, 'ENTENTE_PROVIDER_SECRET'),
  };
}

/** Apart: what is wrong with it concerns the serving node alone. */
export function readModelSettings(env: NodeJS.ProcessEnv): ModelSettings | undefined {
  return modelSettings({
    url: env['ENTENTE_MODEL_URL'] || undefined,
    name: env['ENTENTE_MODEL_NAME'] || undefined,
    key: secret(env, 'ENTENTE_MODEL_KEY'),
    seconds: env['ENTENTE_MODEL_SECONDS'] || undefined,
    ceiling: env['ENTENTE_MODEL_CEILING'] || undefined,
  });
}

/** How the serving node meets the network. */
export function readNetworkSettings(env: NodeJS.ProcessEnv): NetworkSettings {
  return networkSettings({
    host: env['ENTENTE_LISTEN'] || undefined,
    cert: env['ENTENTE_TLS_CERT'] || undefined,
    key: env['ENTENTE_TLS_KEY'] || undefined,
    proxies: env['ENTENTE_TRUSTED_PROXIES'] || undefined,
    origins: env['ENTENTE_CORS_ORIGINS'] || undefined,
    reach: env['ENTENTE_REACH'] || undefined,
  });
}

function port(env: NodeJS.ProcessEnv, name: string, fallback: number): number {
  const text = env[name];
  return text === undefined || text === '' ? fallback : parsePort(text, name);
}

/** Itself, or in the file that `NAME_FILE` names: its text without the line feed at its end. */
function secret(env: NodeJS.ProcessEnv, name: string): string | undefined {
  const path = env[`${name}_FILE`];
  const text = env[name] || (path ? readFileSync(path, 'utf8').replace(/\r?\n$/, '') : undefined);
  if (text !== undefined && text.length < 12) throw new Failure('bad-input', `${name} has fewer than 12 characters`);
  return text;
}

function days(env: NodeJS.ProcessEnv, name: string): number | undefined {
  const text = env[name];
  if (text === undefined || text === '') return undefined;
  if (!/^[1-9]\d{0,3}$/.test(text))
    throw new Failure('bad-input', `${name} must be a number of days from 1 to 9999, not "${text.slice(0, 40)}"`);
  return Number(text);
}

export function parsePort(text: string, name: string): number {
  const value = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (value < 1 || value > 65_535)
    throw new Failure('bad-input', `${name} must be a port from 1 to 65535, not "${text.slice(0, 40)}"`);
  return value;
}
