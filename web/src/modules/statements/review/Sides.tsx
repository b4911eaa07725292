import { Trans } from '@lingui/react/macro';
import { Select } from '@mantine/core';
import type { AccordView } from '#contract/accords.ts';
import type { DeskStatement } from '#contract/statement-desk.ts';
import { useLocalized } from '../../../ui/localized.ts';
import type { Act } from '../model/session.ts';
import classes from './Board.module.css';

type Props = {
  readonly accord: AccordView;
  readonly statement: DeskStatement;
  readonly act: (act: Act) => void;
  readonly mayDecide: boolean;
};

/** Which party the text means: guessed from the names, and shown, because who owes what depends on it. */
export function Sides({ accord, statement, act, mayDecide }: Props) {
  const localize = useLocalized();
  const sides = Object.entries(statement.sides);
  if (sides.length === 0) return null;
  const choose = (letter: string, party: string | null) =>
    act({
      act: 'details',
      details: {
        sides: Object.fromEntries(sides.map(([one, side]) => [one, one === letter ? { ...side, party } : side])),
      },
    });
  return (
    <div className={classes.sides}>
      <span className={classes.sidesLabel}>
        <Trans>The text means:</Trans>
      </span>
      {sides.map(([letter, { names, party }]) => (
        <Select
          key={letter}
          label={<bdi className={classes.name}>{names[0] ?? letter}</bdi>}
          disabled={!mayDecide}
          clearable
          placeholder="–"
          value={party}
          data={accord.parties.map(({ id, names: called }) => ({ value: id, label: localize(called) }))}
          onChange={(chosen) => choose(letter, chosen)}
        />
      ))}
    </div>
  );
}
