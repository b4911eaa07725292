import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconListCheck } from '@tabler/icons-react';
import { useState } from 'react';
import type { VisitView } from '#contract/cities.ts';
import { useSession, useSides } from '../../app/session.ts';
import { list, localizedField, number, text, texts } from '../../data/fields.ts';
import { formatDay } from '../../ui/dates.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import entries from '../../ui/Entries.module.css';
import { useLocalized } from '../../ui/localized.ts';
import { Section } from '../../ui/Section.tsx';
import { StateChip } from '../../ui/StateChip.tsx';
import { ARRANGEMENT_STATES } from '../meetings/words.ts';
import { RecordSteps } from '../records/RecordSteps.tsx';
import classes from './Cities.module.css';
import { ProgrammeDialog } from './ProgrammeDialog.tsx';

/** Day by day on the clock of the place, with who interprets: languages and how many, not who. */
export function Programme({ view }: { readonly view: VisitView }) {
  const { t } = useLingui();
  const { self } = useSides();
  const { permissions } = useSession();
  const [isWriting, setWriting] = useState(false);
  const { visit, programme } = view;
  const isHost = visit.publisher === self;
  const isOpen = visit.state === 'accepted' || visit.state === 'invited';
  const mayWrite = permissions.includes('records.write') && isHost && isOpen;
  const zone = text(visit.record, 'time_zone');
  return (
    <Section
      title={t`Programme`}
      note={
        <Trans>
          Times are those of the place (<bdi dir="ltr">{zone}</bdi>).
        </Trans>
      }
      aside={
        mayWrite && (
          <Button size="compact-sm" variant="default" onClick={() => setWriting(true)}>
            {programme === null ? t`Propose a programme` : t`Change the programme`}
          </Button>
        )
      }
    >
      {programme === null ? (
        <EmptyState icon={IconListCheck} title={t`No programme has been proposed yet.`}>
          <Trans>The host proposes it; the guest says that it can be kept.</Trans>
        </EmptyState>
      ) : (
        <>
          <div className={entries.row}>
            <StateChip state={programme.state} terms={ARRANGEMENT_STATES} />
            {isOpen && <RecordSteps view={programme} />}
          </div>
          <Days record={programme.record} />
          <Interpreters record={programme.record} />
        </>
      )}
      {isWriting && <ProgrammeDialog view={view} close={() => setWriting(false)} />}
    </Section>
  );
}

type Shown = { readonly record: Readonly<Record<string, unknown>> };

function Days({ record }: Shown) {
  const { i18n } = useLingui();
  const localize = useLocalized();
  const points = list(record, 'items').toSorted((a, b) =>
    (text(a, 'starts_at') ?? '') < (text(b, 'starts_at') ?? '') ? -1 : 1,
  );
  const days = [...Map.groupBy(points, (point) => (text(point, 'starts_at') ?? '').slice(0, 10))];
  const language = useLanguageName();
  return days.map(([day, all]) => (
    <div key={day}>
      <h3 className={classes.day}>
        <time dateTime={day}>{formatDay(day, i18n.locale, 'whole')}</time>
      </h3>
      <ol className={classes.points}>
        {all.map((point, n) => {
          const [start = '', end] = [text(point, 'starts_at'), text(point, 'ends_at')];
          const place = localize(localizedField(point, 'place'));
          const interpreted = texts(point, 'interpreted').map(language);
          return (
            <li key={n} className={classes.point}>
              <span className={classes.hours}>
                <time dateTime={start}>{start.slice(11, 16)}</time>
                {end !== undefined && (
                  <>
                    –<time dateTime={end}>{end.slice(11, 16)}</time>
                  </>
                )}
              </span>
              <div>
                <bdi className={entries.strong}>{localize(localizedField(point, 'title'))}</bdi>
                {place !== '' && (
                  <div className={entries.quiet}>
                    <bdi>{place}</bdi>
                  </div>
                )}
                {interpreted.length > 0 && (
                  <div className={entries.quiet}>
                    <Trans>Interpreted: {new Intl.ListFormat(i18n.locale).format(interpreted)}</Trans>
                  </div>
                )}
              </div>
            </li>
          );
        })}
      </ol>
    </div>
  ));
}

function Interpreters({ record }: Shown) {
  const { t, i18n } = useLingui();
  const { name } = useSides();
  const language = useLanguageName();
  const all = list(record, 'interpreters');
  if (all.length === 0) return null;
  return (
    <>
      <h3 className={classes.day}>{t`Interpreters`}</h3>
      <ul className={classes.flows}>
        {all.map((one, n) => {
          const side = name(text(one, 'party') ?? '');
          const [from, to] = [language(text(one, 'from') ?? ''), language(text(one, 'to') ?? '')];
          const count = i18n.number(number(one, 'count') ?? 0);
          return <li key={n}>{t`${from} to ${to}: ${count}, of ${side}`}</li>;
        })}
      </ul>
    </>
  );
}

/** A language by its tag, in the reader's words. */
function useLanguageName(): (tag: string) => string {
  const { i18n } = useLingui();
  const names = new Intl.DisplayNames(i18n.locale, { type: 'language' });
  return (tag) => {
    try {
      return names.of(tag) ?? tag;
    } catch {
      return tag;
    }
  };
}
