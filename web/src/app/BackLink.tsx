import { IconArrowLeft } from '@tabler/icons-react';
import { createLink } from '@tanstack/react-router';
import type { ComponentProps } from 'react';
import classes from './BackLink.module.css';

/** Above a page: to the list that it is in. */
export const BackLink = createLink(({ children, ...link }: ComponentProps<'a'>) => (
  <p className={classes.back}>
    <a {...link}>
      <IconArrowLeft size={16} className="mirrored" aria-hidden /> {children}
    </a>
  </p>
));
