import { Trans } from '@lingui/react/macro';
import { Select } from '@mantine/core';
import type { AccordView } from '#contract/accords.ts';
import { useLocalized } from '../../ui/localized.ts';
import type { Review } from './review.ts';
import type { Change } from './ReviewBoard.tsx';
import classes from './Statements.module.css';

type Props = { readonly accord: AccordView; readonly review: Review; readonly change: Change };

/** Which party the text means: guessed from the names, and shown, because who owes what depends on it. */
export function SideMapping({ accord, review, change }: Props) {
  const localize = useLocalized();
  const letters = Object.entries(review.sides);
  if (letters.length === 0) return null;
  return (
    <div className={classes.mapping}>
      <span className={classes.mappingLabel}>
        <Trans>The text means:</Trans>
      </span>
      {letters.map(([letter, aliases]) => (
        <Select
          key={letter}
          label={<bdi className={classes.plain}>{aliases[0] ?? letter}</bdi>}
          allowDeselect={false}
          value={review.mapping[letter] ?? null}
          data={accord.parties.map(({ id, names }) => ({ value: id, label: localize(names) }))}
          onChange={(party) =>
            party !== null && change((current) => ({ ...current, mapping: { ...current.mapping, [letter]: party } }))
          }
        />
      ))}
    </div>
  );
}
