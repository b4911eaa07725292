import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROBLEMS } from '#api/problem-codes.ts';

/** `docs/api/problems.md`, of what the code says; test/unit/api/problems.test.ts holds the two together. */
export const problemList = (): string => `# Problem codes

Every refusal is a problem (RFC 9457, \`application/problem+json\`): \`type\` leads to a page of the node that explains the code (\`/api/problems/CODE\`, in English, Chinese and Urdu), \`code\` is stable, \`detail\` says what it was this time, \`errors\` names the places (\`$.body.path\`, \`?parameter\`). Nothing from inside the node is in it. Made by \`node scripts/problem-list.ts\` of \`src/api/problem-codes.ts\`.

| code | status | title | meaning |
| --- | --- | --- | --- |
${Object.entries(PROBLEMS)
  .map(([code, { status, title, en }]) => `| \`${code}\` | ${status} | ${title} | ${en} |`)
  .join('\n')}
`;

if (import.meta.main) writeFileSync(join(import.meta.dirname, '../docs/api/problems.md'), problemList());
