import { Trans, useLingui } from '@lingui/react/macro';
import { DROPPED_BECAUSE, type ModelCard } from '#contract/statement-model.ts';
import { Facts } from '../../../ui/Facts.tsx';
import { Section } from '../../../ui/Section.tsx';
import { Moment } from '../../../ui/When.tsx';
import { DROPPED } from './words.ts';

export function ModelCounts({ card: { counts, since } }: { readonly card: ModelCard }) {
  const { t, i18n } = useLingui();
  const number = (count: number | null) => (count === null ? '–' : i18n.number(count));
  return (
    <Section
      title={t`What came of it`}
      note={
        <Trans>
          Since <Moment at={since} />
        </Trans>
      }
    >
      <Facts
        facts={[
          { label: t`Asked`, value: number(counts.asked) },
          { label: t`Answered`, value: number(counts.answered) },
          { label: t`Failed`, value: number(counts.failed) },
          { label: t`Kept back by their marking`, value: number(counts.keptBack) },
          { label: t`Proposed`, value: number(counts.proposed) },
          { label: t`Accepted`, value: number(counts.accepted) },
          { label: t`Rejected`, value: number(counts.rejected) },
          ...DROPPED_BECAUSE.map((why) => ({
            label: t`Left out: ${t(DROPPED[why])}`,
            value: number(counts.dropped[why] ?? 0),
          })),
        ]}
      />
    </Section>
  );
}
