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
  const most = Math.max(1, ...bars.flatMap(({ values }) => values));
  return (
    <div className={classes.scroll}>
      <table className={classes.bars}>
        <caption className={entries.quiet}>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{of}</th>
            {series.map((name, at) => (
              <th key={name} scope="col" data-series={at}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {bars.map(({ label, values }) => (
            <tr key={label}>
              <th scope="row">
                <bdi>{label}</bdi>
                <span className={classes.drawing}>
                  <svg viewBox={`0 0 ${WIDTH} ${ROW * values.length}`} preserveAspectRatio="none" aria-hidden>
                    {values.map((value, at) => (
                      <rect
                        key={series[at]}
                        data-series={at}
                        x={0}
                        y={at * ROW + (ROW - BAND) / 2}
                        height={BAND}
                        width={(value / most) * WIDTH}
                      />
                    ))}
                  </svg>
                </span>
              </th>
              {values.map((value, at) => (
                <td key={series[at]} className={classes.number}>
                  {value}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
