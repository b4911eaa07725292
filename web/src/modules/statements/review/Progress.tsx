import { useLingui } from '@lingui/react/macro';
import { progressOf, type Item } from '../model/item.ts';
import classes from './Toolbar.module.css';

export function Progress({ items }: { readonly items: readonly Item[] }) {
  const { t, i18n } = useLingui();
  const { decided, all } = progressOf(items);
  return (
    <div className={classes.progress}>
      <progress value={decided} max={Math.max(all, 1)} aria-hidden />
      <output>{t`${i18n.number(decided)} of ${i18n.number(all)} decided`}</output>
    </div>
  );
}
