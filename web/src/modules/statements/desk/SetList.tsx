import { useLingui } from '@lingui/react/macro';
import { IconArrowsDiff, IconTimeline } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { DeskSet } from '#contract/statement-sets.ts';
import { Section } from '../../../ui/Section.tsx';
import classes from './Queue.module.css';

/** Statements that were put together: accounts of one meeting, and lines over time. */
export function SetList({ sets }: { readonly sets: readonly DeskSet[] }) {
  const { t } = useLingui();
  return (
    <Section title={t`Compared and followed`} flush>
      <ul className={classes.queue}>
        {sets.map(({ id, kind, statements }) => {
          const Picture = kind === 'pair' ? IconArrowsDiff : IconTimeline;
          const names = statements.map(({ title, source }) => title ?? source?.name ?? t`Without a title`);
          return (
            <li key={id} className={classes.set}>
              <Picture size={18} className="mirrored" aria-hidden />
              <div className={classes.what}>
                <Link to="/statements/sets/$id" params={{ id }}>
                  {kind === 'pair' ? t`Two accounts of one meeting` : t`Statements over time`}
                </Link>
                <ul className={classes.members}>
                  {names.map((name, place) => (
                    // oxlint-disable-next-line react/no-array-index-key -- two may be called the same
                    <li key={place} dir="auto">
                      {name}
                    </li>
                  ))}
                </ul>
              </div>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
