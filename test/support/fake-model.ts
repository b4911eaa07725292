import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An endpoint of a model that does what it is told, mostly wrong. */
export type Question = {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: {
    readonly model: string;
    readonly messages: readonly { readonly role: string; readonly content: string }[];
    readonly [more: string]: unknown;
  };
};
export type FakeModel = {
  readonly url: string;
  readonly asked: readonly Question[];
  readonly close: () => Promise<void>;
};
type Behave = (response: ServerResponse, question: Question) => void;

export async function startFakeModel(behave: () => Behave): Promise<FakeModel> {
  const asked: Question[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { authorization } = request.headers;
    const body = JSON.parse((await bodyOf(request)) || '{}') as Question['body'];
    const question = { path: request.url ?? '', authorization, body };
    asked.push(question);
    behave()(response, question);
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/v1`, asked, close: () => end(server) };
}

const end = (server: Server): Promise<void> =>
  new Promise((ended) => {
    server.closeAllConnections();
    server.close(() => ended());
  });

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) body += chunk as string;
  return body;
}

/** An answer in the form of the interface, with this as what the model says. */
export const saying =
  (content: unknown, more: object = {}): Behave =>
  (response) => {
    const message = { role: 'assistant', content: typeof content === 'string' ? content : JSON.stringify(content) };
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ model: 'fake-1', choices: [{ message, finish_reason: 'stop' }], ...more }));
  };

export const labels = (given: object = {}): object => ({
  parties: [],
  meetings: [],
  participants: [],
  commitments: [],
  events: [],
  incidents: [],
  ...given,
});
