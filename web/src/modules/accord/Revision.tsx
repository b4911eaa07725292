import { Trans, useLingui } from '@lingui/react/macro';
import type { AccordView } from '#contract/accords.ts';
import { flattened } from '../../data/accord-draft.ts';
import { accordTerms } from '../../data/accord-terms.ts';
import { differences } from '../../data/versions.ts';
import { Section } from '../../ui/Section.tsx';
import { Moment } from '../../ui/When.tsx';
import { ChangedProperties } from '../records/Versions.tsx';
import classes from './Accord.module.css';
import { Channels } from './Channels.tsx';
import { LegalBases } from './LegalBases.tsx';

type Props = { readonly view: AccordView; readonly revision: NonNullable<AccordView['revision']> };

/** The text that a ratification would bind: nobody ratifies what they have not before them. */
export function Revision({ view, revision }: Props) {
  const { t } = useLingui();
  const terms = accordTerms({ ...view, accord: revision.accord });
  const note = (
    <Trans>
      Proposed on <Moment at={revision.modified} />. To ratify binds this text; what is below stays in force until both
      sides have ratified it.
    </Trans>
  );
  return (
    <Section title={t`Proposed revision`} note={note} flush>
      <div className={classes.changed}>
        <h3>{t`What it changes`}</h3>
        <ChangedProperties changed={differences(flattened(view.accord), flattened(revision.accord))} />
      </div>
      <Channels channels={terms.channels} />
      <LegalBases bases={terms.legalBases} />
    </Section>
  );
}
