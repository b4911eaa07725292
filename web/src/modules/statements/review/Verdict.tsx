import { useLingui } from '@lingui/react/macro';
import { IconCheck, IconCircleDashed, IconPencil, IconX } from '@tabler/icons-react';
import { verdictOf, type Item } from '../model/item.ts';
import classes from './ProposalCard.module.css';

const SIGNS = { open: IconCircleDashed, accepted: IconCheck, changed: IconPencil, rejected: IconX };

export function Verdict({ item }: { readonly item: Item }) {
  const { t } = useLingui();
  const verdict = verdictOf(item);
  const Sign = SIGNS[verdict];
  const words = {
    open: t`Not decided`,
    accepted: t`Accepted`,
    changed: item.proposal === null ? t`Put in by hand` : t`Accepted with changes`,
    rejected: t`Rejected`,
  };
  return (
    <span className={classes.verdict} data-verdict={verdict}>
      <Sign size={14} stroke={2.4} aria-hidden />
      {item.publishedAt === null ? words[verdict] : t`Published`}
    </span>
  );
}
