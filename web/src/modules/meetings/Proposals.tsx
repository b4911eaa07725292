import { Trans, useLingui } from '@lingui/react/macro';
import type { MeetingView } from '#contract/meetings.ts';
import { useSides } from '../../app/session.ts';
import { localizedField, text } from '../../data/fields.ts';
import entries from '../../ui/Entries.module.css';
import { useLocalized } from '../../ui/localized.ts';
import { useNow } from '../../ui/now.ts';
import { Party } from '../../ui/Party.tsx';
import { Section } from '../../ui/Section.tsx';
import { StateChip } from '../../ui/StateChip.tsx';
import { DateTime } from '../../ui/When.tsx';
import { RecordSteps } from '../records/RecordSteps.tsx';
import { MEETING_STATES } from './words.ts';

/** A time that was postponed is shown, and holds no longer. */
const HOLDS: ReadonlySet<string> = new Set(['agreed', 'held', 'disputed']);

const isAhead = (startsAt: string | undefined, now: Date): boolean =>
  startsAt !== undefined && Date.parse(startsAt) > now.getTime();
const isNotHold = (verb: string): boolean => verb !== 'hold';

/** What each side proposed, and what became of it. The one that holds is told by its sign. */
export function Proposals({ view }: { readonly view: MeetingView }) {
  const { t } = useLingui();
  const localize = useLocalized();
  const { isSelf, name } = useSides();
  const now = useNow();
  return (
    <Section title={t`Time and place`} note={<Trans>What both agreed on last holds.</Trans>}>
      <ol className={entries.list}>
        {[view.meeting, ...view.moves.toReversed()].map((one) => {
          const { record, state, publisher, feed } = one;
          const id = String(record['id']);
          const [startsAt, reason] = [text(record, 'starts_at'), text(record, 'reason')];
          return (
            <li key={id} className={entries.item}>
              <div className={entries.row}>
                <Party name={name(publisher)} self={isSelf(publisher)} />
                <StateChip state={state} terms={MEETING_STATES} />
                {HOLDS.has(view.state) && view.schedule?.record === id && (
                  <strong>
                    <Trans>holds</Trans>
                  </strong>
                )}
                {feed === null && (
                  <span className={entries.quiet}>
                    <Trans>on its way</Trans>
                  </span>
                )}
              </div>
              {startsAt !== undefined && <DateTime at={startsAt} />}
              <bdi>{localize(localizedField(record, 'place'))}</bdi>
              {reason !== undefined && (
                <p dir="auto" className={entries.quiet}>
                  {reason}
                </p>
              )}
              {isAhead(startsAt, now) && one.allowed.includes('hold') && (
                <p className={entries.quiet}>
                  <Trans>It can be marked as held once it has begun.</Trans>
                </p>
              )}
              <div className={entries.row}>
                <RecordSteps view={isAhead(startsAt, now) ? { ...one, allowed: one.allowed.filter(isNotHold) } : one} />
              </div>
            </li>
          );
        })}
      </ol>
    </Section>
  );
}
