import { useLingui } from '@lingui/react/macro';
import classes from './Party.module.css';

type Props = { readonly name: string; readonly self: boolean; readonly note?: boolean };

/** A party by name, with the sign of its side. */
export function Party({ name, self, note = false }: Props) {
  const { t } = useLingui();
  return (
    <span className={classes.party}>
      <span className={classes.sign} data-side={self ? 'ours' : 'theirs'} aria-hidden />
      <span className={classes.name}>
        <bdi>{name}</bdi>
        {note && <span className={classes.note}> {self ? t`(this side)` : t`(partner)`}</span>}
      </span>
    </span>
  );
}
