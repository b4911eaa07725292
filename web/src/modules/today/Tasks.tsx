import type { MessageDescriptor } from '@lingui/core';
import { msg, plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import type { Task } from '#contract/today.ts';
import { useSides } from '../../app/session.ts';
import { headline } from '../../data/commitment.ts';
import { Chip } from '../../ui/Chip.tsx';
import { useLocalized } from '../../ui/localized.ts';
import type { Tone } from '../../ui/vocabulary.ts';
import classes from './Today.module.css';

type Words = { readonly label: MessageDescriptor; readonly tone: Tone };

const KINDS: Readonly<Record<Task['kind'], Words>> = {
  'answer-commitment': { label: msg`Accept or dispute`, tone: 'wait' },
  'report-progress': { label: msg`Report progress`, tone: 'work' },
  'verify-delivery': { label: msg`Verify the delivery`, tone: 'wait' },
  'answer-dispute': { label: msg`Answer the dispute`, tone: 'bad' },
  'move-stalled': { label: msg`Stalled: tell progress or withdraw`, tone: 'warn' },
  'settle-reannounced': { label: msg`Announced again: settle it with the earlier one`, tone: 'warn' },
  'ratify-accord': { label: msg`Ratify the accord`, tone: 'wait' },
  'answer-proposal': { label: msg`Agree or decline`, tone: 'wait' },
  'answer-minutes': { label: msg`Agree to the minutes or return them`, tone: 'wait' },
  'sign-minutes': { label: msg`Sign the minutes`, tone: 'agreed' },
  'answer-invitation': { label: msg`Accept or decline the invitation`, tone: 'wait' },
  'name-delegation': { label: msg`Name the delegation`, tone: 'work' },
  'answer-delegation': { label: msg`Accept the delegation or return it`, tone: 'wait' },
  'write-report': { label: msg`Write the report of the visit`, tone: 'work' },
  'answer-report': { label: msg`Agree to the report or return it`, tone: 'wait' },
  'draft-review': { label: msg`Draft the yearly review`, tone: 'work' },
  'answer-review': { label: msg`Agree to the review or return it`, tone: 'wait' },
  'sign-review': { label: msg`Sign the review`, tone: 'agreed' },
  'supply-evidence': { label: msg`Evidence is missing`, tone: 'warn' },
  'review-statements': { label: msg`Review statements`, tone: 'work' },
  'confirm-proposal': { label: msg`Confirm or refuse`, tone: 'wait' },
  'lift-quarantine': { label: msg`Look at a feed in quarantine`, tone: 'bad' },
  'call-partner': { label: msg`The partner’s node does not answer`, tone: 'warn' },
  'mend-mail': { label: msg`Mail could not be sent`, tone: 'warn' },
};

export function Tasks({ tasks }: { readonly tasks: readonly Task[] }) {
  const { t } = useLingui();
  const localize = useLocalized();
  const { name } = useSides();
  return (
    <ul className={classes.list}>
      {tasks.map((task) => {
        const { kind, path, title, party, count } = task;
        const { label, tone } = KINDS[kind];
        const about = typeof title === 'string' ? headline(title) : title === null ? undefined : localize(title);
        const whose = party === null ? undefined : name(party);
        return (
          <li key={`${kind} ${path}`} className={classes.row} data-task={kind}>
            <div className={classes.head}>
              <Chip tone={tone}>{t(label)}</Chip>
              {kind === 'supply-evidence' && (
                <span className={classes.beside}>
                  {t`${plural(count, { one: '# sentence without evidence', other: '# sentences without evidence' })}`}
                </span>
              )}
              {about !== undefined && whose !== undefined && (
                <span className={classes.beside}>
                  <bdi>{whose}</bdi>
                </span>
              )}
            </div>
            <Link to={path} className={classes.what} dir="auto">
              {about ??
                (kind === 'confirm-proposal'
                  ? t`${plural(count, { one: '# proposal waits', other: '# proposals wait' })}`
                  : undefined) ??
                whose ??
                (kind === 'review-statements'
                  ? t`${plural(count, { one: '# text was read', other: '# texts were read' })}`
                  : t(label))}
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
