/** Somebody with a token at a node, as a program calls it. */
export type Person = {
  readonly ask: <Body>(method: 'GET' | 'POST', path: string, body?: unknown) => Promise<Answered<Body>>;
};
/** `status` 0: no answer came, so nothing was acknowledged. */
export type Answered<Body> = { readonly status: number; readonly body: Body; readonly bytes: Uint8Array };

const PATIENCE_MS = 15_000;

export const personAt = (port: number, token: string): Person => ({
  ask: async <Body>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<Answered<Body>> => {
    try {
      const response = await fetch(`http://127.0.0.1:${port}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      const bytes = new Uint8Array(await response.arrayBuffer());
      const isJson = /json(;|$)/.test(response.headers.get('content-type') ?? '');
      const parsed: unknown = isJson ? JSON.parse(Buffer.from(bytes).toString()) : undefined;
      return { status: response.status, body: parsed as Body, bytes };
    } catch {
      return { status: 0, body: undefined as Body, bytes: new Uint8Array() };
    }
  },
});

export async function mustAsk<Body>(person: Person, ...asked: Parameters<Person['ask']>): Promise<Body> {
  const { status, body, bytes } = await person.ask<Body>(...asked);
  if (status < 200 || status >= 300)
    throw new Error(`${asked[0]} ${asked[1]}: ${status} ${Buffer.from(bytes).toString().slice(0, 300)}`);
  return body;
}
