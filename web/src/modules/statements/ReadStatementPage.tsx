import { Trans, useLingui } from '@lingui/react/macro';
import { IconFileCertificate } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { AccordView } from '#contract/accords.ts';
import { useCurrentAccord } from '../../app/current-accord.ts';
import { accordTerms } from '../../data/accord-terms.ts';
import { readStatement } from '../../data/actions.ts';
import { accordQuery } from '../../data/queries.ts';
import { Awaited } from '../../ui/Awaited.tsx';
import { isoDay } from '../../ui/dates.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Page } from '../../ui/Page.tsx';
import { useStatementDraft } from './draft.ts';
import { newId } from './new-id.ts';
import { beginReview } from './review.ts';
import { ReviewBoard } from './ReviewBoard.tsx';
import { TextInputCard } from './TextInputCard.tsx';

export function ReadStatementPage() {
  const { t } = useLingui();
  const { id } = useCurrentAccord();
  const accord = useQuery({ ...accordQuery(id ?? ''), enabled: id !== undefined });
  return (
    <Page
      title={t`Read a statement`}
      lead={
        <Trans>
          Paste an official statement. The reader proposes the commitments that it finds, each with the words that
          support it; you accept, edit or reject every one. It works on this node alone, and nothing is kept until you
          adopt.
        </Trans>
      }
    >
      {id === undefined ? (
        <EmptyState icon={IconFileCertificate} title={t`There is no accord here that you may see.`} />
      ) : (
        <Awaited answer={accord}>{(view) => <Reader accord={view} />}</Awaited>
      )}
    </Page>
  );
}

const ONE_YEAR_MS = 365 * 86_400_000;

function Reader({ accord }: { readonly accord: AccordView }) {
  const [draft, setDraft] = useStatementDraft();
  const reading = useMutation({
    mutationFn: readStatement,
    onSuccess: (proposals) => {
      const review = beginReview(proposals, {
        parties: accord.parties.map(({ id, names }) => ({ id, names: Object.values(names) })),
        themes: accordTerms(accord).themes,
        newId,
        retainUntil: isoDay(new Date(Date.now() + ONE_YEAR_MS)),
      });
      setDraft((current) => ({ ...current, review }));
    },
  });
  const { text, title, review } = draft;
  if (review === undefined) {
    return (
      <TextInputCard
        text={text}
        title={title}
        change={(part) => setDraft((current) => ({ ...current, ...part }))}
        read={() => reading.mutate({ text, ...(title.trim() === '' ? {} : { title: title.trim() }) })}
        isReading={reading.isPending}
        error={reading.error}
      />
    );
  }
  return (
    <ReviewBoard
      accord={accord}
      draft={{ text, title, review }}
      change={(update) =>
        setDraft((current) => (current.review === undefined ? current : { ...current, review: update(current.review) }))
      }
      back={() => setDraft({ text, title })}
      finish={() => setDraft({ text: '', title: '' })}
    />
  );
}
