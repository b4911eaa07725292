import { Trans, useLingui } from '@lingui/react/macro';
import { Checkbox, Switch, TextInput } from '@mantine/core';
import { Section } from '../../ui/Section.tsx';
import type { Attendee, Review } from './review.ts';
import type { Change } from './ReviewBoard.tsx';
import classes from './Statements.module.css';

/** Offices are kept; a name only if the officer says so, and until a date. */
export function Attendees({ review, change }: { readonly review: Review; readonly change: Change }) {
  const { t } = useLingui();
  if (review.attendees.length === 0) return null;
  const edit = (place: number, part: Partial<Attendee>) =>
    change((current) => ({
      ...current,
      attendees: current.attendees.map((one, index) => (index === place ? { ...one, ...part } : one)),
    }));
  return (
    <Section
      title={t`Who took part`}
      note={
        <Trans>
          Kept on this node only, never sent. Offices are kept; a name only if you say so, and until a date.
        </Trans>
      }
      aside={
        <Switch
          label={t`Keep with the statement`}
          checked={review.keepAttendees}
          onChange={(event) => {
            const { checked } = event.currentTarget;
            change((current) => ({ ...current, keepAttendees: checked }));
          }}
        />
      }
      flush
    >
      {review.keepAttendees && (
        <ul className={classes.attendees}>
          {review.attendees.map((one, place) => (
            <li key={`${one.start}-${one.end}`}>
              <TextInput
                dir="auto"
                aria-label={t`Office`}
                placeholder={t`Office`}
                value={one.office}
                error={one.office.trim() === '' ? t`Without an office it is not kept.` : undefined}
                onChange={(event) => edit(place, { office: event.currentTarget.value })}
              />
              <span className={classes.side} dir="auto">
                {review.sides[one.side]?.[0] ?? ''}
              </span>
              <Checkbox
                label={<Trans>Keep the name: {<bdi className={classes.plain}>{one.name}</bdi>}</Trans>}
                checked={one.keepName}
                onChange={(event) => edit(place, { keepName: event.currentTarget.checked })}
              />
              {one.keepName && (
                <TextInput
                  type="date"
                  required
                  label={t`Delete the name after`}
                  value={one.retainUntil}
                  error={one.retainUntil === '' ? t`A name needs a date.` : undefined}
                  onChange={(event) => edit(place, { retainUntil: event.currentTarget.value })}
                />
              )}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
