import { useLingui } from '@lingui/react/macro';
import { Tabs as Tablist } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './Tabs.module.css';

export type Tab = {
  readonly key: string;
  readonly label: string;
  readonly count?: number;
  /** Made when it is looked at. */
  readonly content: () => ReactNode;
};

type Props = {
  readonly label: string;
  readonly tabs: readonly Tab[];
  readonly now: string;
  /** Pages keep it in their address, so that a link leads to the tab. */
  readonly change: (key: string) => void;
};

export function Tabs({ label, tabs, now, change }: Props) {
  const { i18n } = useLingui();
  const current = tabs.find(({ key }) => key === now) ?? tabs[0];
  return (
    <Tablist value={current?.key ?? null} onChange={(key) => key !== null && change(key)} keepMounted={false}>
      <Tablist.List aria-label={label} className={classes.list}>
        {tabs.map(({ key, label: name, count }) => (
          <Tablist.Tab key={key} value={key}>
            {name}
            {count !== undefined && <span className={classes.count}>{i18n.number(count)}</span>}
          </Tablist.Tab>
        ))}
      </Tablist.List>
      {tabs.map(({ key, content }) => (
        <Tablist.Panel key={key} value={key} pt="md">
          {key === current?.key && content()}
        </Tablist.Panel>
      ))}
    </Tablist>
  );
}
