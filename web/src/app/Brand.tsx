import classes from './Brand.module.css';

/** Two circles that meet: each party keeps its own. */
export function Brand() {
  return (
    <span className={classes.brand}>
      <svg viewBox="0 0 34 24" width="34" height="24" aria-hidden>
        <circle cx="12" cy="12" r="9" fill="none" stroke="var(--e-ours)" strokeWidth="3" />
        <circle cx="22" cy="12" r="9" fill="none" stroke="var(--e-theirs)" strokeWidth="3" />
      </svg>
      <span className={classes.word} lang="en" dir="ltr">
        Entente
      </span>
    </span>
  );
}
