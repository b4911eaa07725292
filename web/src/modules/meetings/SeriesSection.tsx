import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { SeriesView, WeighedDay } from '#contract/meetings.ts';
import { useSession, useSides } from '../../app/session.ts';
import { list, localizedField, number, text } from '../../data/fields.ts';
import { datesQuery } from '../../data/meetings.ts';
import { Awaited } from '../../ui/Awaited.tsx';
import entries from '../../ui/Entries.module.css';
import { useLocalized } from '../../ui/localized.ts';
import { Section } from '../../ui/Section.tsx';
import { StateChip } from '../../ui/StateChip.tsx';
import { useCadence, StatedDate } from '../../ui/When.tsx';
import { RecordSteps } from '../records/RecordSteps.tsx';
import { CadenceChart } from './CadenceChart.tsx';
import { Clocks, type Clock } from './Clocks.tsx';
import { cadenceOfRule } from './rule.ts';
import classes from './Meetings.module.css';
import { NewMeeting, type Wish } from './NewMeeting.tsx';
import { ARRANGEMENT_STATES, DAY_WORDS } from './words.ts';

/** One series: planned against held, and dates for what comes next. */
export function SeriesSection({
  view,
  accord,
  body,
  wanted,
}: {
  readonly view: SeriesView;
  readonly accord: string;
  readonly body: string;
  readonly wanted: readonly string[];
}) {
  const localize = useLocalized();
  const { series, cadence } = view;
  const id = String(series.record['id']);
  const [wish, setWish] = useState<Wish>();
  const cadenceWords = useCadence();
  const minutes = number(series.record, 'duration_minutes');
  const zone = text(series.record, 'time_zone');
  const rule = text(series.record, 'rrule') ?? '';
  const often = cadenceOfRule(rule);
  const clocks = list(series.record, 'calendars').flatMap((one) => {
    const [party, timeZone] = [text(one, 'party'), text(one, 'time_zone')];
    return party === undefined || timeZone === undefined ? [] : [{ party, timeZone }];
  });
  return (
    <Section
      title={localize(localizedField(series.record, 'title'))}
      note={often === undefined ? <bdi dir="ltr">{rule}</bdi> : cadenceWords(often)}
      aside={<StateChip state={series.state} terms={ARRANGEMENT_STATES} />}
    >
      <div className={entries.row}>
        <RecordSteps view={series} />
      </div>
      <CadenceChart cadence={cadence} />
      <Suggestions
        id={id}
        clocks={clocks}
        taken={cadence.beats.flatMap(({ meeting, recurrenceId }) => (meeting === null ? [] : [recurrenceId]))}
        choose={(recurrenceId, startsAt) =>
          setWish({
            accord,
            body,
            wanted,
            series: id,
            recurrenceId,
            startsAt,
            ...(minutes === undefined ? {} : { minutes }),
            ...(zone === undefined ? {} : { where: { zone, format: 'in-person', place: null } }),
          })
        }
      />
      {wish !== undefined && <NewMeeting wish={wish} close={() => setWish(undefined)} />}
    </Section>
  );
}

type Choose = (recurrenceId: string, startsAt: string) => void;

type SuggestionsProps = {
  readonly id: string;
  readonly clocks: readonly Clock[];
  readonly taken: readonly string[];
  readonly choose: Choose;
};

/** For occurrences that nobody has proposed a meeting for. */
function Suggestions({ id, clocks, taken, choose }: SuggestionsProps) {
  const { permissions } = useSession();
  const dates = useQuery(datesQuery(id));
  return (
    <Awaited answer={dates}>
      {({ occurrences }) => (
        <ul className={entries.list}>
          {occurrences
            .filter(({ recurrenceId }) => !taken.includes(recurrenceId))
            .map(({ recurrenceId, planned, suggested, avoided }) => (
              <li key={recurrenceId} className={entries.item}>
                <div className={entries.strong}>
                  <StatedDate date={recurrenceId.slice(0, 10)} />
                </div>
                {planned.reasons.length > 0 && <Why day={planned} />}
                <ul className={entries.list}>
                  {suggested.map(({ startsAt }) => (
                    <li key={startsAt} className={classes.offer}>
                      <Clocks at={startsAt} clocks={clocks} />
                      {permissions.includes('records.write') && (
                        <Button size="xs" variant="default" onClick={() => choose(recurrenceId, startsAt)}>
                          <Trans>Propose this date</Trans>
                        </Button>
                      )}
                    </li>
                  ))}
                </ul>
                {avoided.length > 0 && (
                  <details>
                    <summary className={entries.quiet}>
                      <Trans>Why not the other days</Trans>
                    </summary>
                    {avoided.map((day) => (
                      <Why key={day.startsAt} day={day} />
                    ))}
                  </details>
                )}
              </li>
            ))}
        </ul>
      )}
    </Awaited>
  );
}

function Why({ day }: { readonly day: WeighedDay }) {
  const { t } = useLingui();
  const { name: nameOf } = useSides();
  return (
    <p className={entries.quiet}>
      {day.reasons.map(({ party, kind, day: at, name }, n) => (
        <span key={`${party} ${kind} ${at} ${name ?? ''}`}>
          {n > 0 && ' · '}
          <StatedDate date={at} /> <bdi>{nameOf(party)}</bdi>: {t(DAY_WORDS[kind])}
          {name !== null && (
            <>
              {' '}
              (<bdi>{name}</bdi>)
            </>
          )}
        </span>
      ))}
    </p>
  );
}
