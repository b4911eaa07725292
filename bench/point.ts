import { Agent, get } from 'node:http';

const AT_ONCE = 16;

export type Target = { readonly port: number; readonly path: string; readonly token?: string };

/** Answers a second for so many requests, sixteen at a time on connections that stay open. */
export async function pointReads(
  { port, path, token }: Target,
  ids: readonly string[],
  count: number,
): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  let next = 0;
  const reader = async (): Promise<void> => {
    while (next < count) {
      const id = ids[next++ % ids.length]!;
      await new Promise<void>((resolve, reject) => {
        get({ agent, host: '127.0.0.1', port, path: `${path}${id}`, headers }, (response) => {
          if (response.statusCode !== 200) reject(new Error(`a point read was answered ${response.statusCode}`));
          response.on('data', () => {}).on('end', resolve);
        }).on('error', reject);
      });
    }
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: AT_ONCE }, reader));
  const seconds = (performance.now() - began) / 1_000;
  agent.destroy();
  return count / seconds;
}
