import { useLingui } from '@lingui/react/macro';
import type { AccordView } from '#contract/accords.ts';
import type { DeskStatement } from '#contract/statement-desk.ts';
import { useLocalized } from '../../../ui/localized.ts';

export type SideNames = (letter: string) => string;

/** A side as the accord names the party that it is; else as the text does. */
export function useSideNames(accord: AccordView, { sides }: Pick<DeskStatement, 'sides'>): SideNames {
  const { t } = useLingui();
  const localize = useLocalized();
  return (letter) => {
    const side = sides[letter];
    const party = accord.parties.find(({ id }) => id === side?.party);
    if (party !== undefined) return localize(party.names);
    return side?.names[0] ?? t`Side ${letter}`;
  };
}
