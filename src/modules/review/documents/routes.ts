import type { ReviewSentence } from '#contract/review.ts';
import type { DocumentData, DocumentFormat, DocumentLanguage, Marking, Phrase } from '#documents/model.ts';
import { reference } from '#documents/phrase.ts';
import { Failure } from '#kernel/errors.ts';
import type { Ceiling } from '#kernel/policy/decide.ts';
import { textOf } from '#kernel/json/types.ts';
import type { Accord } from '#store/accords.ts';
import { parties } from '#store/parties.ts';
import { nameIn, tagIn } from '#store/people/unit.ts';
import { versionsOf } from '#store/records.ts';
import type { Tx } from '#store/db.ts';
import type { Caller } from '#api/caller.ts';
import { cutFor, type Audience } from '#api/document-audience.ts';
import { documentHeaders, documentLanguage } from '#api/document-answer.ts';
import type { NodeContext } from '#api/module.ts';
import { refuseActOn } from '#api/rights.ts';
import { route, type AnyRoute } from '#api/route.ts';
import { viewRecords } from '#api/view.ts';
import type { Edition } from '../ceiling.ts';
import { reviewOf, yearOf, type AskedReview } from '../drafting.ts';
import { citedIn, lookUp } from '../evidence.ts';
import { accordOf, themesOf } from '../gather.ts';
import { draftJointStatement } from '../statement-draft.ts';
import { reviewDocument, statementDocument } from './content.ts';

type Set = { readonly language: DocumentLanguage; readonly format: DocumentFormat };

export function reviewDocumentRoutes(node: NodeContext): AnyRoute[] {
  const { db, documents } = node;
  const asked = (
    caller: Caller,
    query: { language?: DocumentLanguage | undefined; format?: DocumentFormat | undefined },
  ): Set => ({
    language: query.language ?? documentLanguage(caller),
    format: query.format ?? 'pdf',
  });
  const make = async (kind: string, data: DocumentData, set: Set) =>
    Buffer.from(await documents.makeDocument(kind, data, set));

  return [
    route('draftReviewDocument', {
      permission: 'records.read',
      handle: async ({ caller, query }) => {
        const set = asked(caller, query);
        const gathered = await yearOf(node, caller, query);
        const { sentences, title } = reviewOf(gathered, query);
        const about = await aboutDraft(node, caller, { ...query, ...gathered, language: set.language });
        const data = reviewDocument({ ...about, title, sentences, reference: query.accord });
        return {
          status: 200,
          body: await make('review', data, set),
          headers: documentHeaders(`review-draft-${query.edition}`, set),
          told: [query.accord, ...new Set(sentences.flatMap(({ about_ref: ref }) => ref ?? []))],
        };
      },
    }),
    route('draftStatementDocument', {
      permission: 'records.read',
      handle: async ({ caller, query }) => {
        const set = asked(caller, query);
        const gathered = await yearOf(node, caller, query);
        const draft = draftJointStatement(gathered.year);
        const about = await aboutDraft(node, caller, { ...query, ...gathered, language: set.language });
        const data = statementDocument({ ...about, draft, reference: query.accord });
        return {
          status: 200,
          body: await make('joint-statement', data, set),
          headers: documentHeaders('joint-statement', set),
          told: [query.accord, ...gathered.year.commitments.map(({ about: { ref } }) => ref)],
        };
      },
    }),
    route('readReviewDocument', {
      permission: 'records.read',
      handle: async ({ caller, params, query }) => {
        const set = asked(caller, query);
        const { data, ids } = await reviewFor(node, caller, {
          id: params.id,
          language: set.language,
          audience: 'reader',
        });
        return {
          status: 200,
          body: await make('review', data, set),
          headers: documentHeaders('review', set),
          told: ids,
        };
      },
    }),
    route('releaseReviewDocument', {
      permission: 'exports.create',
      handle: async ({ caller, params, body: { purpose, to, audience, ...set }, once }) => {
        const { data, ids } = await reviewFor(node, caller, { id: params.id, language: set.language, audience });
        const bytes = await make('review', data, set);
        // What it does is that it was told: asked again it is made anew, of what there is then.
        const did = await once(db, async () => {}, {
          kind: 'export',
          query: JSON.stringify({ document: params.id, kind: 'review', audience, ...set }),
          purpose,
          to: to ?? audience,
          ids,
        });
        return { did, status: 200, body: bytes, headers: documentHeaders('review', set) };
      },
    }),
  ];
}

type Drafted = AskedReview & {
  readonly accord: Accord;
  readonly ceiling: Ceiling;
  readonly language: DocumentLanguage;
};

/** As strict as anything that may be in it. */
async function aboutDraft(
  { db }: NodeContext,
  caller: Caller,
  { accord, ceiling, language, from, until, edition }: Omit<Drafted, 'accord'> & { readonly accord: Accord },
) {
  const { tlp, pap, handling = [] } = ceiling;
  const marking: Marking = {
    tlp,
    more: [...(pap === undefined || pap === 'clear' ? [] : [`PAP:${pap.toUpperCase()}`]), ...handling],
  };
  const party = await db.transaction(caller, (tx) => partyNames(tx, language));
  return { language, parties: accord.parties, party, themes: themesOf(accord.object), marking, from, until, edition };
}

type Wanted = { readonly id: string; readonly language: DocumentLanguage; readonly audience: Audience };

async function reviewFor(
  { db, self, modules }: NodeContext,
  caller: Caller,
  { id, language, audience }: Wanted,
): Promise<{ readonly data: DocumentData; readonly ids: readonly string[] }> {
  return db.transaction(caller, async (tx) => {
    const [record] = await versionsOf(tx, [id]);
    if (record?.type !== 'review' || record.expungedAt !== null || record.accord === null)
      throw new Failure('not-found', 'there is no such review');
    if (audience !== 'reader') await refuseActOn(tx, caller, 'exports.create', record);
    const accord = await accordOf(tx, record.accord);
    const [view] = await viewRecords(tx, { party: self.partyId, modules, maySteps: false }, [record]);
    const partner = accord.parties.find((one) => one !== self.partyId) ?? '';
    const cut = await cutFor(tx, { self, known: caller.known, audience, partner }, [view!]);
    const shown = cut.shown(view!);
    if (shown === undefined)
      throw new Failure('not-found', 'this review may not be told to those whom it is for: choose its public edition');
    const { object } = shown;
    const data = reviewDocument({
      language,
      parties: accord.parties,
      party: await partyNames(tx, language),
      themes: themesOf(accord.object),
      marking: cut.marking,
      from: textOf(object['from']),
      until: textOf(object['until']),
      edition: textOf(object['edition']) as Edition, // by the type's schema, as what follows
      title: (object['title'] ?? '') as string | Record<string, string>,
      sentences: (object['sentences'] ?? []) as unknown as ReviewSentence[],
      record: { shown, evidence: await lookUp(tx, citedIn(object)) },
      reference: id,
    });
    return { data, ids: cut.ids };
  });
}

async function partyNames(tx: Tx, language: DocumentLanguage): Promise<(id: string) => Phrase> {
  const names = new Map((await parties(tx)).map((party) => [party.id, party.names]));
  return (id) => {
    const named = names.get(id);
    return named === undefined
      ? reference(id)
      : { text: nameIn(named, language), language: tagIn(named, language) ?? 'en' };
  };
}
