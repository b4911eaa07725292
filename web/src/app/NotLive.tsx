import { Trans } from '@lingui/react/macro';
import { IconAccessPointOff } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { ASK_EVERY_MS, keepLive, liveState, watchLive } from '../data/live/live.ts';
import classes from './Shell.module.css';

/** A stream that is being opened again is no news. */
const PATIENCE_MS = 4_000;

/** The pages of a signed-in person are kept current. */
export function useLivePages(): void {
  const client = useQueryClient();
  useEffect(() => keepLive(client), [client]);
}

/** A page that is not kept current says so. */
export function NotLive() {
  const { state } = useSyncExternalStore(watchLive, liveState);
  const isDown = state === 'down';
  const [isLong, setIsLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsLong(isDown), isDown ? PATIENCE_MS : 0);
    return () => clearTimeout(timer);
  }, [isDown]);
  if (!isDown || !isLong) return null;
  const seconds = ASK_EVERY_MS / 1000;
  return (
    <output className={classes.silence}>
      <IconAccessPointOff size={19} stroke={1.8} aria-hidden />
      <span>
        <Trans>
          News do not arrive by themselves at the moment. This page asks the node every {seconds} seconds, and will be
          live again as soon as it can.
        </Trans>
      </span>
    </output>
  );
}
