import { Trans, useLingui } from '@lingui/react/macro';
import { Button, MultiSelect } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import type { CommentView } from '#contract/comments.ts';
import { useSession } from '../../app/session.ts';
import { useKeptDraft } from '../../data/drafts.ts';
import { colleaguesQuery, editComment, useComments, withdrawComment, writeComment } from '../../data/record-page.ts';
import { Awaited } from '../../ui/Awaited.tsx';
import { Comment } from '../../ui/Comment.tsx';
import { ConfirmDialog } from '../../ui/form/ConfirmDialog.tsx';
import { LongTextField } from '../../ui/form/Fields.tsx';
import { FormDialog } from '../../ui/form/FormDialog.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { More } from '../../ui/More.tsx';
import { SaveState } from '../../ui/SaveState.tsx';
import { Moment } from '../../ui/When.tsx';
import classes from './RecordPage.module.css';

type Props = { readonly id: string; readonly tlp: string | undefined; readonly isExpunged: boolean };

/** What colleagues say to each other; the node's own. */
export function Comments({ id, tlp, isExpunged }: Props) {
  const comments = useComments(id);
  const { permissions } = useSession();
  return (
    <div className={classes.thread}>
      <p className={classes.quiet}>
        <Trans>Only colleagues at this node who may see this record read this. It is never sent to the partner.</Trans>
      </p>
      <Awaited answer={{ data: comments.rows, error: comments.error, refetch: comments.retry }}>
        {(all) => (
          <>
            <More more={comments.more} />
            {all.toReversed().map((one) => (
              <One key={one.id} record={id} comment={one} />
            ))}
          </>
        )}
      </Awaited>
      {permissions.includes('comments.write') && !isExpunged && <NewComment id={id} tlp={tlp} />}
    </div>
  );
}

function One({ record, comment }: { readonly record: string; readonly comment: CommentView }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [doing, setDoing] = useState<'edit' | 'withdraw'>();
  const [text, setText] = useState('');
  const anew = () => client.invalidateQueries({ queryKey: ['record', record, 'comments'] });
  const close = () => setDoing(undefined);
  if (comment.text === null)
    return (
      <p className={classes.quiet}>
        <bdi>{comment.name}</bdi> · <Trans>took a comment back</Trans> · <Moment at={comment.withdrawn ?? comment.at} />
      </p>
    );
  const mentioned = comment.mentions.map(({ name }) => `@${name}`).join(' ');
  return (
    <>
      <Comment
        who={comment.name}
        what={comment.unit}
        side="ours"
        at={comment.at}
        text={mentioned === '' ? comment.text : `${mentioned} ${comment.text}`}
        note={comment.edited !== null && <Edited comment={comment} />}
        {...(comment.isOwn
          ? {
              actions: (
                <>
                  <Button
                    variant="subtle"
                    size="compact-xs"
                    onClick={() => {
                      setText(comment.text ?? '');
                      setDoing('edit');
                    }}
                  >
                    {t`Change`}
                  </Button>
                  <Button variant="subtle" size="compact-xs" onClick={() => setDoing('withdraw')}>
                    {t`Take back`}
                  </Button>
                </>
              ),
            }
          : {})}
      />
      {doing === 'edit' && (
        <FormDialog
          title={t`Change the comment`}
          act={t`Save`}
          isReady={text.trim() !== ''}
          names={['text']}
          send={async () => {
            await editComment(comment.id, { text, revision: comment.revision }).finally(anew);
          }}
          close={close}
        >
          <LongTextField
            name="text"
            label={t`Comment`}
            value={text}
            change={setText}
            isNeeded
            hint={t`What it said before stays in its history.`}
          />
        </FormDialog>
      )}
      {doing === 'withdraw' && (
        <ConfirmDialog
          title={t`Take the comment back`}
          lead={t`Its text and its history are deleted. That there was one stays.`}
          act={t`Take back`}
          isGrave
          send={() => withdrawComment(comment.id, comment.revision).finally(anew)}
          close={close}
        />
      )}
    </>
  );
}

function Edited({ comment: { edited, earlier } }: { readonly comment: CommentView }) {
  const { t } = useLingui();
  return (
    <details>
      <summary className={classes.quiet}>
        {t`changed`} {edited !== null && <Moment at={edited} />}
      </summary>
      <ul className={classes.list}>
        {earlier.map(({ text, until }) => (
          <li key={until} className={classes.quiet}>
            <Moment at={until} />: <span dir="auto">{text}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

function NewComment({ id, tlp }: { readonly id: string; readonly tlp: string | undefined }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const draft = useKeptDraft(`comment ${id}`, { initial: '', tlp, record: id });
  const [mentions, setMentions] = useState<string[]>([]);
  const colleagues = useQuery(colleaguesQuery(id));
  const send = useMutation({
    mutationFn: () => writeComment(id, { text: draft.value.trim(), mentions }),
    onSuccess: () => {
      draft.forget();
      setMentions([]);
      return client.invalidateQueries({ queryKey: ['record', id, 'comments'] });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (draft.value.trim() !== '') send.mutate();
  };
  return (
    <form onSubmit={submit} className={classes.thread}>
      <LongTextField name="text" label={t`Write a comment`} rows={2} value={draft.value} change={draft.set} />
      <MultiSelect
        label={t`Tell colleagues`}
        description={t`Only those who may see this record can be chosen.`}
        data={(colleagues.data?.people ?? []).map((person) => ({
          value: person.id,
          label: `${person.name} · ${person.unit}`,
        }))}
        value={mentions}
        onChange={setMentions}
        searchable
        maxValues={20}
        hidePickedOptions
      />
      {send.error !== null && <Problem error={send.error} />}
      <div className={classes.line}>
        <Button type="submit" size="sm" loading={send.isPending} disabled={draft.value.trim() === ''}>
          <Trans>Send the comment</Trans>
        </Button>
        <SaveState draft={draft} sent={send.isSuccess && draft.value === ''} />
      </div>
    </form>
  );
}
