/** What a browser keeps and sends: cookies, and the origin of its page. */
export type BrowserSession = {
  readonly get: (path: string) => Promise<Answered>;
  readonly send: (method: 'POST' | 'PUT', path: string, body?: unknown) => Promise<Answered>;
  /** Follows a link as a browser does, to the first page. */
  readonly follow: (url: string) => Promise<Response>;
  readonly cookies: Map<string, string>;
};
export type Answered = {
  readonly status: number;
  // oxlint-disable-next-line typescript/no-explicit-any -- each test says what it expects of an answer
  readonly body: Record<string, any>;
  readonly headers: Headers;
};

export function browserSession(url: string, agent = 'a browser'): BrowserSession {
  const cookies = new Map<string, string>();
  const keep = (response: Response): Response => {
    for (const line of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split('; ');
      const [name = '', ...value] = pair.split('=');
      if (attributes.some((one) => /^max-age=0$/i.test(one))) cookies.delete(name);
      else cookies.set(name, value.join('='));
    }
    return response;
  };
  const headers = () => ({
    'user-agent': agent,
    ...(cookies.size > 0 ? { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') } : {}),
  });
  const read = async (response: Response): Promise<Answered> => {
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') && text !== '';
    return { status: response.status, body: isJson ? JSON.parse(text) : {}, headers: response.headers };
  };
  return {
    cookies,
    get: async (path) => read(keep(await fetch(`${url}${path}`, { headers: headers() }))),
    send: async (method, path, body) =>
      read(
        keep(
          await fetch(`${url}${path}`, {
            method,
            headers: {
              ...headers(),
              origin: url,
              ...(body === undefined ? {} : { 'content-type': 'application/json' }),
            },
            ...(body === undefined ? {} : { body: JSON.stringify(body) }),
          }),
        ),
      ),
    follow: async (link) => keep(await fetch(new URL(link, url), { redirect: 'manual', headers: headers() })),
  };
}
