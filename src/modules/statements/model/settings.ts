import { Failure } from '#kernel/errors.ts';
import { TLP_LEVELS, type Tlp } from '#kernel/policy/markings.ts';

/** The endpoint that an administrator named. Without it there is no model. */
export type ModelSettings = {
  /** Base of an OpenAI-compatible API, such as `http://127.0.0.1:11434/v1`, without a slash at its end. */
  readonly url: string;
  readonly name: string;
  readonly key?: string;
  /** Milliseconds for one question, to the last byte of its answer. */
  readonly timeout: number;
  /** Texts marked above it are never sent. */
  readonly ceiling: Tlp;
};

type Told = Readonly<Record<'url' | 'name' | 'key' | 'seconds' | 'ceiling', string | undefined>>;

const SECONDS = 60;
/** The server ends what is silent for 180 s. */
const MOST_SECONDS = 150;

/** Undefined: no endpoint is named. What is named halfway, or so that texts could be read on their way, is refused at the start. */
export function modelSettings({ url, name, key, seconds, ceiling = 'green' }: Told): ModelSettings | undefined {
  if (url === undefined) return undefined;
  const base = URL.parse(url);
  if (!base || !/^https?:$/u.test(base.protocol) || base.username || base.password || base.search || base.hash)
    throw new Failure(
      'bad-input',
      'ENTENTE_MODEL_URL is an address such as http://127.0.0.1:11434/v1, with no key, query or fragment',
    );
  if (base.protocol === 'http:' && !isLoopback(base.hostname))
    throw new Failure(
      'bad-input',
      'ENTENTE_MODEL_URL must be https, unless it is on this machine: statements would be read on their way',
    );
  if (name === undefined || !/^[\w.:/@+ -]{1,200}$/u.test(name))
    throw new Failure('bad-input', 'ENTENTE_MODEL_NAME is the name of the model, as its endpoint knows it');
  const timeout = seconds === undefined ? SECONDS : /^\d{1,3}$/u.test(seconds) ? Number(seconds) : 0;
  if (timeout < 1 || timeout > MOST_SECONDS)
    throw new Failure('bad-input', `ENTENTE_MODEL_SECONDS must be from 1 to ${MOST_SECONDS}`);
  const tlp = TLP_LEVELS.find((level) => level === ceiling);
  if (tlp === undefined || tlp === 'red')
    throw new Failure(
      'bad-input',
      'ENTENTE_MODEL_CEILING is clear, green, amber or amber+strict; what is for named persons stays with them',
    );
  return {
    url: base.href.replace(/\/+$/u, ''),
    name,
    ...(key === undefined ? {} : { key }),
    timeout: timeout * 1000,
    ceiling: tlp,
  };
}

export const isLoopback = (hostname: string): boolean => /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/u.test(hostname);
