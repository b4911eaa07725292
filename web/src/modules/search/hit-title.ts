import { useLingui } from '@lingui/react/macro';
import type { SearchHit } from '#contract/search.ts';
import { useLocalized } from '../../ui/localized.ts';
import { VERBS } from '../../ui/vocabulary.ts';

type Titled = Pick<SearchHit, 'title' | 'lang' | 'expunged' | 'id' | 'verb'>;

/** A title with its own language; what has none is named by its id. */
export function useHitTitle(): (hit: Titled) => { readonly text: string; readonly lang: string | undefined } {
  const { t } = useLingui();
  const localize = useLocalized();
  return ({ title, lang, expunged, id, verb }) => {
    if (expunged) return { text: t`Content expunged`, lang: undefined };
    // A step has no title: it is named by what was done, and by whom.
    const act = verb === null ? undefined : VERBS[verb];
    const text = [...(act === undefined ? [] : [t(act.act)]), localize(title)].filter(Boolean).join(' · ');
    return text === '' ? { text: id, lang: undefined } : { text, lang: lang ?? undefined };
  };
}
