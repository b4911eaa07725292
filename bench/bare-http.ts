/** What a point read is measured against: `node:http` and one prepared, indexed SELECT, with nothing asked of anybody. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import pg from 'pg';

const order = JSON.parse(process.argv[2]!) as { database: pg.PoolConfig; port: number; query: string };
const pool = new pg.Pool({ max: 8, ...order.database });
const server = createServer((request, response) => void answer(request, response));

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const id = request.url!.slice(request.url!.lastIndexOf('/') + 1);
  const { rows } = await pool.query<{ body: string }>({ name: 'point', text: order.query, values: [id] });
  response.writeHead(rows[0] ? 200 : 404, { 'content-type': 'application/json' });
  response.end(rows[0]?.body);
}

server.listen(order.port, '127.0.0.1');
await once(server, 'listening');
process.send!({ value: 'ready' });
await once(process, 'disconnect');
server.closeAllConnections();
server.close();
await pool.end();
