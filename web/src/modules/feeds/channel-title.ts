import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { accordTerms } from '../../data/accord-terms.ts';
import { accordsQuery } from '../../data/queries.ts';
import { useLocalized } from '../../ui/localized.ts';

/** As its accord names it; `charter` is built in and named by us. */
export function useChannelTitle(accord: string): (channel: string) => string {
  const { t } = useLingui();
  const localize = useLocalized();
  const { data } = useQuery(accordsQuery);
  const view = data?.accords.find(({ id }) => id === accord);
  const channels = view === undefined ? [] : accordTerms(view).channels;
  return (channel) => {
    if (channel === 'charter') return t`Charter`;
    const known = channels.find(({ name }) => name === channel);
    return known === undefined ? channel : localize(known.title);
  };
}
