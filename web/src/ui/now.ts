import { useEffect, useState } from 'react';

const A_MINUTE_MS = 60_000;

/** The time by which a page judges what is overdue; it moves on while the page stays open. */
export function useNow(): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), A_MINUTE_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
}
