import { useLingui } from '@lingui/react/macro';
import { useEffect, useState } from 'react';
import type { RecordView } from '#contract/records.ts';
import { useSides } from '../../app/session.ts';
import { markingOf } from '../../data/marking.ts';
import { Marking } from '../../ui/Marking.tsx';
import classes from './RecordPage.module.css';

type MarkedProps = { readonly record: RecordView['record']; readonly title: string; readonly isExpunged: boolean };

/** In sight however far one scrolls: whoever reads a record knows how it is marked. */
export function Marked({ record, title, isExpunged }: MarkedProps) {
  const { t } = useLingui();
  const { name } = useSides();
  const marking = markingOf(record);
  const isStuck = useIsStuck();
  return (
    <div className={classes.sticky}>
      {marking.tlp === undefined ? (
        <span className={classes.quiet}>
          {isExpunged ? t`Its marking went with its content.` : t`Without a TLP marking`}
        </span>
      ) : (
        <Marking marking={marking} />
      )}
      {isStuck && (
        <span className={classes.name} dir="auto" aria-hidden>
          {title}
        </span>
      )}
      {typeof record['created_by_ref'] === 'string' && (
        <span className={classes.name} aria-hidden>
          <bdi>{name(record['created_by_ref'])}</bdi>
        </span>
      )}
    </div>
  );
}

/** Whether it has left its place under the heading: only then what the heading says is said again. */
function useIsStuck(): boolean {
  const [isStuck, setStuck] = useState(false);
  useEffect(() => {
    const heading = document.querySelector('h1');
    if (heading === null) return undefined;
    const watch = new IntersectionObserver(([seen]) => setStuck(seen?.isIntersecting === false), {
      rootMargin: '-60px 0px 0px',
    });
    watch.observe(heading);
    return () => watch.disconnect();
  }, []);
  return isStuck;
}
