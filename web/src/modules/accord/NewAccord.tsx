import { Trans, useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { SECRETARIAT } from '#kernel/stix/values.ts';
import { useCurrentAccord } from '../../app/current-accord.ts';
import { useSession } from '../../app/session.ts';
import { useKeptDraft } from '../../data/drafts.ts';
import { TLP_IDS } from '../../data/marking.ts';
import { useWrite } from '../../data/meetings.ts';
import { SelectField, TextField } from '../../ui/form/Fields.tsx';
import { isSaid, saidIn, UNSAID } from '../../ui/form/localized-text.ts';
import { LocalizedField } from '../../ui/form/LocalizedField.tsx';
import { useLocalized } from '../../ui/localized.ts';
import { ForceField } from './ForceField.tsx';
import { WritingDialog } from '../meetings/WritingDialog.tsx';

/** How far each channel that a new accord begins with may carry, and how long what goes there is kept. */
const EMPTY = { name: UNSAID, channel: UNSAID, partner: '', ceiling: 'amber', days: '3650', force: 'at-once' };

/** The first text, with the one channel that secretariats need; other channels, themes and legal bases come by its next versions. */
export function NewAccord({ close }: { readonly close: () => void }) {
  const { t } = useLingui();
  const localize = useLocalized();
  const navigate = useNavigate();
  const { party, partners } = useSession();
  const { choose } = useCurrentAccord();
  const draft = useKeptDraft('an accord', { initial: EMPTY, tlp: 'amber' });
  const { value, set } = draft;
  const write = useWrite();
  const partner = partners.find(({ id }) => id === value.partner) ?? partners[0];
  const days = Number(value.days);
  const send = async () => {
    if (partner === undefined) throw new Error('a button that nobody can press');
    return write.mutateAsync({
      type: 'accord',
      name: saidIn(value.name),
      parties: [party.id, partner.id],
      party_names: { [party.id]: party.names, [partner.id]: partner.names },
      channels: [
        {
          name: SECRETARIAT,
          title: isSaid(value.channel) ? saidIn(value.channel) : { en: 'Secretariat' },
          purposes: ['working-group', 'commitment-follow-up'],
          ceiling: { tlp: value.ceiling },
          default_markings: { tlp: value.ceiling },
          retention_days: days,
        },
      ],
      legal_bases: [],
      themes: [],
      entry_into_force: value.force,
    });
  };
  return (
    <WritingDialog
      draft={draft}
      words={Object.values(value.name)}
      title={t`Propose an accord`}
      lead={
        <Trans>
          The other side sees the text at once, and it holds once both have ratified it. It begins with one channel, for
          the secretariats; further channels, themes and legal bases come by new versions, which both ratify again.
        </Trans>
      }
      act={t`Propose`}
      size="lg"
      isReady={isSaid(value.name) && partner !== undefined && Number.isInteger(days) && days > 0}
      names={['name', 'channels', 'entry_into_force']}
      send={send}
      then={({ record }) => {
        choose(String(record['id']));
        return navigate({ to: '/accords/$id', params: { id: String(record['id']) } });
      }}
      close={close}
    >
      <LocalizedField
        name="name"
        label={t`Name of the accord`}
        isNeeded
        value={value.name}
        change={(name) => set({ ...value, name })}
      />
      <SelectField
        name="parties"
        label={t`With`}
        value={partner?.id ?? ''}
        change={(id) => set({ ...value, partner: id })}
        options={partners.map(({ id, names }) => ({ value: id, label: localize(names) }))}
      />
      <LocalizedField
        name="channels[0].title"
        label={t`Title of its first channel (optional)`}
        hint={t`“Secretariat” if it is left out.`}
        value={value.channel}
        change={(channel) => set({ ...value, channel })}
      />
      <SelectField
        name="channels[0].ceiling"
        label={t`What may flow there, at most`}
        value={value.ceiling}
        change={(ceiling) => set({ ...value, ceiling })}
        options={Object.keys(TLP_IDS).map((level) => ({ value: level, label: `TLP:${level.toUpperCase()}` }))}
      />
      <TextField
        name="channels[0].retention_days"
        type="number"
        label={t`Days for which it is kept`}
        value={value.days}
        change={(text) => set({ ...value, days: text })}
      />
      <ForceField value={value.force} change={(force) => set({ ...value, force })} />
    </WritingDialog>
  );
}
