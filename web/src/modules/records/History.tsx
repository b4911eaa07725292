import { Trans, useLingui } from '@lingui/react/macro';
import { Text } from '@mantine/core';
import type { HistoryStep } from '#contract/records.ts';
import { useSides } from '../../app/session.ts';
import { StateChip } from '../../ui/StateChip.tsx';
import { Timeline, type Happening } from '../../ui/Timeline.tsx';
import { shownState, VERBS, type Term } from '../../ui/vocabulary.ts';
import { Moment } from '../../ui/When.tsx';
import classes from './History.module.css';

type Props = {
  readonly steps: readonly HistoryStep[];
  readonly terms: Readonly<Record<string, Term>>;
  /** What stands before the first step: who made the record. */
  readonly origin?: Happening;
};

/** Every step of both sides in the order of the fold; void ones are shown, because they were made. */
export function History({ steps, terms, origin }: Props) {
  const { t } = useLingui();
  const { isSelf, name } = useSides();
  const happenings = steps.map((step): Happening => {
    const verb = VERBS[step.verb];
    return {
      id: step.id,
      side: isSelf(step.party) ? 'ours' : 'theirs',
      tone: verb?.tone ?? 'neutral',
      faint: step.outcome === 'void',
      title: (
        <>
          <strong>
            <bdi className={classes.name}>{name(step.party)}</bdi>
          </strong>{' '}
          {verb === undefined ? step.verb : t(verb.done)}
        </>
      ),
      when: <Moment at={step.at} />,
      body: <StepBody step={step} terms={terms} />,
    };
  });
  const all = origin === undefined ? happenings : [origin, ...happenings];
  if (all.length === 0) {
    return (
      <Text c="dimmed" size="sm">
        <Trans>No steps yet.</Trans>
      </Text>
    );
  }
  return <Timeline happenings={all} label={t`History`} />;
}

function StepBody({ step, terms }: { readonly step: HistoryStep; readonly terms: Props['terms'] }) {
  const words = [step.reason, step.evidence].filter((text) => text !== null && text !== '');
  return (
    <>
      {words.map((text) => (
        <p key={text} dir="auto" className={classes.words}>
          {text}
        </p>
      ))}
      <div className={classes.outcome}>
        <bdi className={classes.unit}>{step.unit}</bdi>
        {step.expunged && (
          <span className={classes.remark}>
            <Trans>Content expunged</Trans>
          </span>
        )}
        <Outcome step={step} terms={terms} />
      </div>
    </>
  );
}

function Outcome({ step, terms }: { readonly step: HistoryStep; readonly terms: Props['terms'] }) {
  if (step.outcome === 'void') {
    return (
      <span className={classes.remark}>
        <Trans>Void: not allowed in the state that was reached.</Trans>
      </span>
    );
  }
  return (
    <>
      {step.from !== step.to && <StateChip state={shownState(step.to)} terms={terms} />}
      {step.outcome === 'crossed' && (
        <span className={classes.remark}>
          <Trans>Crossed with a step of the other side.</Trans>
        </span>
      )}
      {step.outcome === 'pending' && (
        <span className={classes.remark}>
          <Trans>Not yet in the feed to the partner.</Trans>
        </span>
      )}
    </>
  );
}
