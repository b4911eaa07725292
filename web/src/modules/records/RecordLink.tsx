import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

type Props = {
  readonly id: string;
  readonly className?: string | undefined;
  readonly children: ReactNode;
};

/** To the page of a record, whatever its type; some types have one of their own. */
export function RecordLink({ id, className, children }: Props) {
  const named = className === undefined ? {} : { className };
  if (id.startsWith('commitment--'))
    return (
      <Link to="/commitments/$id" params={{ id }} {...named}>
        {children}
      </Link>
    );
  if (id.startsWith('correction-notice--'))
    return (
      <Link to="/subjects/notices/$id" params={{ id }} {...named}>
        {children}
      </Link>
    );
  if (id.startsWith('accord--'))
    return (
      <Link to="/accords/$id" params={{ id }} {...named}>
        {children}
      </Link>
    );
  if (id.startsWith('meeting--'))
    return (
      <Link to="/meetings/$id" params={{ id }} {...named}>
        {children}
      </Link>
    );
  if (id.startsWith('body--'))
    return (
      <Link to="/bodies/$id" params={{ id }} {...named}>
        {children}
      </Link>
    );
  if (id.startsWith('visit--'))
    return (
      <Link to="/visits/$id" params={{ id }} {...named}>
        {children}
      </Link>
    );
  if (id.startsWith('review--'))
    return (
      <Link to="/reviews/$id" params={{ id }} {...named}>
        {children}
      </Link>
    );
  return (
    <Link to="/records/$id" params={{ id }} {...named}>
      {children}
    </Link>
  );
}

const PAGES: Readonly<Record<string, string>> = {
  commitment: 'commitments',
  accord: 'accords',
  meeting: 'meetings',
  body: 'bodies',
  review: 'reviews',
  visit: 'visits',
};

/** The same as an address. */
export function recordPath(id: string): string {
  if (id.startsWith('correction-notice--')) return `/subjects/notices/${id}`;
  const type = id.slice(0, id.indexOf('--'));
  return `/${PAGES[type] ?? 'records'}/${id}`;
}
