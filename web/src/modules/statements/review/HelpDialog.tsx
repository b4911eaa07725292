import { Trans, useLingui } from '@lingui/react/macro';
import { Kbd, Switch } from '@mantine/core';
import classes from '../../../ui/KeyList.module.css';
import { Dialog } from '../../../ui/Dialog.tsx';

type Props = {
  readonly close: () => void;
  readonly isOn: boolean;
  readonly turn: (on: boolean) => void;
};

/** All keys in one place, and the switch that turns them off. */
export function HelpDialog({ close, isOn, turn }: Props) {
  const { t } = useLingui();
  const keys: { keys: string[]; does: string }[] = [
    { keys: ['N', 'J'], does: t`The next passage` },
    { keys: ['P', 'K'], does: t`The one before` },
    { keys: ['O'], does: t`The next that is not decided` },
    { keys: ['A'], does: t`Accept, and on to the next` },
    { keys: ['R'], does: t`Reject, and on to the next` },
    { keys: ['C'], does: t`Take the decision back` },
    { keys: ['E'], does: t`Edit what it says; Escape closes` },
    { keys: ['Shift + ← →'], does: t`Move the end of the passage, word by word` },
    { keys: ['X'], does: t`Move its beginning instead, or its end again` },
    { keys: ['S'], does: t`Split it in two` },
    { keys: ['M'], does: t`Merge it with the next of its sort` },
    { keys: ['I'], does: t`Mark a new passage: arrows choose words, Shift extends, Enter marks` },
    { keys: ['U', 'Ctrl + Z'], does: t`Undo` },
    { keys: ['Shift + U', 'Ctrl + Y'], does: t`Redo` },
    { keys: ['?'], does: t`This list` },
  ];
  return (
    <Dialog close={close} title={t`Keys of the review`}>
      <dl className={classes.keys}>
        {keys.map(({ keys: names, does }) => (
          <div key={does}>
            <dt>
              {names.map((name) => (
                <Kbd key={name} dir="ltr">
                  {name}
                </Kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <p className={classes.note}>
        <Trans>
          On a keyboard of another script the keys are at the same places. With a pointer: select words in the text to
          mark them, and drag the ends of a marked passage.
        </Trans>
      </p>
      <Switch label={t`Single keys are on`} checked={isOn} onChange={(event) => turn(event.currentTarget.checked)} />
    </Dialog>
  );
}
