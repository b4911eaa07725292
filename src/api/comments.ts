import { z } from 'zod';
import type { CommentView, NewComment } from '#contract/comments.ts';
import { Failure } from '#kernel/errors.ts';
import {
  commentById,
  commentsOn,
  earlierOf,
  editComment,
  withdrawComment,
  writeComment,
  type Comment,
} from '#store/comments.ts';
import type { Tx } from '#store/db.ts';
import { tell } from '#store/notices.ts';
import { versionsOf, type StoredRecord } from '#store/records.ts';
import { colleaguesFor } from '#api/colleagues.ts';
import type { NodeContext } from '#api/module.ts';
import type { Caller } from '#api/caller.ts';
import type { Did } from '#api/once.ts';
import { route, type AnyRoute, type Asked } from '#api/route.ts';

const PAGE = 100;
const PLACE = z.tuple([z.int()]);
type Acting = Pick<Asked, 'caller' | 'once' | 'onVersion'>;
const MOST_COLLEAGUES = 20;

/** What people say about a record to those of their own node who see it. */
export function commentRoutes({ db, self }: NodeContext): AnyRoute[] {
  async function views(tx: Tx, caller: Caller, comments: readonly Comment[]): Promise<CommentView[]> {
    const earlier = Map.groupBy(
      await earlierOf(
        tx,
        comments.map(({ id }) => id),
      ),
      ({ comment }) => comment,
    );
    const names = new Map((await colleaguesFor(db, null, self.now())).map(({ id, name }) => [id, name]));
    return comments.map((one) => ({
      id: one.id,
      person: one.person,
      name: one.name,
      unit: one.unit,
      text: one.text,
      mentions: one.mentions.map((id) => ({ id, name: names.get(id) ?? id })),
      revision: one.revision,
      at: one.writtenAt.toISOString(),
      edited: one.editedAt?.toISOString() ?? null,
      withdrawn: one.withdrawnAt?.toISOString() ?? null,
      version: one.version,
      isOwn: one.person === caller.personId,
      earlier: (earlier.get(one.id) ?? []).map(({ text, until }) => ({ text, until: until.toISOString() })),
    }));
  }

  async function seen(caller: Caller, id: string): Promise<StoredRecord> {
    const [newest] = await db.transaction(caller, (tx) => versionsOf(tx, [id]));
    if (!newest) throw new Failure('not-found', 'there is no such record');
    return newest;
  }

  /** One that the caller cannot see is for them no comment. */
  async function act({ caller, once, onVersion }: Acting, id: string, work: (tx: Tx) => Promise<void>) {
    if (!/^[0-9a-f-]{36}$/.test(id) || !(await db.transaction(caller, (tx) => commentById(tx, id))))
      throw new Failure('not-found', 'there is no such comment of yours');
    const did = await once(db, async (tx) => {
      const held = await commentById(tx, id);
      onVersion(String(held?.revision));
      await work(tx);
    });
    const body = await one(caller, id);
    return { did, status: 200, body, version: String(body.revision) } as const;
  }

  const one = (caller: Caller, id: string): Promise<CommentView> =>
    db.transaction(caller, async (tx) => {
      const comment = await commentById(tx, id);
      return (await views(tx, caller, comment ? [comment] : []))[0]!;
    });

  async function write(
    { caller, once }: Pick<Acting, 'caller' | 'once'>,
    newest: StoredRecord,
    { text, mentions = [] }: z.infer<typeof NewComment>,
  ): Promise<Did<string>> {
    if (newest.expungedAt)
      throw new Failure('conflict', 'the content of this record was expunged: nothing is said about it any more');
    const seeing = new Set((await colleaguesFor(db, newest.class, self.now())).map((person) => person.id));
    const unseen = mentions.findIndex((person) => !seeing.has(person));
    if (unseen >= 0)
      throw new Failure('bad-input', 'not a colleague who sees this record', { path: `$.mentions[${unseen}]` });
    const id = self.uuid();
    const at = self.now();
    const { personId: person, name, unit } = caller;
    const work = async (tx: Tx): Promise<string> => {
      await writeComment(tx, {
        id,
        record: newest.id,
        seq: newest.seq,
        person,
        name,
        unit,
        text,
        mentions: [...new Set(mentions)],
        at,
      });
      const told = mentions.filter((mentioned) => mentioned !== person);
      if (told.length > 0)
        await tell(tx, {
          kind: 'comment-mention',
          to: { persons: told },
          about: { record: newest.id, seq: newest.seq },
          at,
          by: person,
          key: id,
        });
      return id;
    };
    return once(db, work, { ids: [newest.id] });
  }

  return [
    route('listComments', {
      permission: 'records.read',
      handle: async ({ caller, page, params: { id } }) => {
        await seen(caller, id);
        const below = page.from(PLACE)?.[0];
        const body = await db.transaction(caller, async (tx) => {
          const found = await commentsOn(tx, id, { below, most: PAGE + 1 });
          const shown = found.slice(0, PAGE);
          const comments = await views(tx, caller, shown.toReversed());
          return { comments, next: page.next(found.length > PAGE ? [shown.at(-1)!.seq] : null) };
        });
        return { status: 200, body, told: [id] };
      },
    }),
    route('writeComment', {
      permission: 'comments.write',
      handle: async ({ caller, params: { id }, body, once }) => {
        const did = await write({ caller, once }, await seen(caller, id), body);
        const made = await one(caller, did.result);
        return { did, status: 201, body: made, version: String(made.revision) };
      },
    }),
    route('editComment', {
      permission: 'comments.write',
      handle: async (asked) => {
        const { text, revision } = asked.body;
        const id = asked.params.comment;
        return act(asked, id, (tx) =>
          editComment(tx, { id, person: asked.caller.personId, revision, at: self.now() }, text),
        );
      },
    }),
    route('withdrawComment', {
      permission: 'comments.write',
      handle: async (asked) => {
        const { revision } = asked.body;
        const id = asked.params.comment;
        return act(asked, id, (tx) =>
          withdrawComment(tx, { id, person: asked.caller.personId, revision, at: self.now() }),
        );
      },
    }),
    route('listColleagues', {
      permission: 'comments.write',
      handle: async ({ caller, params: { id }, query: { q = '' } }) => {
        const wanted = q.trim().toLocaleLowerCase();
        const found = (await colleaguesFor(db, (await seen(caller, id)).class, self.now())).filter(
          (person) => person.id !== caller.personId && person.name.toLocaleLowerCase().includes(wanted),
        );
        const people = found
          .slice(0, MOST_COLLEAGUES)
          .map(({ id: person, name, unit }) => ({ id: person, name, unit }));
        return { status: 200, body: { people }, told: [id] };
      },
    }),
  ];
}
