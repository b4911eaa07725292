import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconCheck, IconEqual, IconEqualNot, IconUnlink } from '@tabler/icons-react';
import type { DeskStatement } from '#contract/statement-desk.ts';
import type { Match } from '../model/divergence.ts';
import type { SideNames } from '../review/use-side-names.ts';
import { Reasons } from '../Reasons.tsx';
import { ATTRIBUTES } from './attributes.ts';
import { Cell } from './Cell.tsx';
import classes from './Divergence.module.css';
import type { SetDecision } from './use-set.ts';
import { useToldWords } from './use-told-words.ts';

type Props = {
  readonly match: Match;
  readonly a: DeskStatement;
  readonly b: DeskStatement;
  readonly names: readonly [SideNames, SideNames];
  readonly heads: readonly [string, string];
  readonly mayDecide: boolean;
  readonly isSending: boolean;
  readonly decide: (decision: SetDecision['decision']) => void;
};

/** One undertaking as both tell it, and in words what the two disagree in. */
export function MatchRow({ match, a, b, names, heads, mayDecide, isSending, decide }: Props) {
  const { t } = useLingui();
  const words = useToldWords();
  const { differs, state, why } = match;
  const Sign = differs.length === 0 ? IconEqual : IconEqualNot;
  return (
    <li className={classes.row} data-is="both" data-state={state} data-differs={differs.length > 0 || undefined}>
      <Cell told={match.a} statement={a} head={heads[0]} sideName={names[0]} />
      <div className={classes.between}>
        <p className={classes.sign}>
          <Sign size={18} aria-hidden />
          {differs.length === 0 ? <Trans>Told alike</Trans> : <Trans>Told differently</Trans>}
        </p>
        {differs.length > 0 && (
          <dl className={classes.differs}>
            {differs.map((attribute) => (
              <div key={attribute} data-attribute={attribute}>
                <dt>{t(ATTRIBUTES[attribute])}</dt>
                <dd>
                  <span className={classes.hidden}>{heads[0]}: </span>
                  <bdi data-long={attribute === 'responsible' || undefined}>{words(match.a, attribute, names[0])}</bdi>
                </dd>
                <dd>
                  <span className={classes.hidden}>{heads[1]}: </span>
                  <bdi data-long={attribute === 'responsible' || undefined}>{words(match.b, attribute, names[1])}</bdi>
                </dd>
              </div>
            ))}
          </dl>
        )}
        {why.length > 0 && (
          <div className={classes.why}>
            <Reasons why={why} lang="" />
          </div>
        )}
        {state !== 'proposed' && (
          <p className={classes.decided}>
            <IconCheck size={15} aria-hidden />
            {state === 'confirmed' ? <Trans>Confirmed</Trans> : <Trans>Matched by hand</Trans>}
          </p>
        )}
        {mayDecide && (
          <div className={classes.acts}>
            {state === 'proposed' && (
              <Button size="compact-sm" variant="light" disabled={isSending} onClick={() => decide('accepted')}>
                <Trans>Confirm</Trans>
              </Button>
            )}
            <Button
              size="compact-sm"
              variant="subtle"
              color="gray"
              disabled={isSending}
              leftSection={<IconUnlink size={14} aria-hidden />}
              onClick={() => decide(match.parting)}
            >
              <Trans>Not the same</Trans>
            </Button>
          </div>
        )}
      </div>
      <Cell told={match.b} statement={b} head={heads[1]} sideName={names[1]} />
    </li>
  );
}
