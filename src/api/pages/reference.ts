import type { OpenApi } from '#api/openapi/document.ts';
import type { JsonSchema } from '#api/openapi/schemas.ts';
import { escaped, pageHtml, prose, type Language } from './frame.ts';
import { WORDS, type Word } from './words.ts';

type Parameter = {
  readonly name: string;
  readonly in: string;
  readonly description?: string;
  readonly schema: JsonSchema;
};
type Content = Readonly<Record<string, { readonly schema?: JsonSchema }>>;
type Shown = {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly tags: readonly [string];
  readonly 'x-permission'?: string;
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<
    Record<string, { readonly description?: string; readonly content?: Content; readonly $ref?: string }>
  >;
};

/** The document as a person reads it: by area, each operation to open, each schema once. */
export function referencePage(document: OpenApi, language: Language, path: string): string {
  const word = (key: Word): string => escaped(WORDS[language][key]);
  const areas = new Map<string, string[]>();
  for (const [address, methods] of Object.entries(document.paths))
    for (const [method, found] of Object.entries(methods)) {
      const shown = found as unknown as Shown;
      const area = areas.get(shown.tags[0]) ?? [];
      areas.set(shown.tags[0], [...area, operation({ method, address, shown }, word)]);
    }
  const { schemas } = document['components'] as { readonly schemas: Readonly<Record<string, JsonSchema>> };
  const main = `<p>${word('intro')}</p>
<p><a href="/api/v1/openapi.json">${word('document')}</a> · <a href="/api/problems?lang=${language}">${word('problems')}</a></p>
${[...areas].map(([area, shown]) => `<section><h2 lang="en" dir="ltr">${escaped(area)}</h2>\n${shown.join('\n')}</section>`).join('\n')}
<h2>${word('schemas')}</h2>
${Object.entries(schemas).map(schemaHtml).join('\n')}`;
  return pageHtml({ language, title: WORDS[language].reference, path, main });
}

type Said = (key: Word) => string;

function operation(
  { method, address, shown }: { readonly method: string; readonly address: string; readonly shown: Shown },
  word: Said,
): string {
  const { parameters, requestBody, responses } = shown;
  const permission = shown['x-permission'];
  const rows = parameters.map(
    (one) =>
      `<tr><td><code>${escaped(one.name)}</code></td><td class="dim">${escaped(one.in)}</td><td>${prose(one.description ?? '')}</td></tr>`,
  );
  const answers = Object.entries(responses).map(([status, { description, content, $ref }]) => {
    const code = $ref?.split('/').at(-1);
    const what =
      code === undefined ? prose(description ?? '') : `<a href="/api/problems/${code}"><code>${code}</code></a>`;
    return `<tr><td><code>${escaped(status)}</code></td><td>${what} ${content ? contentHtml(content) : ''}</td></tr>`;
  });
  return `<details id="${escaped(shown.operationId)}"><summary lang="en" dir="ltr"><span class="method">${method.toUpperCase()}</span><code>${escaped(address)}</code><span class="dim">${escaped(shown.summary)}</span></summary><div>
<p>${word('permission')}: ${permission === undefined ? word('open') : `<code dir="ltr">${escaped(permission)}</code>`}</p>
<p lang="en" dir="ltr">${prose(shown.description)}</p>
${rows.length ? `<h3>${word('parameters')}</h3><div class="wide" dir="ltr" lang="en"><table>${rows.join('')}</table></div>` : ''}
${requestBody ? `<h3>${word('body')}</h3><div dir="ltr" lang="en">${contentHtml(requestBody.content)}</div>` : ''}
<h3>${word('answers')}</h3><div class="wide" dir="ltr" lang="en"><table>${answers.join('')}</table></div>
</div></details>`;
}

const contentHtml = (content: Content): string =>
  Object.entries(content)
    .map(([type, { schema }]) => {
      const name = typeof schema?.['$ref'] === 'string' ? schema['$ref'].split('/').at(-1)! : undefined;
      if (name !== undefined) return `<a href="#schema-${escaped(name)}"><code>${escaped(name)}</code></a>`;
      return type === 'application/json' ? asText(schema ?? {}) : `<code>${escaped(type)}</code>`;
    })
    .join(' ');

const asText = (schema: JsonSchema): string => `<pre>${escaped(JSON.stringify(schema, null, 2))}</pre>`;

const schemaHtml = ([name, schema]: [string, JsonSchema]): string =>
  `<details id="schema-${escaped(name)}"><summary lang="en" dir="ltr"><code>${escaped(name)}</code></summary><div dir="ltr" lang="en">${asText(schema)}</div></details>`;
