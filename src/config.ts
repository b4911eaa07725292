import { Failure } from '#kernel/errors.ts';

/** The only reader of the environment. */
export type Environment = {
  readonly portA: number;
  readonly portB: number;
  readonly databaseUrl: string | undefined;
  readonly databaseOwnerUrl: string | undefined;
};

export function readEnvironment(env: NodeJS.ProcessEnv): Environment {
  return {
    portA: port(env, 'ENTENTE_PORT_A', 4100),
    portB: port(env, 'ENTENTE_PORT_B', 4200),
    databaseUrl: env['DATABASE_URL'] || undefined,
    databaseOwnerUrl: env['DATABASE_OWNER_URL'] || undefined,
  };
}

function port(env: NodeJS.ProcessEnv, name: string, fallback: number): number {
  const text = env[name];
  return text === undefined || text === '' ? fallback : parsePort(text, name);
}

export function parsePort(text: string, name: string): number {
  const value = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (value < 1 || value > 65_535)
    throw new Failure('bad-input', `${name} must be a port from 1 to 65535, not "${text.slice(0, 40)}"`);
  return value;
}
