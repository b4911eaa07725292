import { toBase64 } from '#platform';
import { type UploadedChunk, type UploadList, type UploadState, type UploadView } from '#contract/files.ts';
import { Failure } from '#kernel/errors.ts';
import { CHUNK_BYTES, chunkCount, LARGEST_FILE } from '#kernel/file/commitment.ts';
import { completeOwn, refuseOwn } from '#kernel/protocol/own-record.ts';
import { accordById } from '#store/accords.ts';
import { chunksOf } from '#store/files.ts';
import type { Tx } from '#store/db.ts';
import { recordBySeq } from '#store/records.ts';
import {
  beginUpload,
  finishUpload,
  keepUploaded,
  openUploads,
  uploadOf,
  type Draft,
  type Upload,
} from '#store/uploads.ts';
import type { NodeContext } from '#api/module.ts';
import { noteWriter, refuseInvisible, refuseUnknownMarkings } from '#api/records.ts';
import type { Caller } from '#api/caller.ts';
import { route, type AnyRoute } from '#api/route.ts';
import { viewRecords } from '#api/view.ts';

/** How a file comes in: begun with what its record is to say, chunk by chunk in any order and as often as it takes, then admitted. */
export function uploadRoutes({ db, self, modules }: NodeContext): AnyRoute[] {
  const stateOf = (caller: Caller, name: string): Promise<UploadState> =>
    db.transaction('node', async (tx) => {
      const upload = await uploadOf(tx, name, caller.personId);
      const chunks = await chunksOf(tx, upload.file);
      return { ...viewUpload(upload), chunks: chunks.map(({ n, hash }) => ({ n, hash: toBase64(hash) })) };
    });

  return [
    route('listUploads', {
      permission: 'records.write',
      handle: async ({ caller }) => {
        const open = await db.transaction('node', (tx) => openUploads(tx, caller.personId));
        return { status: 200, body: { uploads: open.map(viewUpload) } satisfies UploadList };
      },
    }),
    route('beginUpload', {
      permission: 'records.write',
      handle: async ({ caller, once, body: { accord, size, ...described } }) => {
        refuseTooLarge(size ?? 0);
        await refuseInvisible(db, caller, { id: accord, what: 'accord' });
        const draft = { accord_ref: accord, ...described } as Draft;
        await refuseUnknownMarkings(db, self, draft);
        const did = await once(db, async (tx) => {
          refuseDraft(draft, {
            partyId: self.partyId,
            now: self.now(),
            uuid: self.uuid,
            terms: await accordById(tx, accord),
          });
          return (await beginUpload(tx, self, { uploader: caller.personId, draft, size })).upload;
        });
        const body = await stateOf(caller, did.result);
        return { did, status: 201, body, headers: { location: `/api/v1/files/${did.result}` } };
      },
    }),
    route('readUpload', {
      permission: 'records.write',
      handle: async ({ caller, params }) => ({ status: 200, body: await stateOf(caller, params.upload) }),
    }),
    route('putChunk', {
      permission: 'records.write',
      limit: CHUNK_BYTES,
      handle: async ({ caller, params, body, once }) => {
        const n = chunkNumber(params.n);
        const did = await once(db, async (tx) => {
          const upload = await uploadOf(tx, params.upload, caller.personId);
          return toBase64(await keepUploaded(tx, self, upload, { n, body }));
        });
        return { did, status: 200, body: { n, hash: did.result } satisfies UploadedChunk };
      },
    }),
    route('finishUpload', {
      permission: 'records.write',
      handle: async ({ caller, params, body: { size, root }, once }) => {
        refuseTooLarge(size);
        const begun = await db.transaction('node', (tx) => uploadOf(tx, params.upload, caller.personId)).catch(ifGone);
        if (begun) await refuseInvisible(db, caller, { id: begun.draft.accord_ref, what: 'accord' });
        const work = async (tx: Tx) => {
          const upload = await uploadOf(tx, params.upload, caller.personId);
          const seq = await finishUpload(tx, self, upload, { size, root });
          await noteWriter(tx, caller, seq);
          return [seq, (await recordBySeq(tx, seq))!.id] as const;
        };
        const did = await once(db, work, ([, id]) => ({ ids: [id] }));
        const [seq, id] = did.result;
        if (did.isRepeat) await refuseInvisible(db, caller, { id, what: 'record' });
        const view = await db.transaction('node', async (tx) => {
          const viewer = { party: self.partyId, modules, maySteps: caller.permissions.includes('steps.write') };
          return (await viewRecords(tx, viewer, [(await recordBySeq(tx, seq))!]))[0]!;
        });
        return { did, status: 201, body: view, headers: { location: `/api/v1/records/${String(view.record['id'])}` } };
      },
    }),
  ];
}

/** Finished under the same key, it is no more; whoever begins anew is told so in the transaction. */
const ifGone = (error: unknown): undefined => {
  if (error instanceof Failure && error.code === 'not-found') return undefined;
  throw error;
};

const viewUpload = ({ upload, salt, size, draft }: Upload): UploadView => ({
  upload,
  accord: draft.accord_ref,
  channel: draft.channel,
  name: draft.name,
  title: typeof draft['title'] === 'string' ? draft['title'] : null,
  size,
  salt: toBase64(salt),
  chunkBytes: CHUNK_BYTES,
});

function refuseTooLarge(size: number): void {
  if (size > LARGEST_FILE) throw new Failure('too-large', `a file has at most ${LARGEST_FILE} bytes`);
}

function chunkNumber(text: string): number {
  if (!/^(0|[1-9]\d{0,9})$/.test(text)) throw new Failure('not-found', 'chunks are numbered from 0');
  const n = Number(text);
  if (n >= chunkCount(LARGEST_FILE)) throw new Failure('too-large', `a file has at most ${LARGEST_FILE} bytes`);
  return n;
}

/** What would be refused once all bytes are here is refused before the first. */
function refuseDraft(draft: Draft, writing: Parameters<typeof completeOwn>[1]): void {
  const nothing = toBase64(new Uint8Array(32));
  const described = { media_type: 'application/octet-stream', size: 0, file: { salt: nothing, root: nothing } };
  refuseOwn(completeOwn({ type: 'document', ...draft, ...described }, writing), {
    partyId: writing.partyId,
    terms: writing.terms,
    earlier: undefined,
  });
}
