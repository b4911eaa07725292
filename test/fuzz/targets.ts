import type { Target } from './target.ts';
import { dossierTargets } from './targets/dossier.ts';
import { jsonTargets } from './targets/json.ts';
import { logTargets } from './targets/log.ts';
import { messageTargets } from './targets/messages.ts';
import { recordTargets } from './targets/record.ts';
import { sourceTargets } from './targets/sources.ts';
import { statementTargets } from './targets/statements.ts';
import { stixTargets } from './targets/stix.ts';
import { textTargets } from './targets/text.ts';

export const targets: readonly Target[] = [
  ...jsonTargets,
  ...textTargets,
  ...logTargets,
  ...recordTargets,
  ...stixTargets,
  ...dossierTargets,
  ...messageTargets,
  ...sourceTargets,
  ...statementTargets,
];
