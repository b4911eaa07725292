import { Trans, useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import type { AccordView } from '#contract/accords.ts';
import type { Localized } from '#contract/session.ts';
import { CITIES, SECRETARIAT } from '#kernel/stix/values.ts';
import { accordTerms } from '../../data/accord-terms.ts';
import { useKeptDraft } from '../../data/drafts.ts';
import { field } from '../../data/fields.ts';
import { useWrite } from '../../data/meetings.ts';
import { isSaid, linesIn, saidIn, unevenIn, UNSAID } from '../../ui/form/localized-text.ts';
import { LocalizedField } from '../../ui/form/LocalizedField.tsx';
import { useLocalized } from '../../ui/localized.ts';
import { WritingDialog } from '../meetings/WritingDialog.tsx';

const EMPTY = { name: UNSAID, memorandum: UNSAID, cities: {} as Record<string, Localized> };
/** Where the accord above says nothing of it. */
const KEPT_DAYS = 1825;

/** Under an accord that both ratified: members, a memorandum, and the one channel that there can be. */
export function NewCityAccord({ parent, close }: { readonly parent: AccordView; readonly close: () => void }) {
  const { t } = useLingui();
  const localize = useLocalized();
  const navigate = useNavigate();
  const draft = useKeptDraft(`cities under ${parent.id}`, { initial: EMPTY, tlp: 'green' });
  const { value, set } = draft;
  const write = useWrite();
  const parties = parent.parties.map(({ id }) => id);
  const citiesOf = (party: string) => value.cities[party] ?? {};
  const words = [value.name, value.memorandum, ...Object.values(value.cities)].flatMap((texts) => Object.values(texts));
  const isWhole =
    isSaid(value.name) && parties.every((id) => isSaid(citiesOf(id)) && unevenIn(citiesOf(id)).length === 0);
  const send = () => {
    const channel = accordTerms(parent).channels.find(({ name }) => name === SECRETARIAT);
    return write.mutateAsync({
      type: 'accord',
      kind: CITIES,
      parent_ref: parent.id,
      name: saidIn(value.name),
      parties,
      party_names: field(parent.accord, 'party_names'),
      members: parties.flatMap((party) => linesIn(citiesOf(party)).map((name) => ({ party, name }))),
      ...(isSaid(value.memorandum) ? { memorandum: saidIn(value.memorandum) } : {}),
      channels: [
        {
          name: SECRETARIAT,
          title: channel?.title ?? { en: 'Secretariat' },
          purposes: ['sister-cities', 'forum-and-delegations'],
          ceiling: { tlp: 'green' },
          default_markings: { tlp: 'green' },
          retention_days: channel?.retentionDays ?? KEPT_DAYS,
        },
      ],
      legal_bases: [],
      themes: [],
    });
  };
  const above = localize(parent.name);
  return (
    <WritingDialog
      draft={draft}
      words={words}
      title={t`Propose an accord of cities`}
      lead={
        <Trans>
          Under <bdi>{above}</bdi>. It holds once both sides have ratified it, and carries nothing marked above
          TLP:GREEN.
        </Trans>
      }
      act={t`Propose`}
      size="lg"
      isReady={isWhole}
      names={['name', 'memorandum', 'members']}
      send={send}
      then={({ record }) => navigate({ to: '/cities/$id', params: { id: String(record['id']) } })}
      close={close}
    >
      <LocalizedField
        name="name"
        label={t`Name of the accord`}
        isNeeded
        value={value.name}
        change={(name) => set({ ...value, name })}
      />
      {parent.parties.map(({ id, names }) => {
        const side = localize(names);
        return (
          <LocalizedField
            key={id}
            name={`members.${id}`}
            label={t`Cities: ${side}`}
            hint={t`One a line.`}
            isNeeded
            isLines
            rows={2}
            most={2000}
            value={citiesOf(id)}
            change={(text) => set({ ...value, cities: { ...value.cities, [id]: text } })}
          />
        );
      })}
      <LocalizedField
        name="memorandum"
        label={t`Memorandum (optional)`}
        rows={5}
        value={value.memorandum}
        change={(memorandum) => set({ ...value, memorandum })}
      />
    </WritingDialog>
  );
}
