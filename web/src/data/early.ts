/** What was asked for before the application was there; each answer is taken once, and soon, or not at all. */
const asked = new Map<string, { readonly answer: Promise<Response>; readonly at: number }>();
const FRESH_MS = 5_000;
/** An answer that was there before the page is not asked for again when the page is drawn; what changes meanwhile, the stream says. */
export const ASKED_EARLY_MS = 10_000;

export function askEarly(...paths: readonly string[]): void {
  for (const path of paths) {
    const answer = fetch(path, { headers: { accept: 'application/json, */*;q=0.5' }, credentials: 'same-origin' });
    answer.catch(() => {}); // whoever takes it is told
    asked.set(path, { answer, at: performance.now() });
  }
}

export function takeEarly(path: unknown, method = 'GET'): Promise<Response> | undefined {
  if (typeof path !== 'string' || method !== 'GET') return undefined;
  const early = asked.get(path);
  asked.delete(path);
  return early !== undefined && performance.now() - early.at < FRESH_MS ? early.answer : undefined;
}

export const wasAskedEarly = (path: string): boolean => asked.has(path);
