import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { ReviewSentence, ReviewView } from '#contract/review.ts';
import { addressOf, ask } from '../../data/client.ts';
import { list, localizedField } from '../../data/fields.ts';
import { reviewQuery } from '../../data/review.ts';
import { AwaitedPage } from '../../ui/AwaitedPage.tsx';
import { useLocalized } from '../../ui/localized.ts';
import { Page } from '../../ui/Page.tsx';
import { Section } from '../../ui/Section.tsx';
import { Reference } from '../../ui/Reference.tsx';
import { StateChip } from '../../ui/StateChip.tsx';
import { DocumentLinks } from '../documents/DocumentLinks.tsx';
import { MINUTES_STATES } from '../meetings/words.ts';
import { RecordSteps } from '../records/RecordSteps.tsx';
import classes from './Review.module.css';
import { Sentences } from './Sentences.tsx';

export function ReviewPage() {
  const { id } = useParams({ from: '/shell/reviews/$id' });
  const answer = useQuery(reviewQuery(id));
  return <AwaitedPage answer={answer}>{(view) => <Shown view={view} />}</AwaitedPage>;
}

function Shown({ view: { review, evidence } }: { readonly view: ReviewView }) {
  const { t } = useLingui();
  const localize = useLocalized();
  const { record, state, c } = review;
  const id = String(record['id']);
  // By the record's schema; of a stub there are none.
  const sentences = list(record, 'sentences') as unknown as readonly ReviewSentence[];
  return (
    <Page
      title={localize(localizedField(record, 'title'))}
      lead={
        <span className={classes.row}>
          <StateChip state={state} terms={MINUTES_STATES} />
          <Reference value={c} what={t`Hash of this version`} />
        </span>
      }
      actions={
        <span className={classes.noPrint}>
          <Button variant="default" onClick={() => window.print()}>
            <Trans>Print</Trans>
          </Button>{' '}
          <Button variant="default" renderRoot={(props) => <Link to="/records/$id" params={{ id }} {...props} />}>
            <Trans>Record and proof</Trans>
          </Button>
        </span>
      }
    >
      <div className={classes.page}>
        <div className={`${classes.noPrint} ${classes.steps}`}>
          <RecordSteps view={review} size="sm" />
        </div>
        <Sentences sentences={sentences} evidence={evidence} />
        <div className={classes.noPrint}>
          <Section title={t`Documents`}>
            <DocumentLinks
              kinds={[
                {
                  kind: 'review',
                  title: t`Yearly review`,
                  address: (query) => addressOf('readReviewDocument', { params: { id }, query }),
                  release: (body) => ask('releaseReviewDocument', { params: { id }, body }),
                },
              ]}
            />
          </Section>
        </div>
      </div>
    </Page>
  );
}
