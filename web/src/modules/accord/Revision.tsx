import { Trans, useLingui } from '@lingui/react/macro';
import type { AccordView } from '#contract/accords.ts';
import { accordTerms } from '../../data/accord-terms.ts';
import { Section } from '../../ui/Section.tsx';
import { Moment } from '../../ui/When.tsx';
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
      <Channels channels={terms.channels} />
      <LegalBases bases={terms.legalBases} />
    </Section>
  );
}
