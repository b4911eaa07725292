import { Failure } from '#kernel/errors.ts';
import { isJsonObject, textOf, type JsonObject } from '#kernel/json/types.ts';
import { findPersonalData } from '#kernel/policy/personal-data.ts';

/** A title that a review takes over may have somebody's number in it: nothing personal gets into what both sign. */
export function refusePersonal({ sentences }: JsonObject): void {
  const all = Array.isArray(sentences) ? sentences.filter(isJsonObject) : [];
  const issues = all
    .flatMap(({ texts, about_ref: about }, at) =>
      Object.entries(isJsonObject(texts) ? texts : {}).flatMap(([language, text]) =>
        findPersonalData(textOf(text))
          .filter(({ severity }) => severity === 'block')
          .map(({ kind }) => ({
            path: `$.sentences[${at}].texts.${language}`,
            message: `personal data is kept out of reviews: ${kind}, in what is told of ${textOf(about)}`,
          })),
      ),
    )
    .slice(0, 100);
  const [first] = issues;
  if (first) throw new Failure('bad-input', `${first.path}: ${first.message}`, { issues });
}
