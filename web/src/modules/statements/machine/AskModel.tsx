import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconSparkles } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { DeskStatement } from '#contract/statement-desk.ts';
import { useSession } from '../../../app/session.ts';
import { askModel, modelCardQuery } from '../../../data/desk.ts';
import { Problem } from '../../../ui/Problem.tsx';
import { Section } from '../../../ui/Section.tsx';
import { machineProposals, maySend } from '../model/machine.ts';
import type { Act } from '../model/session.ts';
import classes from './Machine.module.css';
import { MachineRow } from './MachineRow.tsx';
import { FAULTS } from './words.ts';

type Props = { readonly statement: DeskStatement; readonly act: (act: Act) => void };

/** What a model proposes beside the rules, apart from them and marked as made by a machine. Not here at all where none is on. */
export function AskModel({ statement, act }: Props) {
  const { t } = useLingui();
  const permissions: readonly string[] = useSession().permissions;
  const { data: card } = useQuery(modelCardQuery);
  const [done, setDone] = useState<ReadonlySet<string>>(new Set());
  const asking = useMutation({ mutationFn: () => askModel(statement) });
  if (card?.state !== 'on' || !permissions.includes('statements.model')) return null;
  const isPermitted = maySend(statement.marking, card.ceiling);
  const answer = asking.data;
  const proposals = answer?.model === null || answer === undefined ? [] : machineProposals(answer.model);
  const open = proposals.filter(({ key }) => !done.has(key));
  const reader = { name: card.model ?? '', version: card.version ?? '' };
  const name = `${reader.name} ${reader.version}`.trim();
  return (
    <Section
      title={t`What the model says`}
      note={
        <Trans>
          Made by a machine (<bdi dir="ltr">{name}</bdi>) and apart from the proposals of the rules. The text is sent to{' '}
          <bdi dir="ltr">{card.endpoint}</bdi>.{' '}
          <Link to="/statements/model">
            <Trans>Model card</Trans>
          </Link>
        </Trans>
      }
      aside={
        <Button
          variant="default"
          leftSection={<IconSparkles size={17} aria-hidden />}
          loading={asking.isPending}
          disabled={!isPermitted}
          onClick={() => {
            setDone(new Set());
            asking.mutate();
          }}
        >
          <Trans>Ask the model</Trans>
        </Button>
      }
    >
      {!isPermitted && (
        <p className={classes.quiet}>
          <Trans>The marking of this text does not permit that it is sent there.</Trans>
        </p>
      )}
      {asking.error !== null && <Problem error={asking.error} />}
      {answer?.fault != null && <p className={classes.quiet}>{t(FAULTS[answer.fault.code])}</p>}
      {answer?.model != null && (
        <output className={classes.quiet}>
          {open.length === 0
            ? t`It says nothing that the rules do not.`
            : t`${plural(open.length, { one: '# passage where it differs from the rules', other: '# passages where it differs from the rules' })}`}
        </output>
      )}
      {open.length > 0 && (
        <ol className={classes.proposals}>
          {open.map((proposal) => (
            <MachineRow
              key={proposal.key}
              proposal={proposal}
              words={statement.text.slice(proposal.values.start, proposal.values.end)}
              lang={statement.lang ?? ''}
              take={() => {
                const { type, values, key } = proposal;
                act({ act: 'decide', decided: { decision: 'proposed', type, values, why: [], reader } });
                setDone(new Set([...done, key]));
              }}
              leave={() => setDone(new Set([...done, proposal.key]))}
            />
          ))}
        </ol>
      )}
    </Section>
  );
}
