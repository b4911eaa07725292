import { useLingui } from '@lingui/react/macro';
import { Tooltip } from '@mantine/core';
import { useState } from 'react';
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
      {tlp !== undefined && <Level tlp={tlp} meaning={explained[tlp] ?? tlp} />}
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

/** A list has hundreds of these, and a tooltip costs more than the rest of a row: it is made when it is pointed at. */
function Level({ tlp, meaning }: { readonly tlp: string; readonly meaning: string }) {
  const [isPointedAt, setPointedAt] = useState(false);
  const sign = (
    <bdi
      dir="ltr"
      className={classes.marking}
      data-level={tlp}
      onPointerEnter={() => setPointedAt(true)}
      onPointerLeave={() => setPointedAt(false)}
    >
      TLP:{tlp.toUpperCase()}
    </bdi>
  );
  return isPointedAt ? (
    <Tooltip label={meaning} opened>
      {sign}
    </Tooltip>
  ) : (
    sign
  );
}
