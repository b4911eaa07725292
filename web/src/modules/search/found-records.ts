import { useLingui } from '@lingui/react/macro';
import { useDebouncedValue } from '@mantine/hooks';
import { IconFileText, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { Choice } from '../../app/actions/Palette.tsx';
import { useSession } from '../../app/session.ts';
import { markingOf } from '../../data/marking.ts';
import { suggestionsQuery } from '../../data/search.ts';
import { useRecordWords } from '../../ui/record-words.ts';
import { recordPath } from '../records/RecordLink.tsx';
import { useHitTitle } from './hit-title.ts';

const PAUSE = 120;

export type FoundRecords = { readonly choices: readonly Choice[]; readonly isWaiting: boolean };

/** Records as one types, and behind them the way to all that there are. */
export function useFoundRecords(typed: string): FoundRecords {
  const { t } = useLingui();
  const navigate = useNavigate();
  const words = useRecordWords();
  const title = useHitTitle();
  const { permissions } = useSession();
  const [asked] = useDebouncedValue(typed, PAUSE);
  const isAsked = permissions.includes('records.read') && asked.trim() !== '' && typed.trim() !== '';
  const answer = useQuery({ ...suggestionsQuery(asked), enabled: isAsked });
  if (!isAsked) return { choices: [], isWaiting: false };
  const section = t`Records`;
  const hits = answer.data?.hits ?? [];
  const found = hits.map((hit): Choice => {
    const { tlp } = markingOf({ object_marking_refs: hit.markings });
    return {
      id: `record-${hit.id}`,
      section,
      title: title(hit).text,
      also: [words.type(hit.type), ...(tlp === undefined ? [] : [`TLP:${tlp.toUpperCase()}`])].join(' · '),
      icon: IconFileText,
      run: () => void navigate({ to: recordPath(hit.subject ?? hit.id) }),
    };
  });
  const all: Choice = {
    id: 'record-all',
    section,
    title: t`All records with “${asked.trim()}”`,
    icon: IconSearch,
    run: () => void navigate({ to: '/search', search: { q: asked.trim() } }),
  };
  return { choices: [...found, all], isWaiting: answer.isFetching || asked !== typed };
}
