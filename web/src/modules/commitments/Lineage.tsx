import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import type { Relative } from '#contract/register.ts';
import { headline } from '../../data/commitment.ts';
import { StateChip } from '../../ui/StateChip.tsx';
import { COMMITMENT_STATES } from '../../ui/vocabulary.ts';
import { StatedDate } from '../../ui/When.tsx';
import classes from './Lineage.module.css';
import { LINEAGE_WORDS } from './words.ts';

const [WIDTH, EDGE, ROW] = [600, 14, 26];

type Props = { readonly line: readonly Relative[]; readonly self: string };

/** When each was announced, with a line to the one that it continues. Whoever does not see it reads the table below, which says the same. */
export function Lineage({ line, self }: Props) {
  const { t } = useLingui();
  const at = (one: Relative): number => Date.parse(dayOf(one.announced ?? ''));
  const times = line.map(at).filter((time) => !Number.isNaN(time));
  const [from, until] = [Math.min(...times), Math.max(...times)];
  const x = (one: Relative) => EDGE + ((at(one) - from) / Math.max(1, until - from)) * (WIDTH - 2 * EDGE);
  const y = (one: Relative) => ROW / 2 + line.indexOf(one) * ROW;
  const height = line.length * ROW;
  return (
    <>
      {line.length > 1 && (
        <svg className={classes.drawing} viewBox={`0 0 ${WIDTH} ${height}`} aria-hidden>
          {line.map((one) => {
            const earlier = line.find(({ id }) => id === one.continues);
            return (
              earlier && (
                <path
                  key={one.id}
                  d={`M${x(earlier)} ${y(earlier)}V${y(one)}H${x(one)}`}
                  data-as={one.as}
                  className={classes.way}
                />
              )
            );
          })}
          {line.map((one) => (
            <circle key={one.id} cx={x(one)} cy={y(one)} r={6} className={classes.dot} data-self={one.id === self} />
          ))}
        </svg>
      )}
      <div className={classes.scroll}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{t`Announced`}</th>
              <th scope="col">{t`Commitment`}</th>
              <th scope="col">{t`Lineage`}</th>
              <th scope="col">{t`Joint state`}</th>
            </tr>
          </thead>
          <tbody>
            {line.map((one) => (
              <tr key={one.id} aria-current={one.id === self || undefined}>
                <td>{one.announced === null ? '–' : <StatedDate date={one.announced.slice(0, 10)} />}</td>
                <td dir="auto">
                  {one.id === self ? (
                    <strong>{headline(one.title ?? '') || <Trans>This commitment</Trans>}</strong>
                  ) : (
                    <Link to="/commitments/$id" params={{ id: one.id }}>
                      {headline(one.title ?? '') || <Trans>Commitment</Trans>}
                    </Link>
                  )}
                </td>
                <td>
                  <StateChip state={one.as ?? 'new'} terms={LINEAGE_WORDS} />
                </td>
                <td>
                  <StateChip state={one.state} terms={COMMITMENT_STATES} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

/** As far as it is known, from its beginning. */
const dayOf = (date: string): string =>
  /^\d{4}$/.test(date) ? `${date}-01-01` : /^\d{4}-\d{2}$/.test(date) ? `${date}-01` : date;
