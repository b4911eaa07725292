import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

const LINK = msg`That link has been used already or has expired. Ask the node for a new one.`;

/** Why somebody who followed a link, or came back from the identity provider, is not in. */
const REFUSALS: Readonly<Record<string, MessageDescriptor>> = {
  DEACTIVATED: msg`This account is switched off. Ask whoever administers this node.`,
  LOCAL_OFF: msg`This node lets people in by its identity provider. Only accounts for emergencies sign in here.`,
  'provider-off': msg`This node has no identity provider any more.`,
  'provider-away': msg`The identity provider does not answer. Try again later; accounts for emergencies can sign in here.`,
  'provider-denied': msg`The identity provider did not let you in.`,
  'provider-answer': msg`What the identity provider said does not hold, so nobody was let in. Tell whoever administers this node.`,
  'provider-group': msg`The identity provider names no group of yours that has a place at this node.`,
  'provider-unknown': msg`You are not known at this node yet. Ask whoever administers it.`,
  'provider-stale': msg`That took too long, or was begun in another window. Begin again.`,
};

export const refusalOf = (error: string): MessageDescriptor => REFUSALS[error] ?? LINK;
