import { destroyOldKeys } from './backup-keys.ts';

type Sweep = {
  readonly dataDir: string;
  readonly days: number;
  readonly now: () => Date;
  readonly report: (line: string) => void;
};

const HOUR = 3_600_000;

/** Keys of backups that are due go at the start and within the hour, whether or not anybody remembers them. */
export function sweepBackupKeys({ dataDir, days, now, report }: Sweep): () => Promise<void> {
  const sweep = async (): Promise<void> => {
    try {
      for (const id of await destroyOldKeys(dataDir, now(), days)) report(`the key of the backup ${id} was destroyed`);
    } catch (error) {
      report(`keys of backups that are due could not be destroyed: ${String(error)}`);
    }
  };
  let running = sweep();
  const timer = setInterval(() => (running = running.then(sweep)), HOUR);
  return async () => {
    clearInterval(timer);
    await running;
  };
}
