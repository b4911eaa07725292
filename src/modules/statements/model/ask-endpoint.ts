import type { ModelFault } from '#contract/statement-model.ts';
import { questionOf } from './asked-form.ts';
import type { ModelSettings } from './settings.ts';

export const LARGEST_ANSWER = 1024 * 1024;

export type Fault = { readonly code: ModelFault; readonly status: number | null };
export type Said = { readonly content: string; readonly version: string } | { readonly fault: Fault };

class Faulty extends Error {
  readonly fault: Fault;
  constructor(code: ModelFault, status: number | null = null) {
    super(code);
    this.fault = { code, status };
  }
}

/**
 * One question to the endpoint that was named, and to nobody else: no redirect is followed, and what comes back is bounded in size
 * and time before it is looked at. Of what the endpoint says about itself or an error, nothing is passed on but a status.
 */
export async function askEndpoint(
  { settings, fetch }: { readonly settings: ModelSettings; readonly fetch: typeof globalThis.fetch },
  text: string,
  stop: AbortSignal,
): Promise<Said> {
  const late = AbortSignal.timeout(settings.timeout);
  try {
    const answer = await fetch(`${settings.url}/chat/completions`, {
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.any([late, stop]),
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        ...(settings.key === undefined ? {} : { authorization: `Bearer ${settings.key}` }),
      },
      body: questionOf(settings.name, text),
    });
    const body = await bounded(answer);
    return contentOf(body, settings.key);
  } catch (error) {
    if (stop.aborted) throw error;
    if (error instanceof Faulty) return { fault: error.fault };
    return { fault: { code: late.aborted ? 'too-slow' : 'unreachable', status: null } };
  }
}

async function bounded(answer: Response): Promise<Uint8Array> {
  const { status, headers, body } = answer;
  const give = async (fault: Faulty): Promise<never> => {
    await body?.cancel().catch(() => {});
    throw fault;
  };
  if (status >= 300 && status < 400) return give(new Faulty('sends-elsewhere', status));
  if (status !== 200) return give(new Faulty('refused', status));
  if (!/^application\/json\b/iu.test(headers.get('content-type') ?? '')) return give(new Faulty('not-json'));
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.length;
    if (size > LARGEST_ANSWER) throw new Faulty('too-large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

type Envelope = {
  readonly model?: unknown;
  readonly system_fingerprint?: unknown;
  readonly choices?: readonly { readonly finish_reason?: unknown; readonly message?: { readonly content?: unknown } }[];
};

function contentOf(body: Uint8Array, key: string | undefined): Said {
  let envelope: Envelope | null;
  try {
    envelope = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) as Envelope | null;
  } catch {
    throw new Faulty('not-json');
  }
  const choice = Array.isArray(envelope?.choices) ? envelope.choices[0] : undefined;
  if (choice?.finish_reason === 'length') throw new Faulty('cut-off');
  const content = choice?.message?.content;
  if (typeof content !== 'string') throw new Faulty('wrong-form');
  const version = [envelope?.model, envelope?.system_fingerprint].filter(isName).join(' ');
  return { content, version: key !== undefined && version.includes(key) ? '' : version };
}

const isName = (value: unknown): value is string => typeof value === 'string' && /^[\w.:/@+-]{1,100}$/u.test(value);
