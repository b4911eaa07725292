import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Radio, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { mergedRecord, threeWay, type Merged } from '../../../data/versions.ts';
import { useRecordWords } from '../../../ui/record-words.ts';
import { useSaid } from '../Versions.tsx';
import classes from './Merge.module.css';

type Fields = Readonly<Record<string, unknown>>;
type Props = {
  readonly base: Fields;
  readonly theirs: Fields;
  readonly mine: Fields;
  readonly take: (merged: Fields) => void;
};
type Side = 'theirs' | 'mine';

/** The version that was changed, the one that somebody wrote meanwhile, and one's own: the person decides, property by property. */
export function Merge({ base, theirs, mine, take }: Props) {
  const { t } = useLingui();
  const words = useRecordWords();
  const [chosen, setChosen] = useState<Readonly<Record<string, Side>>>({});
  const merged = threeWay(base, theirs, mine).filter(({ by }) => by !== 'nobody');
  const open = merged.filter(({ property, by }) => by === 'conflict' && chosen[property] === undefined);
  return (
    <Stack gap="lg">
      <Text size="sm">
        <Trans>
          While you changed it, a new version was written. Nothing of it is overwritten: choose where both changed the
          same, then look at the whole before you write it.
        </Trans>
      </Text>
      <ul className={classes.list}>
        {merged.map((one) => (
          <li key={one.property}>
            {one.by === 'conflict' ? (
              <Radio.Group
                label={words.property(one.property)}
                description={t`Both changed it: choose.`}
                value={chosen[one.property] ?? ''}
                onChange={(side) => setChosen({ ...chosen, [one.property]: side === 'mine' ? 'mine' : 'theirs' })}
              >
                <Sides one={one} chosen={chosen[one.property]} mayChoose />
              </Radio.Group>
            ) : (
              <>
                <Text fw={500} size="sm">
                  {words.property(one.property)}
                </Text>
                <Text size="xs" c="dimmed">
                  {one.by === 'mine'
                    ? t`You changed it.`
                    : one.by === 'theirs'
                      ? t`They changed it.`
                      : t`Both changed it alike.`}
                </Text>
                <Sides one={one} chosen={one.by === 'mine' ? 'mine' : 'theirs'} />
              </>
            )}
          </li>
        ))}
      </ul>
      <div>
        <Button disabled={open.length > 0} onClick={() => take(mergedRecord(theirs, merged, chosen))}>
          <Trans>Go on with the merged version</Trans>
        </Button>
      </div>
    </Stack>
  );
}

function Sides({
  one,
  chosen,
  mayChoose = false,
}: {
  readonly one: Merged;
  readonly chosen: Side | undefined;
  readonly mayChoose?: boolean;
}) {
  const { t } = useLingui();
  const say = useSaid();
  const sides = [
    { key: 'base', label: t`Before`, value: one.base },
    { key: 'theirs', label: t`Theirs`, value: one.theirs },
    { key: 'mine', label: t`Yours`, value: one.mine },
  ];
  return (
    <div className={classes.sides}>
      {sides.map(({ key, label, value }) => (
        <div key={key} className={classes.side} data-chosen={chosen === key || undefined}>
          {mayChoose && key !== 'base' ? (
            <Radio value={key} label={label} mb={4} />
          ) : (
            <p className={classes.label}>{label}</p>
          )}
          <p className={classes.text} dir="auto">
            {say(one.property, value) ?? t`(none)`}
          </p>
        </div>
      ))}
    </div>
  );
}
