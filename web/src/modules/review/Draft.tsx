import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { addressOf } from '../../data/client.ts';
import { draftQuery, useCountRights, useExchange, type Asked, type Edition } from '../../data/review.ts';
import { Awaited } from '../../ui/Awaited.tsx';
import { SelectField, TextField } from '../../ui/form/Fields.tsx';
import { useNow } from '../../ui/now.ts';
import { Problem } from '../../ui/Problem.tsx';
import { Section } from '../../ui/Section.tsx';
import { DocumentLinks } from '../documents/DocumentLinks.tsx';
import { Divergence } from './Divergence.tsx';
import classes from './Review.module.css';
import { Sentences } from './Sentences.tsx';

/** What the review of a span would say, before anybody is asked to sign it. */
export function Draft({ accord }: { readonly accord: string }) {
  const { t } = useLingui();
  const now = useNow();
  const year = now.getFullYear();
  const [from, setFrom] = useState(`${year}-01-01`);
  const [until, setUntil] = useState(`${year}-12-31`);
  const [edition, setEdition] = useState<Edition>('restricted');
  const [isShown, setShown] = useState(false);
  const asked: Asked = { accord, edition, from, until };
  return (
    <Section
      title={t`Draft a review`}
      note={
        <Trans>
          The node drafts it from the records; no sentence is written by hand. Each edition holds only what its readers
          may see.
        </Trans>
      }
    >
      <div className={classes.page}>
        <div className={classes.row}>
          <TextField name="from" type="date" label={t`From`} isCode value={from} change={setFrom} />
          <TextField name="until" type="date" label={t`Until`} isCode value={until} change={setUntil} />
          <SelectField
            name="edition"
            label={t`Edition`}
            value={edition}
            options={[
              { value: 'restricted', label: t`Restricted` },
              { value: 'public', label: t`Public` },
            ]}
            change={(value) => setEdition(value === 'public' ? 'public' : 'restricted')}
          />
          <Button variant="default" disabled={from >= until} onClick={() => setShown(true)}>
            <Trans>Show the draft</Trans>
          </Button>
        </div>
        {isShown && from < until && <Drafted asked={asked} />}
      </div>
    </Section>
  );
}

function Drafted({ asked }: { readonly asked: Asked }) {
  const { t } = useLingui();
  const draft = useQuery(draftQuery(asked));
  const count = useCountRights();
  const exchange = useExchange();
  const navigate = useNavigate();
  const error = count.error ?? exchange.error;
  const write = () =>
    exchange.mutate(asked, {
      onSuccess: ({ record }) => void navigate({ to: '/reviews/$id', params: { id: String(record['id']) } }),
    });
  return (
    <>
      {error !== null && <Problem error={error} />}
      <div className={classes.row}>
        <Button variant="default" loading={count.isPending} onClick={() => count.mutate(asked)}>
          <Trans>Count refusals, complaints and deletions at this side</Trans>
        </Button>
        <Button loading={exchange.isPending} onClick={write}>
          <Trans>Exchange this review</Trans>
        </Button>
      </div>
      <Awaited answer={draft}>{({ sentences }) => <Sentences sentences={sentences} />}</Awaited>
      <DocumentLinks
        kinds={[
          {
            kind: 'review-draft',
            title: t`Draft of the review`,
            address: (made) => addressOf('draftReviewDocument', { query: { ...asked, ...made } }),
          },
          {
            kind: 'joint-statement',
            title: t`Draft of the joint statement`,
            address: (made) => addressOf('draftStatementDocument', { query: { ...asked, ...made } }),
          },
        ]}
      />
      <Divergence asked={asked} />
    </>
  );
}
