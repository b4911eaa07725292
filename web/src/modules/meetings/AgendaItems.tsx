import { useLingui } from '@lingui/react/macro';
import type { RecordView } from '#contract/records.ts';
import { useSides } from '../../app/session.ts';
import { localizedField, text, texts } from '../../data/fields.ts';
import { useLocalized } from '../../ui/localized.ts';
import { Party } from '../../ui/Party.tsx';
import { StateChip } from '../../ui/StateChip.tsx';
import { RecordLink } from '../records/RecordLink.tsx';
import { StepActions } from '../records/StepActions.tsx';
import classes from './Meetings.module.css';
import { AGENDA_STATES } from './words.ts';

/** Both sides' items in the one order; each with its papers and what it is about. */
export function AgendaItems({ items }: { readonly items: readonly RecordView[] }) {
  const { t } = useLingui();
  const localize = useLocalized();
  const { isSelf, name } = useSides();
  return (
    <ol className={classes.list}>
      {items.map(({ record, state, publisher, allowed, history }, n) => {
        const id = String(record['id']);
        const about = text(record, 'about_ref');
        const objection = history.findLast(({ verb, outcome }) => verb === 'object' && outcome !== 'void')?.reason;
        return (
          <li key={id} className={classes.item}>
            <div className={classes.row}>
              <span className={classes.quiet}>{n + 1}.</span>
              <RecordLink id={id} className={classes.strong}>
                <bdi>{localize(localizedField(record, 'title'))}</bdi>
              </RecordLink>
              <StateChip state={state} terms={AGENDA_STATES} />
              <Party name={name(publisher)} self={isSelf(publisher)} />
            </div>
            <p dir="auto" className={classes.words}>
              {localize(localizedField(record, 'text'))}
            </p>
            {state === 'objected' && objection && (
              <p dir="auto" className={classes.quiet}>
                {objection}
              </p>
            )}
            <div className={classes.row}>
              {about !== undefined && <RecordLink id={about}>{t`What it is about`}</RecordLink>}
              {texts(record, 'papers').map((paper, at) => (
                <RecordLink key={paper} id={paper}>
                  {t`Paper ${at + 1}`}
                </RecordLink>
              ))}
              <StepActions
                subject={{ kind: 'records', id }}
                allowed={allowed}
                modified={text(record, 'modified')}
                size="compact-sm"
              />
            </div>
          </li>
        );
      })}
    </ol>
  );
}
