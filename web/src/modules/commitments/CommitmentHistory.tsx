import { Trans, useLingui } from '@lingui/react/macro';
import { Text } from '@mantine/core';
import { useSides } from '../../app/session.ts';
import type { Commitment } from '../../data/commitment.ts';
import { COMMITMENT_STATES } from '../../ui/vocabulary.ts';
import { StateChip } from '../../ui/StateChip.tsx';
import { Moment } from '../../ui/When.tsx';
import { History } from '../records/History.tsx';

export function CommitmentHistory({ one }: { readonly one: Commitment }) {
  const { t } = useLingui();
  const { isSelf, name } = useSides();
  const { author, created, view } = one;
  return (
    <>
      <History
        steps={view.history}
        terms={COMMITMENT_STATES}
        {...(author === undefined
          ? {}
          : {
              origin: {
                id: 'origin',
                side: isSelf(author) ? ('ours' as const) : ('theirs' as const),
                tone: 'wait' as const,
                title: (
                  <>
                    <strong>{name(author)}</strong> {t`recorded the commitment`}
                  </>
                ),
                ...(created === undefined ? {} : { when: <Moment at={created} /> }),
              },
            })}
      />
      {view.earlier.length > 0 && (
        <Text size="sm" mt="md">
          <Trans>Earlier versions:</Trans>{' '}
          {view.earlier.map(({ modified, state }) => (
            <span key={modified}>
              <Moment at={modified} /> <StateChip state={state} terms={COMMITMENT_STATES} />{' '}
            </span>
          ))}
        </Text>
      )}
    </>
  );
}
