import { useLingui } from '@lingui/react/macro';
import type { SearchHit } from '#contract/search.ts';
import { useLocalized } from '../../ui/localized.ts';

type Titled = Pick<SearchHit, 'title' | 'lang' | 'expunged' | 'id'>;

/** A title with its own language; what has none is named by its id. */
export function useHitTitle(): (hit: Titled) => { readonly text: string; readonly lang: string | undefined } {
  const { t } = useLingui();
  const localize = useLocalized();
  return ({ title, lang, expunged, id }) => {
    if (expunged) return { text: t`Content expunged`, lang: undefined };
    const text = localize(title);
    return text === '' ? { text: id, lang: undefined } : { text, lang: lang ?? undefined };
  };
}
