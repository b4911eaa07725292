import { useLingui } from '@lingui/react/macro';
import { Tooltip } from '@mantine/core';
import type { MarkingView } from '../data/marking.ts';
import classes from './Marking.module.css';

/** A marking is read by people who act on it: it never truncates and never wraps inside. */
export function Marking({ marking }: { readonly marking: MarkingView }) {
  const { t } = useLingui();
  const tlp = marking.tlp?.toLowerCase();
  const explained: Record<string, string> = {
    red: t`For the eyes of named recipients only`,
    'amber+strict': t`For the recipient’s organisation only`,
    amber: t`For the recipient’s organisation and its clients`,
    green: t`For the recipient’s community`,
    clear: t`No limit on disclosure`,
  };
  return (
    <span className={classes.set}>
      {tlp !== undefined && (
        <Tooltip label={explained[tlp] ?? tlp}>
          <bdi dir="ltr" className={classes.marking} data-level={tlp}>
            TLP:{tlp.toUpperCase()}
          </bdi>
        </Tooltip>
      )}
      {marking.pap !== undefined && (
        <bdi dir="ltr" className={`${classes.marking} ${classes.pap}`}>
          PAP:{marking.pap.toUpperCase()}
        </bdi>
      )}
      {marking.handling?.map((code) => (
        <bdi key={code} dir="ltr" className={`${classes.marking} ${classes.handling}`}>
          {code}
        </bdi>
      ))}
    </span>
  );
}
