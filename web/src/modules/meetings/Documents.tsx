import { useLingui } from '@lingui/react/macro';
import type { MeetingView } from '#contract/meetings.ts';
import { addressOf, ask } from '../../data/client.ts';
import { Section } from '../../ui/Section.tsx';
import { DocumentLinks, type Made } from '../documents/DocumentLinks.tsx';
import type { Release } from '../documents/ReleaseDialog.tsx';

/** What the node makes of the meeting, of what its reader sees, or as others may have it. */
export function Documents({ view }: { readonly view: MeetingView }) {
  const { t } = useLingui();
  const params = { id: view.id };
  const titles = {
    agenda: t`Agenda`,
    'meeting-pack': t`Meeting pack`,
    minutes: t`Minutes`,
    'action-matrix': t`Action matrix`,
  } as const;
  const kinds = (['agenda', 'meeting-pack', 'minutes', 'action-matrix'] as const).map((kind) => ({
    kind,
    title: titles[kind],
    address: (made: Made) => addressOf('readMeetingDocument', { params, query: { kind, ...made } }),
    release: (wish: Release) => ask('releaseMeetingDocument', { params, body: { kind, ...wish } }),
  }));
  return (
    <Section title={t`Documents`}>
      <DocumentLinks kinds={kinds} />
    </Section>
  );
}
