import type { AccordView } from '#contract/accords.ts';
import { useSides } from '../../app/session.ts';
import { cityTerms } from '../../data/cities.ts';
import entries from '../../ui/Entries.module.css';
import { useLocalized } from '../../ui/localized.ts';
import { Party } from '../../ui/Party.tsx';

/** The cities of an accord, each with the sign of its side. */
export function Members({ view }: { readonly view: AccordView }) {
  const localize = useLocalized();
  const { isSelf } = useSides();
  return (
    <div className={entries.row}>
      {cityTerms(view)?.members.map(({ party, name }, n) => (
        <Party key={n} name={localize(name)} self={isSelf(party)} />
      ))}
    </div>
  );
}
