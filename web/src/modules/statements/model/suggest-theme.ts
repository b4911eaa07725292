import type { CommitmentValues } from '#contract/statement-desk.ts';
import type { Theme } from '../../../data/accord-terms.ts';
import { parseCadence } from '../../../ui/dates.ts';

const MECHANISMS: Readonly<Record<string, string>> = {
  'recurring-meeting': 'M4',
  training: 'M10',
  'information-sharing': 'M1',
  'protection-measure': 'M3',
  'capacity-building': 'M11',
  investigation: 'M9',
};

/** A first guess by kind; none where the accord has no such theme, or several. The officer chooses. */
export function suggestTheme(
  { kind, recurrence = '' }: Pick<CommitmentValues, 'kind' | 'recurrence'>,
  themes: readonly Theme[],
): Theme | undefined {
  const cadence = parseCadence(recurrence);
  const isYearly = cadence !== undefined && 'months' in cadence && cadence.months === 12;
  const wanted = kind === 'recurring-meeting' && isYearly ? 'M5' : MECHANISMS[kind];
  const fitting = themes.filter(({ mechanism }) => mechanism === wanted);
  return fitting.length === 1 ? fitting[0] : undefined;
}
