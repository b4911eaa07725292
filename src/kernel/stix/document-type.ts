import { LARGEST_FILE } from '../file/commitment.ts';
import { COMMON_OWN, EXERCISE, SHORT_TEXT, UNMARKABLE_EXERCISE } from './common.ts';
import { modifiedNotBeforeCreated } from './cross-rules.ts';
import { hash32, integer, matching, ownSchema, shape, text } from './rules.ts';
import { defineType } from './table.ts';
import type { TypeTable } from './table.ts';

/**
 * One line that is a name and nothing else: no way to another folder, nothing that a terminal or a header obeys, nothing that
 * turns or hides the text around it (joiners apart, which some scripts need). Listed by code point, since what Unicode calls a
 * format character changes from version to version.
 */
const KEPT_OUT = [
  String.raw`/\\`,
  String.raw`\u0000-\u001f\u007f-\u009f`,
  String.raw`\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb`,
].join('');
const FILE_NAME = new RegExp(String.raw`^(?!\.{1,2}$)(?!\s)[^${KEPT_OUT}]{1,200}(?<!\s)$`);

const MEDIA_TYPE = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,126}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}$/;

/** A file: evidence, a paper. The record commits to its bytes and goes by the doors; the bytes follow to whom it was released. */
export const DOCUMENT: TypeTable = defineType({
  clause: ownSchema('document'),
  properties: {
    ...COMMON_OWN,
    ...EXERCISE,
    name: matching(FILE_NAME, 'a file name: one line of 1 to 200 characters without path separators or hidden ones'),
    'title?': text(SHORT_TEXT),
    media_type: matching(MEDIA_TYPE, 'a media type in lower case'),
    size: integer(0, LARGEST_FILE),
    file: shape({ salt: hash32, root: hash32 }),
  },
  unmarkable: UNMARKABLE_EXERCISE,
  crossRules: [modifiedNotBeforeCreated],
});
