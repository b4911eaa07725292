import { Trans, useLingui } from '@lingui/react/macro';
import { Switch } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ModelCard } from '#contract/statement-model.ts';
import { useSession } from '../../../app/session.ts';
import { modelCardQuery, switchModel } from '../../../data/desk.ts';
import { Awaited } from '../../../ui/Awaited.tsx';
import { Facts } from '../../../ui/Facts.tsx';
import { Marking } from '../../../ui/Marking.tsx';
import { Page } from '../../../ui/Page.tsx';
import { Problem } from '../../../ui/Problem.tsx';
import { Section } from '../../../ui/Section.tsx';
import { Moment } from '../../../ui/When.tsx';
import { AllStatements } from '../AllStatements.tsx';
import { ModelCounts } from './ModelCounts.tsx';
import { ModelErrors } from './ModelErrors.tsx';

/** What is asked besides the rules, what it may be sent, what came of it, and the switch. */
export function ModelCardPage() {
  const { t } = useLingui();
  const card = useQuery(modelCardQuery);
  return (
    <Page
      title={t`Model card`}
      width="reading"
      lead={
        <Trans>
          A language model may propose beside the rules. It decides nothing: its words are looked for in the text, and
          an officer accepts, edits or rejects each proposal.
        </Trans>
      }
      actions={<AllStatements />}
    >
      <Awaited answer={card}>
        {(found) =>
          found.state === 'not-named' ? (
            <p>
              <Trans>No endpoint is named in the configuration of this node, so no model is asked.</Trans>
            </p>
          ) : (
            <Card card={found} />
          )
        }
      </Awaited>
    </Page>
  );
}

function Card({ card }: { readonly card: ModelCard }) {
  const { t, i18n } = useLingui();
  const client = useQueryClient();
  const permissions: readonly string[] = useSession().permissions;
  const switching = useMutation({
    mutationFn: switchModel,
    onSuccess: (answer) => client.setQueryData(modelCardQuery.queryKey, answer),
  });
  const isOn = card.state === 'on';
  return (
    <>
      <Section
        title={isOn ? t`The model may be asked` : t`The model is switched off`}
        aside={
          permissions.includes('model.write') && (
            <Switch
              label={t`May be asked`}
              checked={isOn}
              disabled={switching.isPending}
              onChange={(event) => switching.mutate(event.currentTarget.checked)}
            />
          )
        }
      >
        {switching.error !== null && <Problem error={switching.error} />}
        <Facts
          facts={[
            { label: t`Model`, value: <bdi dir="ltr">{card.model}</bdi> },
            {
              label: t`Version, as it says itself`,
              value: card.version === null ? '–' : <bdi dir="ltr">{card.version}</bdi>,
            },
            { label: t`Endpoint`, value: <bdi dir="ltr">{card.endpoint}</bdi> },
            {
              label: t`Where it is`,
              value: card.isLocal ? t`On this machine` : t`On another machine: texts leave this node`,
            },
            { label: t`Texts up to`, value: card.ceiling === null ? '–' : <Marking marking={{ tlp: card.ceiling }} /> },
            { label: t`Longest text`, value: i18n.number(card.limits.characters) },
            ...(card.switched === null
              ? []
              : [
                  {
                    label: t`Switched off`,
                    value: (
                      <>
                        <bdi>{card.switched.by}</bdi>, <Moment at={card.switched.at} />
                      </>
                    ),
                  },
                ]),
          ]}
        />
      </Section>
      <ModelCounts card={card} />
      <ModelErrors card={card} />
    </>
  );
}
