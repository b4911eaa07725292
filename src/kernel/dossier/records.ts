import { Failure } from '#kernel/errors.ts';
import type { FileCommitment } from '#kernel/file/commitment.ts';
import { fileOf, isSoundFile } from '#kernel/file/described.ts';
import { isJsonObject } from '#kernel/json/types.ts';
import type { JsonObject, JsonValue } from '#kernel/json/types.ts';
import { formatOrigin } from '#kernel/log/origin.ts';
import type { Origin } from '#kernel/log/origin.ts';
import { openDisclosure } from '#kernel/record/disclosure.ts';
import { isOwnType } from '#kernel/stix/extension.ts';
import type { DossierFault } from './faults.ts';

/** What the opened parts say of themselves, as they spell it. */
export type RecordFacts = {
  readonly type: string;
  readonly id: string;
  readonly modified: string;
  /** Of a step. */
  readonly verb?: string;
  readonly subject?: Subject;
  /** Of a document whose file is not withheld: what the bytes are compared with. */
  readonly file?: FileCommitment;
  readonly parts: number;
  readonly withheld: number;
};
export type Subject = { readonly id: string; readonly modified: string; readonly c: string };

export type RecordAt = {
  readonly origin: Origin;
  readonly index: number;
  readonly where: string;
  readonly c: string;
};
export type RecordCheck = {
  readonly take: (at: RecordAt, disclosure: JsonObject) => RecordFacts | undefined;
  readonly finish: () => void;
};

/** Opens what is disclosed and holds the records against their feeds and against each other; `take` gives none if it opens nothing. */
export function recordCheck(found: (fault: DossierFault) => void): RecordCheck {
  /** publisher, id and modified -> commitment */
  const versions = new Map<string, string>();
  const subjects: { readonly subject: Subject; readonly at: RecordAt }[] = [];

  const take = (at: RecordAt, disclosure: JsonObject): RecordFacts | undefined => {
    const { origin, where, c } = at;
    let opened;
    try {
      opened = openDisclosure(c, disclosure);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      found({
        fault: 'bad-disclosure',
        line: `${where}: what is disclosed does not open the commitment (${error.message})`,
      });
      return undefined;
    }
    const { record, withheld, parts } = opened;
    const wrong = placeFault(record, origin);
    if (wrong !== undefined) found({ ...wrong, line: `${where}: ${wrong.line}` });

    const [type, id, modified] = [text(record['type']), text(record['id']), text(record['modified'])];
    const version = `${origin.publisher} ${id} ${modified}`;
    const known = versions.get(version);
    if (known !== undefined && known !== c)
      found({ fault: 'equivocation', line: `${where}: the publisher shows two contents for one version of ${id}` });
    versions.set(version, c);
    const subject = type === 'step' ? readSubject(record['subject']) : undefined;
    if (subject !== undefined) subjects.push({ subject, at });
    const verb = type === 'step' ? record['verb'] : undefined;
    const file = soundFile(record);
    return {
      type,
      id,
      modified,
      ...(typeof verb === 'string' ? { verb } : {}),
      ...(subject === undefined ? {} : { subject }),
      ...(file === undefined ? {} : { file }),
      parts: parts.length,
      withheld: withheld.length,
    };
  };

  const finish = () => {
    // A subject is by either party, so its version may be in any feed of the dossier, also behind the step.
    const byVersion = new Map<string, Set<string>>();
    for (const [version, c] of versions) {
      const key = version.slice(version.indexOf(' ') + 1);
      byVersion.set(key, (byVersion.get(key) ?? new Set()).add(c));
    }
    for (const { subject, at } of subjects) {
      const { id, modified, c } = subject;
      const known = byVersion.get(`${id} ${modified}`);
      if (known !== undefined && !known.has(c))
        found({
          fault: 'wrong-subject',
          line: `${at.where}: the step names another content of ${id} than the one that was shared`,
          place: { origin: formatOrigin(at.origin), index: at.index },
        });
    }
  };

  return { take, finish };
}

/** definitions.md "Feed" and "Author and publisher". */
function placeFault(record: JsonObject, origin: Origin): DossierFault | undefined {
  const { type, accord_ref: accord, channel, created_by_ref: author } = record;
  const isOwn = typeof type === 'string' && isOwnType(type);
  const namesAccord = accord === undefined ? !isOwn : accord === `accord--${origin.accord}`;
  const namesChannel = channel === undefined ? !isOwn : channel === origin.channel;
  if (!namesAccord || !namesChannel)
    return { fault: 'wrong-accord', line: 'the record names another accord or channel than its feed' };
  const isAuthor = isOwn ? author === `identity--${origin.publisher}` : author !== `identity--${origin.recipient}`;
  return isAuthor
    ? undefined
    : { fault: 'wrong-author', line: 'the record is in the name of a party that does not publish this feed' };
}

/** A dossier is not admitted anywhere: what it says of a file may be of any shape. */
function soundFile(record: JsonObject): FileCommitment | undefined {
  try {
    const file = fileOf(record);
    return file && isSoundFile(file) ? file : undefined;
  } catch (error) {
    if (error instanceof Failure) return undefined; // not base64
    throw error;
  }
}

function readSubject(value: JsonValue | undefined): Subject | undefined {
  if (!isJsonObject(value)) return undefined;
  const { id, modified, c } = value;
  return typeof id === 'string' && typeof modified === 'string' && typeof c === 'string'
    ? { id, modified, c }
    : undefined;
}

function text(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '(none)';
}
