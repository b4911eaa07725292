import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { About, Note } from './model/reason.ts';

export const ABOUT_WORDS: Readonly<Record<About, MessageDescriptor>> = {
  verb: msg`undertakes`,
  who: msg`who`,
  kind: msg`kind`,
  recurrence: msg`recurs`,
  due: msg`by when`,
  under: msg`under`,
  office: msg`office`,
  met: msg`says that it took place`,
  gathering: msg`a named gathering`,
  occurrence: msg`an occurrence`,
  speaks: msg`speaks there`,
  'same-kind': msg`of the same kind`,
  kinds: msg`kinds`,
  'in-both': msg`in both`,
  'same-date': msg`the same date`,
  'same-number': msg`the same number`,
  'now-and-before': msg`changed`,
};

export const NOTE_WORDS: Readonly<Record<Note, MessageDescriptor>> = {
  'no-particular-word': msg`no word of a more particular kind`,
  'whole-statement': msg`the statement as a whole`,
  invitation: msg`an invitation to visit`,
  'title-of-meeting': msg`named in the title of the meeting`,
  'same-again': msg`the same again`,
  'reported-done': msg`reported as done`,
  'announced-meeting': msg`this is the meeting that was announced`,
  'talked-with': msg`the talks were with this person`,
};
