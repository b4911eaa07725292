import { useLingui } from '@lingui/react/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ceilingsEffectQuery, type Ceilings } from '../../data/ceilings.ts';
import { More } from '../../ui/More.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { EffectList } from '../people/EffectList.tsx';
import { MovedList } from '../people/MovedRecords.tsx';

type Props = {
  readonly accord: string;
  /** Left out: as a ratification of the newest terms would bind. */
  readonly ceilings?: Ceilings | undefined;
};

/** Just which records other ceilings would let through to the partner, or hold back. */
export function CeilingEffect({ accord, ceilings }: Props) {
  const { t } = useLingui();
  const found = useInfiniteQuery(ceilingsEffectQuery(accord, ceilings, 'gained'));
  const effect = found.data?.pages[0]?.effect;
  if (found.error !== null) return <Problem error={found.error} />;
  if (effect === undefined) return null;
  return (
    <>
      <EffectList effect={effect} ofTerms />
      {effect.records.gained > 0 && (
        <details>
          <summary>{t`Would be let through`}</summary>
          <MovedList records={found.data?.pages.flatMap(({ records }) => records) ?? []} />
          <More
            more={{
              has: found.hasNextPage,
              isLoading: found.isFetchingNextPage,
              load: () => void found.fetchNextPage(),
            }}
          />
        </details>
      )}
      {effect.records.lost > 0 && <HeldBack accord={accord} ceilings={ceilings} />}
    </>
  );
}

function HeldBack({ accord, ceilings }: Props) {
  const { t } = useLingui();
  const [isOpen, setOpen] = useState(false);
  const found = useInfiniteQuery({ ...ceilingsEffectQuery(accord, ceilings, 'lost'), enabled: isOpen });
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{t`Would be held back`}</summary>
      {found.error !== null && <Problem error={found.error} />}
      <MovedList records={found.data?.pages.flatMap(({ records }) => records) ?? []} />
      <More
        more={{
          has: found.hasNextPage,
          isLoading: found.isFetchingNextPage,
          load: () => void found.fetchNextPage(),
        }}
      />
    </details>
  );
}
