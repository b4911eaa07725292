import { useLingui } from '@lingui/react/macro';
import { IconArrowRight } from '@tabler/icons-react';
import type { FeedView } from '#contract/feeds.ts';
import { useSides } from '../../app/session.ts';
import { Party } from '../../ui/Party.tsx';
import classes from './Feeds.module.css';

/** From whom to whom; the arrow points the way that the language reads. */
export function Direction({ feed }: { readonly feed: Pick<FeedView, 'publisher' | 'recipient'> }) {
  const { t } = useLingui();
  const { name, isSelf } = useSides();
  return (
    <span className={classes.direction}>
      <Party name={name(feed.publisher)} self={isSelf(feed.publisher)} />
      <IconArrowRight size={14} className="mirrored" aria-label={t`to`} />
      <Party name={name(feed.recipient)} self={isSelf(feed.recipient)} />
    </span>
  );
}
