import { Trans, useLingui } from '@lingui/react/macro';
import { COMMITMENT_KINDS } from '#contract/statements.ts';
import { KINDS } from '../../../ui/vocabulary.ts';
import type { Item } from '../model/item.ts';
import { SORT_ORDER, SORTS } from '../sorts.ts';
import classes from './Legend.module.css';

/** What the lines under the words mean, for the kinds that this text has. */
export function Legend({ items }: { readonly items: readonly Item[] }) {
  const { t } = useLingui();
  const kinds = COMMITMENT_KINDS.filter((kind) => items.some(({ values }) => 'kind' in values && values.kind === kind));
  const others = SORT_ORDER.filter((type) => type !== 'commitments' && items.some((item) => item.type === type));
  if (kinds.length + others.length === 0) return null;
  return (
    <details className={classes.legend}>
      <summary>
        <Trans>What the lines mean</Trans>
      </summary>
      <ul>
        {kinds.map((kind) => (
          <li key={kind} data-type="commitments" data-kind={kind}>
            <span className={classes.sample}>{t(KINDS[kind])}</span>
          </li>
        ))}
        {others.map((type) => (
          <li key={type} data-type={type}>
            <span className={classes.sample}>{t(SORTS[type].one)}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
