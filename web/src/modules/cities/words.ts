import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { CredentialList } from '#contract/cities.ts';
import type { VISIT_KINDS } from '#kernel/stix/values.ts';
import type { Term } from '../../ui/vocabulary.ts';

const WITHDRAWN: Term = { label: msg`Withdrawn`, tone: 'ended' };
const RETURNED: Term = { label: msg`Returned`, tone: 'warn' };
const DECLINED: Term = { label: msg`Declined`, tone: 'warn' };

export const VISIT_STATES: Readonly<Record<string, Term>> = {
  invited: { label: msg({ message: 'Invited', context: 'of a visit' }), tone: 'wait' },
  accepted: { label: msg`Accepted`, tone: 'agreed' },
  declined: DECLINED,
  disputed: { label: msg`Disputed`, tone: 'bad' },
  held: { label: msg({ message: 'Took place', context: 'of a visit' }), tone: 'done' },
  cancelled: { label: msg`Cancelled`, tone: 'ended' },
};

export const DELEGATION_STATES: Readonly<Record<string, Term>> = {
  presented: { label: msg`Presented`, tone: 'wait' },
  accepted: { label: msg`Accepted`, tone: 'agreed' },
  returned: RETURNED,
  withdrawn: WITHDRAWN,
};

export const REPORT_STATES: Readonly<Record<string, Term>> = {
  exchanged: { label: msg`Exchanged`, tone: 'wait' },
  returned: RETURNED,
  agreed: { label: msg`Agreed`, tone: 'agreed' },
  withdrawn: WITHDRAWN,
};

export const PRACTICE_STATES: Readonly<Record<string, Term>> = {
  offered: { label: msg`Offered`, tone: 'wait' },
  'taken-up': { label: msg`Taken up`, tone: 'done' },
  declined: DECLINED,
  withdrawn: WITHDRAWN,
};

export const VISIT_KIND_WORDS: Readonly<Record<(typeof VISIT_KINDS)[number], MessageDescriptor>> = {
  visit: msg`Visit`,
  forum: msg`Forum`,
  'study-visit': msg`Study visit`,
};

export const DELETED_BECAUSE: Readonly<Record<CredentialList['deletions'][number]['why'], MessageDescriptor>> = {
  ended: msg`the visit was over`,
  cancelled: msg`the visit was cancelled`,
  declined: msg`the invitation was declined`,
  deleted: msg`the record of the visit was deleted`,
  'by-hand': msg`somebody deleted it by hand`,
};
