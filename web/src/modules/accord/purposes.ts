import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { useLingui } from '@lingui/react';

/** Purposes that accords commonly name. Any other is shown as the accord writes it. */
const PURPOSES: Readonly<Record<string, MessageDescriptor>> = {
  'working-group': msg`Working group`,
  'ministerial-review': msg`Ministerial review`,
  'commitment-follow-up': msg`Follow-up of commitments`,
  'counter-terrorism': msg`Counter-terrorism`,
  'organised-crime': msg`Organised crime`,
  'narcotics-control': msg`Narcotics control`,
  'rapid-response': msg`Rapid response`,
  exercise: msg`Exercise`,
  'protection-of-nationals': msg`Protection of nationals`,
  'site-security': msg`Security of sites`,
  'fraud-prevention': msg`Prevention of fraud`,
  'stop-payment': msg`Emergency stop-payment`,
  'cybercrime-prevention': msg`Prevention of cybercrime`,
  'evidence-preservation': msg`Preservation of evidence`,
  'mutual-legal-assistance': msg`Mutual legal assistance`,
  'investigation-follow-up': msg`Follow-up of investigations`,
  training: msg`Training`,
  'professional-exchange': msg`Professional exchange`,
  'institutional-support': msg`Institutional support`,
  'due-diligence': msg`Due diligence`,
  'sister-cities': msg`Sister cities`,
  'forum-and-delegations': msg`Forum and delegations`,
  'incident-response': msg`Response to incidents`,
  'vulnerability-handling': msg`Handling of vulnerabilities`,
};

export function usePurpose(): (purpose: string) => string {
  const { _ } = useLingui();
  return (purpose) => {
    const label = PURPOSES[purpose];
    return label === undefined ? purpose : _(label);
  };
}
