import { useLingui } from '@lingui/react/macro';
import { VisuallyHidden } from '@mantine/core';
import { IconCircleDashed } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { AccordSwitcher } from './AccordSwitcher.tsx';
import { useCurrentAccord } from './current-accord.ts';
import { isPlanned, type NavigationItem } from './navigation/item.ts';
import { NAVIGATION, openTo } from './navigation/navigation.ts';
import classes from './Navigation.module.css';
import { useSession } from './session.ts';

/** By mechanism, so that one finds a page by what one does. What is not built yet says so before the click. */
export function Navigation() {
  const { t } = useLingui();
  const { permissions } = useSession();
  const groups = openTo(permissions, NAVIGATION);
  return (
    <nav id="navigation" tabIndex={-1} className={classes.navigation} aria-label={t`Pages`}>
      <div className={classes.narrow}>
        <AccordSwitcher fullWidth />
      </div>
      {groups.map((group) => (
        <div key={group.items[0]?.to} className={classes.group}>
          <p className={classes.label}>{t(group.label)}</p>
          <ul className={classes.list}>
            {group.items.map((item) => (
              <li key={item.to}>
                <Item item={item} />
              </li>
            ))}
          </ul>
        </div>
      ))}
      {groups.some(({ items }) => items.some(isPlanned)) && (
        <p className={classes.legend} aria-hidden>
          <IconCircleDashed size={14} stroke={1.8} /> {t`not built yet`}
        </p>
      )}
    </nav>
  );
}

function NotBuilt() {
  const { t } = useLingui();
  return (
    <>
      <IconCircleDashed size={14} stroke={1.8} aria-hidden />
      <VisuallyHidden>({t`not built yet`})</VisuallyHidden>
    </>
  );
}

function Item({ item }: { readonly item: NavigationItem }) {
  const { t } = useLingui();
  const { id } = useCurrentAccord();
  const Picture = item.icon;
  const planned = isPlanned(item);
  const content = (
    <>
      <Picture size={18} stroke={1.7} aria-hidden />
      <span className={classes.name}>{t(item.label)}</span>
      {planned && <NotBuilt />}
    </>
  );
  const active = { className: `${classes.item} ${classes.active}`, 'aria-current': 'page' as const };
  if (item.to === 'accord') {
    if (id === undefined) return null;
    return (
      <Link to="/accords/$id" params={{ id }} className={classes.item} activeProps={active}>
        {content}
      </Link>
    );
  }
  return (
    <Link
      to={item.to}
      className={classes.item}
      data-planned={planned || undefined}
      activeOptions={{ exact: item.to === '/' || item.to === '/admin', includeSearch: false }}
      activeProps={active}
    >
      {content}
    </Link>
  );
}
