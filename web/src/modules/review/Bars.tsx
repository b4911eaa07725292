import { useLingui } from '@lingui/react/macro';
import entries from '../../ui/Entries.module.css';
import classes from './Review.module.css';

export type Bar = { readonly label: string; readonly values: readonly number[] };
type Props = {
  readonly caption: string;
  readonly of: string;
  readonly series: readonly string[];
  readonly bars: readonly Bar[];
};

const [WIDTH, ROW, BAND] = [100, 8, 5];

/** Bars beside their numbers: the table is what is read out and what prints in black and white; the drawing repeats it. */
export function Bars({ caption, of, series, bars }: Props) {
  const { i18n } = useLingui();
  const most = Math.max(1, ...bars.flatMap(({ values }) => values));
  return (
    <div className={classes.scroll}>
      <p className={classes.legend} aria-hidden>
        {series.map((name, at) => (
          <span key={name} data-series={at}>
            {name}
          </span>
        ))}
      </p>
      <table className={classes.bars}>
        <caption className={entries.quiet}>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{of}</th>
            {series.map((name, at) => (
              <th key={name} scope="col" data-series={at}>
                <span>{name}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {bars.map(({ label, values }) => (
            <tr key={label}>
              <th scope="row">
                <bdi>{label}</bdi>
                {values.some((value) => value > 0) && <Drawing values={values} most={most} />}
              </th>
              {values.map((value, at) => (
                <td key={series[at]} className={classes.number} data-none={value === 0 || undefined}>
                  {i18n.number(value)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

type DrawingProps = { readonly values: readonly number[]; readonly most: number };

/** A band for each figure that is not nought. */
function Drawing({ values, most }: DrawingProps) {
  const drawn = values.flatMap((value, at) => (value > 0 ? [{ value, at }] : []));
  return (
    <svg
      className={classes.drawing}
      viewBox={`0 0 ${WIDTH} ${ROW * drawn.length}`}
      style={{ blockSize: ROW * drawn.length }}
      preserveAspectRatio="none"
      aria-hidden
    >
      {drawn.map(({ value, at }, place) => (
        <rect
          key={at}
          data-series={at}
          x={0}
          y={place * ROW + (ROW - BAND) / 2}
          height={BAND}
          width={(value / most) * WIDTH}
        />
      ))}
    </svg>
  );
}
