import { Trans, useLingui } from '@lingui/react/macro';
import { Text } from '@mantine/core';
import type { Delivery } from '#contract/records.ts';
import { useSides } from '../../app/session.ts';
import { Party } from '../../ui/Party.tsx';
import { Reason } from '../../ui/Reason.tsx';
import { receiptWords, releaseWords } from '../../ui/reason-words.ts';
import { StateChip } from '../../ui/StateChip.tsx';
import { DELIVERY } from '../../ui/vocabulary.ts';
import { Moment } from '../../ui/When.tsx';
import { DELIVERY_MEANS } from './delivery-words.ts';
import classes from './DeliveryLedger.module.css';

/** Where this version is with each partner, and why. */
export function DeliveryLedger({ delivery }: { readonly delivery: readonly Delivery[] }) {
  const { t } = useLingui();
  const { name, isSelf } = useSides();
  if (delivery.length === 0) {
    return (
      <Text c="dimmed" size="sm">
        <Trans>It came from the partner; there is nothing to deliver.</Trans>
      </Text>
    );
  }
  return (
    <ul className={classes.ledger}>
      {delivery.map((one) => (
        <li key={one.partner}>
          <div className={classes.line}>
            <Party name={name(one.partner)} self={isSelf(one.partner)} />
            <StateChip state={one.state} terms={DELIVERY} />
          </div>
          <p className={classes.why}>
            {t(DELIVERY_MEANS[one.state])}
            {one.code !== null ? (
              <>
                {' '}
                <Reason code={one.code} words={isOwnDecision(one) ? releaseWords : receiptWords} said={one.reason} />
              </>
            ) : (
              one.reason !== null && (
                <>
                  {' '}
                  <span dir="auto">{one.reason}</span>
                </>
              )
            )}
          </p>
          {one.recall !== null && one.state !== 'expunged' && (
            <p className={classes.why}>
              {one.recall.refusal === null ? (
                <Trans>The partner was asked to delete it.</Trans>
              ) : (
                <Trans>The partner was asked to delete it, and refuses: a legal hold is on it.</Trans>
              )}
            </p>
          )}
          {one.at !== null && (
            <p className={classes.when}>
              <Moment at={one.at} />
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Before it is sent our release decides; after that the partner's receipt says why. */
const isOwnDecision = ({ state }: Delivery): boolean => ['waiting', 'queued', 'withheld'].includes(state);
