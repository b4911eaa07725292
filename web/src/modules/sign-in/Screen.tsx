import type { ReactNode } from 'react';
import { Brand } from '../../app/Brand.tsx';
import { LanguageMenu } from '../../app/LanguageMenu.tsx';
import { ThemeButton } from '../../app/ThemeButton.tsx';
import classes from './SignInPage.module.css';

type Props = { readonly title: string; readonly lead?: ReactNode; readonly children: ReactNode };

/** What is seen before one is in: one card, one matter. */
export function Screen({ title, lead, children }: Props) {
  return (
    <div className={classes.screen}>
      <title>{`${title} · Entente`}</title>
      <div className={classes.tools}>
        <LanguageMenu />
        <ThemeButton />
      </div>
      <main id="content" className={classes.card} tabIndex={-1}>
        <Brand />
        <h1 className={classes.title}>{title}</h1>
        {lead !== undefined && <p className={classes.lead}>{lead}</p>}
        {children}
      </main>
    </div>
  );
}
