/** Settles at SIGINT, SIGTERM, SIGHUP, when the launcher that started us is gone, or when `ended` settles by itself. */
export async function untilToldToEnd(ended: Promise<void>): Promise<'told' | 'ended'> {
  const told = new Promise<'told'>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve('told'));
    process.on('disconnect', () => resolve('told'));
  });
  return Promise.race([told, ended.then(() => 'ended' as const)]);
}
