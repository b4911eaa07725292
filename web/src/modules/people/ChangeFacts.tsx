import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import type { ProposalView } from '#contract/rights.ts';
import { ROLES } from '../../app/roles.ts';
import { useSession } from '../../app/session.ts';
import { unitsQuery } from '../../data/rights.ts';
import { Facts, type Fact } from '../../ui/Facts.tsx';
import { useLocalized } from '../../ui/localized.ts';
import { Marking } from '../../ui/Marking.tsx';
import { Moment } from '../../ui/When.tsx';

/** What is proposed, in words as far as there are: whoever confirms it has to know for whom, and as what. */
export function ChangeFacts({ proposal: { change, effect } }: { readonly proposal: ProposalView }) {
  const { t } = useLingui();
  const localize = useLocalized();
  const units = useQuery({ ...unitsQuery, enabled: useSession().permissions.includes('people.read') });
  const plain = (value: unknown) => <bdi dir="ltr">{typeof value === 'string' ? value : JSON.stringify(value)}</bdi>;
  const known: Readonly<Record<string, (value: unknown) => Fact>> = {
    person: (id) => ({
      label: t`Person`,
      value: <bdi>{effect.people.find(({ person }) => person === id)?.name ?? String(id)}</bdi>,
    }),
    role: (role) => ({
      label: t`Role`,
      value: ROLES[String(role)] === undefined ? plain(role) : t(ROLES[String(role)]!),
    }),
    unit: (id) => {
      const unit = units.data?.find((one) => one.id === id);
      return { label: t`Unit`, value: unit === undefined ? plain(id) : <bdi>{localize(unit.names)}</bdi> };
    },
    accord: (id) => ({
      label: t`Accord`,
      value: id === null ? t`For no accord` : id === '*' ? t`For every accord, also those to come` : plain(id),
    }),
    tlp: (tlp) => ({ label: t`Up to this marking`, value: <Marking marking={{ tlp: String(tlp) }} /> }),
    until: (at) => ({ label: t`Until`, value: <Moment at={String(at)} /> }),
    channels: (names) => ({ label: t`Channels`, value: plain(Array.isArray(names) ? names.join(', ') : names) }),
  };
  const facts: Fact[] = [];
  for (const [name, value] of Object.entries(change)) {
    const isLeftOut = name === 'kind' || ((name === 'channels' || name === 'until') && value === null);
    if (isLeftOut) continue;
    const word = change['kind'] === 'assignment.give' && Object.hasOwn(known, name) ? known[name] : undefined;
    facts.push(word === undefined ? { label: name, value: plain(value) } : word(value));
  }
  return <Facts facts={facts} />;
}
