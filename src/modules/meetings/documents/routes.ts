import type { MeetingDocument } from '#contract/documents.ts';
import { DOCUMENT_LANGUAGES, type DocumentFormat, type DocumentLanguage } from '#documents/model.ts';
import { Failure } from '#kernel/errors.ts';
import { accordById } from '#store/accords.ts';
import type { Tx } from '#store/db.ts';
import { parties } from '#store/parties.ts';
import { versionsOf } from '#store/records.ts';
import type { Caller } from '#api/caller.ts';
import { documentHeaders, documentLanguage } from '#api/document-answer.ts';
import { cutFor, type Audience } from '#api/document-audience.ts';
import type { NodeContext } from '#api/module.ts';
import { refuseActOn } from '#api/rights.ts';
import { route, type AnyRoute } from '#api/route.ts';
import { viewRecords } from '#api/view.ts';
import { viewMeeting } from '../meeting-view.ts';
import { meetingDocument, viewsOf } from './content.ts';
import { draftOf, recordedIn } from './minutes-draft.ts';
import { sayingIn } from './saying.ts';

type Asked = {
  readonly id: string;
  readonly kind: MeetingDocument;
  readonly language: DocumentLanguage;
  readonly format: DocumentFormat;
  readonly languages?: 'all' | 'one' | undefined;
  readonly audience: Audience;
};

export function documentRoutes(node: NodeContext): AnyRoute[] {
  return [
    route('readMeetingDocument', {
      permission: 'records.read',
      handle: async ({ caller, params, query }) => {
        const { kind = 'agenda', language = documentLanguage(caller), format = 'pdf', languages } = query;
        const asked = { kind, language, format, languages };
        const { bytes, ids } = await made(node, caller, { ...asked, id: params.id, audience: 'reader' });
        return { status: 200, body: bytes, headers: documentHeaders(asked.kind, asked), told: ids };
      },
    }),
    route('draftMinutes', {
      permission: 'records.read',
      handle: async ({ caller, params }) => {
        const { texts, ids } = await drafted(node, caller, params.id);
        return { status: 200, body: { texts }, told: ids };
      },
    }),
    route('releaseMeetingDocument', {
      permission: 'exports.create',
      handle: async ({ caller, params, body, once }) => {
        const { purpose, to, ...asked } = body;
        const { bytes, ids } = await made(node, caller, { ...asked, id: params.id });
        // What it does is that it was told: asked again it is made anew, of what there is then.
        const did = await once(node.db, async () => {}, {
          kind: 'export',
          query: JSON.stringify({ document: params.id, ...asked }),
          purpose,
          to: to ?? asked.audience,
          ids,
        });
        return { did, status: 200, body: bytes, headers: documentHeaders(asked.kind, asked) };
      },
    }),
  ];
}

/** What goes in is read in the reader's scope; for others it is cut once more, by the policy of release. */
async function made(
  node: NodeContext,
  caller: Caller,
  { id, kind, language, format, languages = 'all', audience }: Asked,
): Promise<{ readonly bytes: Buffer; readonly ids: readonly string[] }> {
  const found = await node.db.transaction(caller, async (tx) => {
    const { record, accord } = await meetingOf(tx, id);
    if (audience !== 'reader') await refuseActOn(tx, caller, 'exports.create', record);
    const { view, viewer, asked, names } = await readMeeting(tx, node, caller, { record, accord });
    const views = {
      view,
      body: (await seen(tx, viewer, [view.body]))[0],
      papers: view.papers,
    };
    const cut = await cutFor(tx, { ...asked, audience }, viewsOf(kind, views));
    const say = sayingIn(language, names);
    return { cut, data: meetingDocument(kind, { ...views, parties: accord.parties, cut, say, languages }) };
  });
  if (found.data === undefined)
    throw new Failure('not-found', 'what this document is about may not be told to those whom it is for');
  const bytes = await node.documents.makeDocument(kind, found.data, { language, format });
  return { bytes: Buffer.from(bytes), ids: found.cut.ids };
}

/** By the languages of the body in which documents are set; what the release policy would keep from the partner is left out. */
async function drafted(node: NodeContext, caller: Caller, id: string) {
  return node.db.transaction(caller, async (tx) => {
    const { record, accord } = await meetingOf(tx, id);
    const { view, asked, names } = await readMeeting(tx, node, caller, { record, accord });
    const cut = await cutFor(tx, { ...asked, audience: 'partner' }, recordedIn(view));
    const texts = view.languages.flatMap((tag): [string, string][] => {
      const language = DOCUMENT_LANGUAGES.find((one) => one.split('-')[0] === tag.split('-')[0]);
      if (language === undefined) return [];
      return [[tag, draftOf({ view, parties: accord.parties, cut, say: sayingIn(language, names) })]];
    });
    return { texts: Object.fromEntries(texts), ids: [id, ...cut.ids] };
  });
}

type Found = Awaited<ReturnType<typeof meetingOf>>;

async function meetingOf(tx: Tx, id: string) {
  const [record] = await versionsOf(tx, [id]);
  const accord = record?.accord ? await accordById(tx, record.accord) : undefined;
  if (record?.type !== 'meeting' || record.expungedAt !== null || !accord)
    throw new Failure('not-found', 'there is no such meeting');
  return { record, accord };
}

/** The meeting as its reader sees it, what a cut of it asks for beside the audience, and how the parties are called. */
async function readMeeting(tx: Tx, { self, modules }: NodeContext, caller: Caller, { record, accord }: Found) {
  const viewer = { party: self.partyId, modules, maySteps: false };
  const partner = accord.parties.find((party) => party !== self.partyId) ?? '';
  return {
    viewer,
    view: await viewMeeting({ tx, caller, self, modules }, viewer, record),
    asked: { self, known: caller.known, partner },
    names: new Map((await parties(tx)).map((party) => [party.id, party.names])),
  };
}

/** The newest version of each. */
async function seen(tx: Tx, viewer: Parameters<typeof viewRecords>[1], ids: readonly string[]) {
  const versions = ids.length === 0 ? [] : await versionsOf(tx, [...new Set(ids)]);
  return viewRecords(tx, viewer, [...new Map(versions.toReversed().map((one) => [one.id, one])).values()]);
}
