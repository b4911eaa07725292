import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useSides } from '../../app/session.ts';
import { accordTerms } from '../../data/accord-terms.ts';
import type { Commitment } from '../../data/commitment.ts';
import { accordQuery } from '../../data/queries.ts';
import { Facts } from '../../ui/Facts.tsx';
import { useLocalized } from '../../ui/localized.ts';
import { Party } from '../../ui/Party.tsx';
import { STATED } from '../../ui/vocabulary.ts';
import { Moment, StatedDate, useCadence } from '../../ui/When.tsx';
import { Kept } from '../records/Kept.tsx';
import { useKind } from './kind.ts';

export function CommitmentFacts({ one }: { readonly one: Commitment }) {
  const { t } = useLingui();
  const localize = useLocalized();
  const cadence = useCadence();
  const kind = useKind();
  const { name } = useSides();
  const accord = useQuery({ ...accordQuery(one.accord ?? ''), enabled: one.accord !== undefined });
  const terms = accord.data === undefined ? undefined : accordTerms(accord.data);
  const theme = terms?.themes.find(({ key }) => key === one.theme);
  const channel = terms?.channels.find(({ name: key }) => key === one.channel);
  const stated = Object.entries(STATED).find(([key]) => key === one.status)?.[1];
  return (
    <Facts
      facts={[
        { label: t`Who owes`, value: <Owners ids={one.responsible} />, wide: true },
        { label: t`Kind`, value: kind(one.kind) ?? '–' },
        {
          label: t`Theme`,
          value:
            theme === undefined ? (
              (one.theme ?? t`Without a theme`)
            ) : (
              <Link to="/commitments" search={{ theme: theme.key }}>
                {localize(theme.title)}
              </Link>
            ),
        },
        { label: t`As stated`, value: stated === undefined ? (one.status ?? '–') : t(stated) },
        { label: t`Due`, value: one.due === undefined ? t`No date set` : <StatedDate date={one.due} /> },
        ...(one.recurrence === undefined ? [] : [{ label: t`Recurrence`, value: cadence(one.recurrence) }]),
        { label: t`Channel`, value: channel === undefined ? (one.channel ?? '–') : localize(channel.title) },
        ...(one.author === undefined ? [] : [{ label: t`Recorded by`, value: name(one.author) }]),
        ...(one.created === undefined ? [] : [{ label: t`Recorded`, value: <Moment at={one.created} /> }]),
        { label: t`Kept`, value: <Kept id={one.id} /> },
        ...(one.view.withheld === 0 ? [] : [{ label: t`Parts withheld from you`, value: String(one.view.withheld) }]),
      ]}
    />
  );
}

function Owners({ ids }: { readonly ids: readonly string[] }) {
  const { t } = useLingui();
  const { name, isSelf } = useSides();
  if (ids.length === 0) return t`Not stated`;
  return ids.map((id) => (
    <div key={id}>
      <Party name={name(id)} self={isSelf(id)} />
    </div>
  ));
}
