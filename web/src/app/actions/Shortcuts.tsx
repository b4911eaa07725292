import { Trans, useLingui } from '@lingui/react/macro';
import { Switch } from '@mantine/core';
import { prefer, usePreferences } from '../../ui/preferences.ts';
import type { Action } from './action.ts';
import { Keys } from './Palette.tsx';
import classes from '../../ui/KeyList.module.css';
import { Dialog } from '../../ui/Dialog.tsx';

/** All keys that work everywhere, and the switch that turns the single ones off. */
export function Shortcuts({ actions, close }: { readonly actions: readonly Action[]; readonly close: () => void }) {
  const { t } = useLingui();
  const { singleKeys } = usePreferences();
  return (
    <Dialog close={close} title={t`Keyboard shortcuts`}>
      <dl className={classes.keys}>
        {actions.flatMap(({ id, title, keys }) =>
          keys === undefined
            ? []
            : [
                <div key={id}>
                  <dt>
                    <Keys keys={keys} />
                  </dt>
                  <dd>{t(title)}</dd>
                </div>,
              ],
        )}
        <div>
          <dt>
            <Keys keys="↑ ↓" />
          </dt>
          <dd>{t`Through a list; Enter opens, Space chooses`}</dd>
        </div>
      </dl>
      <p className={classes.note}>
        <Trans>
          On a keyboard of another script the keys are at the same places. Pages with more keys list them at “?”.
        </Trans>
      </p>
      <Switch
        label={t`Single keys are on`}
        checked={singleKeys}
        onChange={(event) => prefer({ singleKeys: event.currentTarget.checked })}
      />
    </Dialog>
  );
}
