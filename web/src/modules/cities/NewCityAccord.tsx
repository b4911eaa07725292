import { Trans, useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import type { AccordView } from '#contract/accords.ts';
import { CITIES, SECRETARIAT } from '#kernel/stix/values.ts';
import { accordTerms } from '../../data/accord-terms.ts';
import { useKeptDraft } from '../../data/drafts.ts';
import { field } from '../../data/fields.ts';
import { useWrite } from '../../data/meetings.ts';
import { LongTextField, TextField } from '../../ui/form/Fields.tsx';
import { useLocalized } from '../../ui/localized.ts';
import { WritingDialog } from '../meetings/WritingDialog.tsx';

const EMPTY = { name: '', memorandum: '', cities: {} as Record<string, string> };
/** Where the accord above says nothing of it. */
const KEPT_DAYS = 1825;

const lines = (text = ''): string[] => text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));

/** Under an accord that both ratified: members, a memorandum, and the one channel that there can be. */
export function NewCityAccord({ parent, close }: { readonly parent: AccordView; readonly close: () => void }) {
  const { t, i18n } = useLingui();
  const localize = useLocalized();
  const navigate = useNavigate();
  const draft = useKeptDraft(`cities ${parent.id}`, { initial: EMPTY, tlp: 'green' });
  const { value, set } = draft;
  const write = useWrite();
  const here = (text: string) => ({ [i18n.locale]: text.trim() });
  const parties = parent.parties.map(({ id }) => id);
  const words = [value.name, value.memorandum, ...Object.values(value.cities)];
  const isWhole = value.name.trim() !== '' && parties.every((id) => lines(value.cities[id]).length > 0);
  const send = () => {
    const channel = accordTerms(parent).channels.find(({ name }) => name === SECRETARIAT);
    return write.mutateAsync({
      type: 'accord',
      kind: CITIES,
      parent_ref: parent.id,
      name: here(value.name),
      parties,
      party_names: field(parent.accord, 'party_names'),
      members: parties.flatMap((party) => lines(value.cities[party]).map((name) => ({ party, name: here(name) }))),
      ...(value.memorandum.trim() === '' ? {} : { memorandum: here(value.memorandum) }),
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
      <TextField
        name="name"
        label={t`Name of the accord`}
        isNeeded
        most={500}
        value={value.name}
        change={(name) => set({ ...value, name })}
      />
      {parent.parties.map(({ id, names }) => {
        const side = localize(names);
        return (
          <LongTextField
            key={id}
            name={`members.${id}`}
            label={t`Cities: ${side}`}
            hint={t`One a line.`}
            isNeeded
            rows={2}
            most={2000}
            value={value.cities[id] ?? ''}
            change={(text) => set({ ...value, cities: { ...value.cities, [id]: text } })}
          />
        );
      })}
      <LongTextField
        name="memorandum"
        label={t`Memorandum (optional)`}
        rows={5}
        value={value.memorandum}
        change={(memorandum) => set({ ...value, memorandum })}
      />
    </WritingDialog>
  );
}
