import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import type { DeskStatement } from '#contract/statement-desk.ts';
import type { Theme } from '../../../data/accord-terms.ts';
import { useLocalized } from '../../../ui/localized.ts';
import { STATED } from '../../../ui/vocabulary.ts';
import { StatedDate, useCadence } from '../../../ui/When.tsx';
import type { Item } from '../model/item.ts';
import { lettersOf } from '../model/responsible.ts';
import type { SideNames } from './use-side-names.ts';
import classes from './ProposalCard.module.css';

type Props = {
  readonly item: Item;
  readonly statement: DeskStatement;
  readonly themes: readonly Theme[];
  readonly sideName: SideNames;
};

/** What a passage says, in a line. */
export function Particulars({ item, statement, themes, sideName }: Props) {
  const { t } = useLingui();
  const localize = useLocalized();
  const cadence = useCadence();
  const { values } = item;
  const parts: ReactNode[] = [];
  if ('kind' in values) {
    const owners = lettersOf(values.responsible, Object.keys(statement.sides)).map(sideName);
    parts.push(owners.length === 0 ? t`Who owes is not stated` : owners.join(' + '), t(STATED[values.status]));
    if (given(values.due)) parts.push(<Trans>due {<StatedDate date={values.due} />}</Trans>);
    if (given(values.recurrence)) parts.push(<span dir="auto">{cadence(values.recurrence)}</span>);
    const theme = themes.find(({ key }) => key === values.theme);
    if (theme !== undefined) parts.push(localize(theme.title));
  } else {
    if ('title' in values && given(values.title)) parts.push(<span dir="auto">{values.title}</span>);
    if ('side' in values && given(values.side)) parts.push(sideName(values.side));
    if ('date' in values && given(values.date)) parts.push(<StatedDate date={values.date} />);
    if ('place' in values && given(values.place)) parts.push(<span dir="auto">{values.place}</span>);
    if ('format' in values && given(values.format)) parts.push(<span dir="auto">{values.format}</span>);
  }
  if (parts.length === 0) return null;
  return (
    <ul className={classes.particulars}>
      {parts.map((part, place) => (
        // oxlint-disable-next-line react/no-array-index-key -- a line has no names
        <li key={place}>{part}</li>
      ))}
    </ul>
  );
}

function given(value: string | undefined): value is string {
  return value !== undefined && value !== '';
}
