import { useLingui } from '@lingui/react/macro';
import { Burger, VisuallyHidden } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { AccordSwitcher } from './AccordSwitcher.tsx';
import { Bell } from './Bell.tsx';
import { Brand } from './Brand.tsx';
import classes from './Header.module.css';
import { LanguageMenu } from './LanguageMenu.tsx';
import { PersonMenu } from './PersonMenu.tsx';
import { SearchButton } from './SearchButton.tsx';
import { useSession, useSides } from './session.ts';
import { ThemeButton } from './ThemeButton.tsx';

type Props = { readonly menuOpened: boolean; readonly toggleMenu: () => void };

export function Header({ menuOpened, toggleMenu }: Props) {
  const { t } = useLingui();
  const { party } = useSession();
  const { name } = useSides();
  return (
    <header className={classes.header}>
      <div className={classes.start}>
        <Burger
          className={classes.burger}
          opened={menuOpened}
          onClick={toggleMenu}
          size="sm"
          aria-label={t`Navigation`}
          aria-expanded={menuOpened}
          aria-controls="navigation"
        />
        <Link to="/" className={classes.brand} aria-label="Entente">
          <Brand />
        </Link>
        <div className={classes.party}>
          <span className={classes.sign} aria-hidden />
          <span className={classes.words}>
            <span className={classes.side}>{t`You are on the side of`}</span>
            <VisuallyHidden>: </VisuallyHidden>
            <strong className={classes.name}>{name(party.id)}</strong>
          </span>
        </div>
      </div>
      <div className={classes.end}>
        <div className={classes.wide}>
          <AccordSwitcher />
        </div>
        <SearchButton />
        <Bell />
        <LanguageMenu />
        <div className={classes.look}>
          <ThemeButton />
        </div>
        <PersonMenu />
      </div>
    </header>
  );
}
