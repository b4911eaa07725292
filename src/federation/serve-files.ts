import { Failure } from '#kernel/errors.ts';
import { mayFlow } from '#kernel/protocol/waiting.ts';
import { accordById } from '#store/accords.ts';
import { sql, type Db, type Tx } from '#store/db.ts';
import { isCharterHeard } from '#store/feeds.ts';
import { chunkHashesOf, chunkOf, fileOfRecord, type HeldFile } from '#store/files.ts';
import { disclosedTo } from '#store/release.ts';
import type { Self } from '#store/self.ts';
import type { FederationRequest, FederationRoute } from '#federation/messages/fastify.ts';
import { feedAsked, natural } from '#federation/serve.ts';
import * as wire from '#federation/wire.ts';

/** Files to whom their records were released, and to nobody else; nothing of them while the accord is not in force. */
export function fileRoutes(db: Db, self: Self): FederationRoute[] {
  return [
    {
      method: 'GET',
      path: wire.FILE_PATH,
      handle: (request) =>
        db.transaction('node', async (tx) => {
          const file = await releasedFile(tx, self, request);
          return { status: 200, body: await chunkHashesOf(tx, file.id) };
        }),
    },
    {
      method: 'GET',
      path: wire.CHUNK_PATH,
      handle: (request) =>
        db.transaction('node', async (tx) => {
          const file = await releasedFile(tx, self, request);
          const body = await chunkOf(tx, file.id, natural(request.params['n'], 'n'));
          if (!body) throw new Failure('not-found', 'this file has no such chunk');
          return { status: 200, body };
        }),
    },
  ];
}

/** Of the entry asked for: its record was disclosed to this partner, and with it the part that names the file. */
async function releasedFile(tx: Tx, self: Self, request: FederationRequest): Promise<HeldFile> {
  const feed = await feedAsked(tx, self, request);
  const index = natural(request.params['index'], 'index');
  const entry = await tx.row<{ record: number }>(sql`
    select record from store.entry
    where feed = ${feed.id} and idx = ${index} and idx < ${feed.size} and kind = 'record' and record is not null`);
  const file = entry && (await fileOfRecord(tx, entry.record));
  const disclosure = entry && (await disclosedTo(tx, [entry.record], feed.recipient)).get(entry.record);
  const named = file && disclosure?.parts[file.part];
  if (!file || file.state !== 'whole' || named === undefined || 'hash' in named)
    throw new Failure('not-found', 'there is no such file for you');
  const accord = await accordById(tx, feed.accord);
  if (!mayFlow(accord?.state, await isCharterHeard(tx, feed.accord)))
    throw new Failure(
      'not-in-force',
      `the accord is ${accord?.state ?? 'unknown'}, or its charter is not heard here: no files flow now`,
    );
  return file;
}
