import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

// What is read of axe's answer.
type Violation = { readonly id: string; readonly nodes: readonly { readonly target: readonly string[] }[] };

const source = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds on the page as it stands, and what is wider than the screen. Targets of 24 px are looked for too (WCAG 2.2, 2.5.8). */
export async function faultsOf(page: Page): Promise<string[]> {
  if ((await page.evaluate('typeof axe')) === 'undefined') await page.evaluate(await source);
  const violations = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(context: unknown, options: unknown): Promise<{ violations: Violation[] }> };
    };
    const options = { rules: { 'target-size': { enabled: true } }, resultTypes: ['violations'] };
    return (await axe.run((globalThis as unknown as { document: unknown }).document, options)).violations;
  });
  const overflow = Number(
    await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'),
  );
  return [
    ...violations.map(({ id, nodes }) => `${id} at ${nodes[0]?.target.join(' ')}`),
    ...(overflow > 0 ? [`${overflow} px wider than the screen`] : []),
  ];
}
