import { useLingui } from '@lingui/react/macro';
import { Chip, CountBadge } from '../../ui/Chip.tsx';
import { Exercise } from '../../ui/Exercise.tsx';
import { Facts } from '../../ui/Facts.tsx';
import { Marking } from '../../ui/Marking.tsx';
import { Party } from '../../ui/Party.tsx';
import { Reference } from '../../ui/Reference.tsx';
import { Section } from '../../ui/Section.tsx';
import { StateBar, StateChip } from '../../ui/StateChip.tsx';
import { Stats } from '../../ui/Stat.tsx';
import { COMMITMENT_STATES, DELIVERY, type Tone } from '../../ui/vocabulary.ts';
import { DateTime, Distance, Moment, StatedDate } from '../../ui/When.tsx';
import { useSession } from '../../app/session.ts';
import { useLocalized } from '../../ui/localized.ts';
import classes from './Design.module.css';
import { Specimen } from './Specimen.tsx';

const TONES: readonly Tone[] = ['neutral', 'wait', 'agreed', 'work', 'done', 'warn', 'bad', 'ended'];
const LEVELS = ['clear', 'green', 'amber', 'amber+strict', 'red'];
const COLOURS = ['--e-ours', '--e-theirs', '--e-page', '--e-surface', '--e-sunken', '--e-line', '--e-line-strong'];
const ID = 'commitment--0f6a2f4c-7f0e-4b0a-9a55-2f3f1c8d9e10';

export function Signs({ at }: { readonly at: string }) {
  const { t } = useLingui();
  const localize = useLocalized();
  const { party, partners } = useSession();
  return (
    <Section title={t`Signs`}>
      <div className={classes.specimens}>
        <Specimen name="Chip">
          <div className={classes.row}>
            {TONES.map((tone) => (
              <Chip key={tone} tone={tone}>
                <bdi dir="ltr" lang="en">
                  {tone}
                </bdi>
              </Chip>
            ))}
          </div>
        </Specimen>
        <Specimen name="StateChip">
          <div className={classes.row}>
            {Object.keys(COMMITMENT_STATES).map((state) => (
              <StateChip key={state} state={state} terms={COMMITMENT_STATES} count={3} />
            ))}
          </div>
        </Specimen>
        <Specimen name="StateChip" state="delivery">
          <div className={classes.row}>
            {Object.keys(DELIVERY).map((state) => (
              <StateChip key={state} state={state} terms={DELIVERY} />
            ))}
          </div>
        </Specimen>
        <Specimen name="StateBar">
          <StateBar
            terms={COMMITMENT_STATES}
            counts={Object.keys(COMMITMENT_STATES).map((state, place) => ({ state, count: place + 1 }))}
          />
        </Specimen>
        <Specimen name="CountBadge">
          <div className={classes.row}>
            <CountBadge count={3} label={t`3 wait for you`} />
            <CountBadge count={240} label={t`240 wait for you`} />
          </div>
        </Specimen>
        <Specimen name="Marking">
          <div className={classes.row}>
            {LEVELS.map((tlp) => (
              <Marking key={tlp} marking={{ tlp }} />
            ))}
            <Marking marking={{ tlp: 'amber+strict', pap: 'amber', handling: ['H1', 'H2'] }} />
          </div>
        </Specimen>
        <Specimen name="Exercise">
          <Exercise />
        </Specimen>
        <Specimen name="Party">
          <div className={classes.row}>
            <Party name={localize(party.names)} self note />
            {partners.map(({ id, names }) => (
              <Party key={id} name={localize(names)} self={false} note />
            ))}
          </div>
        </Specimen>
        <Specimen name="Reference">
          <Reference value={ID} what={t`Commitment`} />
        </Specimen>
        <Specimen name="Reference" state="whole">
          <Reference value={ID} whole what={t`Commitment`} />
        </Specimen>
        <Specimen name="Moment">
          <Moment at={at} />
        </Specimen>
        <Specimen name="Distance">
          <Distance at={at} />
        </Specimen>
        <Specimen name="DateTime">
          <DateTime at={at} partnerZone="UTC" />
        </Specimen>
        <Specimen name="StatedDate">
          <div className={classes.row}>
            {['2032-02-14', '2032-02', '2032', '2032 Q1', '2033 H2'].map((date) => (
              <StatedDate key={date} date={date} />
            ))}
          </div>
        </Specimen>
        <Specimen name="Facts">
          <Facts
            facts={[
              { label: t`Who owes`, value: t`Both sides` },
              { label: t`Joint state`, value: <StateChip state="accepted" terms={COMMITMENT_STATES} /> },
              { label: t`Marking`, value: <Marking marking={{ tlp: 'green' }} />, wide: true },
            ]}
          />
        </Specimen>
        <Specimen name="Stats">
          <Stats
            figures={[
              { label: t`Commitments`, value: 128, note: t`3 wait for you` },
              { label: t`Overdue`, value: 4, tone: 'bad' },
              { label: t`Delivered`, value: 61, tone: 'done' },
            ]}
          />
        </Specimen>
        <Specimen name="var()">
          <ul className={classes.swatches}>
            {COLOURS.map((colour) => (
              <li key={colour} className={classes.swatch}>
                <span className={classes.colour} style={{ background: `var(${colour})` }} aria-hidden />
                <bdi dir="ltr" lang="en">
                  {colour}
                </bdi>
              </li>
            ))}
          </ul>
        </Specimen>
      </div>
    </Section>
  );
}
