import { Trans, useLingui } from '@lingui/react/macro';
import { Checkbox } from '@mantine/core';
import type { DeskStatement } from '#contract/statement-desk.ts';
import type { Alone } from '../model/divergence.ts';
import type { SideNames } from '../review/use-side-names.ts';
import { Cell } from './Cell.tsx';
import classes from './Divergence.module.css';

type Props = {
  readonly row: Alone;
  readonly statement: DeskStatement;
  readonly sideName: SideNames;
  readonly head: string;
  readonly missingIn: string;
  readonly isPicked: boolean;
  /** Undefined for who may not decide. */
  readonly pick: ((isPicked: boolean) => void) | undefined;
};

/** What one account tells and the other does not. */
export function AloneRow({ row, statement, sideName, head, missingIn, isPicked, pick }: Props) {
  const { t } = useLingui();
  return (
    <li className={classes.row} data-is={row.is}>
      <Cell told={row.told} statement={statement} head={head} sideName={sideName} />
      <div className={classes.missing}>
        <p>
          <Trans>
            Not told in: <bdi>{missingIn}</bdi>
          </Trans>
        </p>
        {pick !== undefined && (
          <Checkbox
            size="xs"
            label={t`Match by hand`}
            checked={isPicked}
            onChange={(event) => pick(event.currentTarget.checked)}
          />
        )}
      </div>
    </li>
  );
}
