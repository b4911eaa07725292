import { useLingui } from '@lingui/react/macro';
import { Changes, Diff } from '../../ui/Diff.tsx';
import { Comment } from '../../ui/Comment.tsx';
import { CopyField } from '../../ui/CopyField.tsx';
import { Quote } from '../../ui/Quote.tsx';
import { Section } from '../../ui/Section.tsx';
import { Timeline } from '../../ui/Timeline.tsx';
import { Moment } from '../../ui/When.tsx';
import classes from './Design.module.css';
import { SAMPLES } from './samples.ts';
import { Specimen } from './Specimen.tsx';

export function Texts({ at }: { readonly at: string }) {
  const { t } = useLingui();
  const when = <Moment at={at} />;
  return (
    <Section title={t`Texts`}>
      <div className={classes.specimens}>
        {SAMPLES.map(({ lang, text, next }) => (
          <Specimen key={lang} name="Quote" state={lang}>
            <Quote text={text} prefix={next.slice(0, 12)} suffix={next.slice(-12)} lang={lang} source={when} />
          </Specimen>
        ))}
        {SAMPLES.map(({ lang, text, next }) => (
          <Specimen key={lang} name="Diff" state={lang}>
            <Diff before={text} after={next} lang={lang} />
          </Specimen>
        ))}
        <Specimen name="Changes">
          <Changes
            changes={[
              { field: t`Note (optional)`, before: SAMPLES[0].text, after: SAMPLES[0].next, lang: 'en' },
              { field: t`Marking`, before: 'TLP:GREEN', after: 'TLP:AMBER' },
            ]}
          />
        </Specimen>
        {SAMPLES.map(({ lang, text }, place) => (
          <Specimen key={lang} name="Comment" state={lang}>
            <Comment
              who={t`Liaison officer`}
              side={place === 1 ? 'theirs' : 'ours'}
              at={at}
              text={text}
              lang={lang}
              what={t`Joint Working Group`}
            />
          </Specimen>
        ))}
        <Specimen name="Timeline">
          <Timeline
            label={t`History`}
            happenings={[
              { id: 'a', side: 'ours', tone: 'wait', title: t`Announced`, when },
              { id: 'b', side: 'theirs', tone: 'agreed', title: t`Accepted`, when, body: SAMPLES[2].text },
              { id: 'c', side: 'none', tone: 'ended', title: t`Superseded`, when, faint: true },
            ]}
          />
        </Specimen>
        <Specimen name="CopyField">
          <CopyField label={t`Fingerprint`} value="7f3a-91c2-0be4-55d8-a19e" hint={t`It is kept with this act.`} />
        </Specimen>
        <Specimen name="CopyField" state="long">
          <CopyField label={t`Party card`} value={JSON.stringify({ v: 1, id: 'identity--…' }, null, 2)} isLong />
        </Specimen>
      </div>
    </Section>
  );
}
