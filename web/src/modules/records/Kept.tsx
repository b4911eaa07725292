import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import type { RetentionView } from '#contract/retention.ts';
import { retentionQuery } from '../../data/queries.ts';
import { Moment } from '../../ui/When.tsx';

/** How long the record is kept, and why no longer or shorter. */
export function Kept({ id }: { readonly id: string }) {
  const { data } = useQuery(retentionQuery(id));
  return data === undefined ? '–' : <Told kept={data} />;
}

function Told({ kept: { ends, isHeld } }: { readonly kept: RetentionView }) {
  const { t } = useLingui();
  if (isHeld) return <Trans>On legal hold: it is not deleted.</Trans>;
  if (ends === null) return <Trans>As long as the accord lasts.</Trans>;
  return (
    <>
      <Moment at={ends.at} /> · {t`${plural(ends.daysLeft, { one: '# day left', other: '# days left' })}`}
    </>
  );
}
