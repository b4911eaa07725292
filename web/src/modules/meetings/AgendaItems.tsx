import { useLingui } from '@lingui/react/macro';
import type { MeetingView } from '#contract/meetings.ts';
import type { RecordView } from '#contract/records.ts';
import { useSession, useSides } from '../../app/session.ts';
import { localizedField, text } from '../../data/fields.ts';
import entries from '../../ui/Entries.module.css';
import { useLocalized } from '../../ui/localized.ts';
import { Party } from '../../ui/Party.tsx';
import { StateChip } from '../../ui/StateChip.tsx';
import { RecordLink } from '../records/RecordLink.tsx';
import { RecordSteps } from '../records/RecordSteps.tsx';
import { AddPaper, ItemPapers } from './ItemPapers.tsx';
import { AGENDA_STATES } from './words.ts';

const NO_MEETING = { papers: [], languages: [] };

/** Both sides' items in the one order; each with its papers and what it is about. */
type Props = {
  readonly items: readonly RecordView[];
  /** Of the meeting whose agenda it is; its own side may add papers as long as it was not held. */
  readonly of?: Pick<MeetingView, 'papers' | 'languages' | 'state'>;
};

export function AgendaItems({ items, of }: Props) {
  const { t } = useLingui();
  const localize = useLocalized();
  const { isSelf, name } = useSides();
  const mayWrite = useSession().permissions.includes('records.write');
  return (
    <ol className={entries.list}>
      {items.map((item, n) => {
        const { record, state, publisher, history } = item;
        const id = String(record['id']);
        const about = text(record, 'about_ref');
        const objection = history.findLast(({ verb, outcome }) => verb === 'object' && outcome !== 'void')?.reason;
        return (
          <li key={id} className={entries.item}>
            <div className={entries.row}>
              <span className={entries.quiet}>{n + 1}.</span>
              <RecordLink id={id} className={entries.strong}>
                <bdi>{localize(localizedField(record, 'title'))}</bdi>
              </RecordLink>
              <StateChip state={state} terms={AGENDA_STATES} />
              <Party name={name(publisher)} self={isSelf(publisher)} />
            </div>
            <p dir="auto" className={entries.words}>
              {localize(localizedField(record, 'text'))}
            </p>
            {state === 'objected' && objection && (
              <p dir="auto" className={entries.quiet}>
                {objection}
              </p>
            )}
            <ItemPapers item={item} of={of ?? NO_MEETING} />
            <div className={entries.row}>
              {about !== undefined && <RecordLink id={about}>{t`What it is about`}</RecordLink>}
              {of !== undefined && mayWrite && isSelf(publisher) && of.state !== 'held' && <AddPaper item={item} />}
              <RecordSteps view={item} />
            </div>
          </li>
        );
      })}
    </ol>
  );
}
