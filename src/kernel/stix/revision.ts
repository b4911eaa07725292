import { canonicalize } from '../json/canonical.ts';
import { textOf } from '../json/types.ts';
import type { JsonObject } from '../json/types.ts';
import { stix } from './rules.ts';
import { compareTimestamps } from './timestamps.ts';
import type { Issue } from './validate.ts';

const CLAUSE = stix('3.6');
const issue = (property: string, message: string): Issue => ({
  code: 'bad-record',
  path: `$.${property}`,
  clause: CLAUSE,
  message,
});

/** What a version may not change, since it is what makes both versions of one object. */
const LASTING = ['type', 'id', 'created', 'created_by_ref'] as const;

/** STIX 2.1 section 3.6: what keeps `newer` from being a later version of `older`. Both are sound by themselves. */
export const checkRevision = (older: JsonObject, newer: JsonObject): Issue[] => {
  const issues: Issue[] = LASTING.filter((name) => older[name] !== newer[name]).map((name) =>
    issue(name, 'is not that of the earlier version'),
  );
  const [before, after] = [textOf(older['modified']), textOf(newer['modified'])];
  // Observables and markings have no versions: whoever has something else to say says it of another object.
  if (before === '' || after === '') {
    if (canonicalize(older) !== canonicalize(newer))
      issues.push(issue('modified', 'objects of this type have no versions'));
    return issues;
  }
  const order = compareTimestamps(after, before);
  if (order < 0) issues.push(issue('modified', 'is before the earlier version'));
  if (order === 0 && canonicalize(older) !== canonicalize(newer))
    issues.push(issue('modified', 'is that of another version, whose content differs'));
  if (order > 0 && older['revoked'] === true) issues.push(issue('revoked', 'a revoked object has no later version'));
  return issues;
};
