/**
 * Every operation of the JSON API by its name: the method and the address. Apart from the schemas (`api.ts`), so that a
 * page that calls one does not load them. The names are `operationId` in the OpenAPI document: a name never changes.
 */
export const OPERATIONS = {
  readSession: 'GET /api/v1/session',
  listenToEvents: 'GET /api/v1/events',

  readToday: 'GET /api/v1/today',
  visitToday: 'POST /api/v1/today/visits',

  listNotices: 'GET /api/v1/notices',
  countNotices: 'GET /api/v1/notices/unread',
  readNotices: 'POST /api/v1/notices/read',
  readNoticeSettings: 'GET /api/v1/notices/settings',
  changeNoticeSettings: 'PUT /api/v1/notices/settings',
  addWebhook: 'POST /api/v1/notices/webhooks',
  enableWebhook: 'POST /api/v1/notices/webhooks/:id/enable',
  endWebhook: 'POST /api/v1/notices/webhooks/:id/end',
  readMailServer: 'GET /api/v1/node/mail',
  changeMailServer: 'PUT /api/v1/node/mail',
  testMailServer: 'POST /api/v1/node/mail/test',

  readCard: 'GET /api/v1/card',
  replaceKey: 'POST /api/v1/key',
  listPartners: 'GET /api/v1/partners',
  pairPartner: 'POST /api/v1/partners',
  readRecovery: 'GET /api/v1/node/recovery',
  readHealth: 'GET /api/v1/node/health',

  search: 'GET /api/v1/search',
  listRecords: 'GET /api/v1/records',
  readRecord: 'GET /api/v1/records/:id',
  listVersions: 'GET /api/v1/records/:id/versions',
  listRelated: 'GET /api/v1/records/:id/related',
  listComments: 'GET /api/v1/records/:id/comments',
  writeComment: 'POST /api/v1/records/:id/comments',
  editComment: 'POST /api/v1/comments/:comment/text',
  withdrawComment: 'POST /api/v1/comments/:comment/withdraw',
  listColleagues: 'GET /api/v1/records/:id/colleagues',
  createRecord: 'POST /api/v1/records',
  stepRecord: 'POST /api/v1/records/:id/steps',
  readRetention: 'GET /api/v1/records/:id/retention',
  placeHold: 'POST /api/v1/records/:id/holds',
  liftHold: 'POST /api/v1/records/:id/holds/:hold/lift',
  recallRecord: 'POST /api/v1/records/:id/recall',
  downloadFile: 'GET /api/v1/records/:id/file',
  readFileHashes: 'GET /api/v1/records/:id/file/hashes',

  listAccords: 'GET /api/v1/accords',
  readAccord: 'GET /api/v1/accords/:id',
  stepAccord: 'POST /api/v1/accords/:id/steps',

  listFeeds: 'GET /api/v1/feeds',
  listEntries: 'GET /api/v1/feeds/:id/entries',
  liftQuarantine: 'POST /api/v1/feeds/:id/lift',
  listQuarantines: 'GET /api/v1/quarantines',

  createExport: 'POST /api/v1/exports',
  listUploads: 'GET /api/v1/files',
  beginUpload: 'POST /api/v1/files',
  readUpload: 'GET /api/v1/files/:upload',
  putChunk: 'PUT /api/v1/files/:upload/chunks/:n',
  finishUpload: 'POST /api/v1/files/:upload/record',

  readStatement: 'POST /api/v1/statements',
  readSource: 'POST /api/v1/statements/text',
  compareStatements: 'POST /api/v1/statements/compare',
  followStatements: 'POST /api/v1/statements/lineage',
  readModelCard: 'GET /api/v1/statements/model',
  switchModel: 'PUT /api/v1/statements/model',
  askModel: 'POST /api/v1/statements/model',

  putStatements: 'POST /api/v1/statement-desk',
  listDesk: 'GET /api/v1/statement-desk',
  readDeskStatement: 'GET /api/v1/statement-desk/:id',
  readDeskJournal: 'GET /api/v1/statement-desk/:id/journal',
  decideStatement: 'POST /api/v1/statement-desk/:id/decisions',
  undoStatement: 'POST /api/v1/statement-desk/:id/undo',
  describeStatement: 'POST /api/v1/statement-desk/:id/details',
  rereadStatement: 'POST /api/v1/statement-desk/:id/read',
  publishStatement: 'POST /api/v1/statement-desk/:id/publish',
  withdrawStatement: 'POST /api/v1/statement-desk/:id/withdraw',
  makeDeskSet: 'POST /api/v1/statement-desk/sets',
  listDeskSets: 'GET /api/v1/statement-desk/sets',
  readDeskSet: 'GET /api/v1/statement-desk/sets/:id',
  compareDeskSet: 'GET /api/v1/statement-desk/sets/:id/comparison',
  decideDeskSet: 'POST /api/v1/statement-desk/sets/:id/decisions',
  dissolveDeskSet: 'POST /api/v1/statement-desk/sets/:id/dissolve',
  listLabels: 'GET /api/v1/statement-labels',

  readSecurity: 'GET /api/v1/me/security',
  renamePasskey: 'PUT /api/v1/me/passkeys/:id',
  removePasskey: 'POST /api/v1/me/passkeys/:id/remove',
  offerTotp: 'POST /api/v1/me/totp',
  confirmTotp: 'POST /api/v1/me/totp/confirm',
  removeTotp: 'POST /api/v1/me/totp/remove',
  renewRecoveryCodes: 'POST /api/v1/me/recovery-codes',
  endOwnSession: 'POST /api/v1/me/sessions/:id/end',
  endOtherSessions: 'POST /api/v1/me/sessions/end-others',
  listOwnTokens: 'GET /api/v1/me/tokens',
  makeOwnToken: 'POST /api/v1/me/tokens',
  revokeOwnToken: 'POST /api/v1/me/tokens/:id/revoke',

  listAccounts: 'GET /api/v1/accounts',
  makeAccount: 'POST /api/v1/accounts',
  changeAccount: 'PUT /api/v1/accounts/:id',
  makeSignInLink: 'POST /api/v1/accounts/:id/link',
  resetFactors: 'POST /api/v1/accounts/:id/reset-factors',
  listAccountSessions: 'GET /api/v1/accounts/:id/sessions',
  endAccountSessions: 'POST /api/v1/accounts/:id/sessions/end',
  listServiceTokens: 'GET /api/v1/accounts/:id/tokens',
  makeServiceToken: 'POST /api/v1/accounts/:id/tokens',
  revokeServiceToken: 'POST /api/v1/accounts/:id/tokens/:token/revoke',
  readSignInSettings: 'GET /api/v1/sign-in/settings',
  changeSignInSettings: 'PUT /api/v1/sign-in/settings',
  readIdentityProvider: 'GET /api/v1/identity-provider',
  changeIdentityProvider: 'PUT /api/v1/identity-provider',
  testIdentityProvider: 'POST /api/v1/identity-provider/test',
  listEmergencyUses: 'GET /api/v1/emergency-uses',
  seeEmergencyUse: 'POST /api/v1/emergency-uses/:id/seen',
  listAccesses: 'GET /api/v1/oversight/accesses',
  exportAccesses: 'GET /api/v1/oversight/accesses/export',
  readAccessHead: 'GET /api/v1/oversight/log',
  proveAccessLog: 'GET /api/v1/oversight/log/proof',
  cosignAccessLog: 'POST /api/v1/oversight/log/cosignatures',
  readCosigner: 'GET /api/v1/oversight/cosigner',
  putCosigner: 'PUT /api/v1/oversight/cosigner',
  listOwnAccesses: 'GET /api/v1/own-accesses',
} as const;

export type Operation = keyof typeof OPERATIONS;

type Names<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | Names<Rest>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never;

/** What the address of an operation names: `{ id }` of `/records/:id`. */
export type ParamsOf<Name extends Operation> = { readonly [Key in Names<(typeof OPERATIONS)[Name]>]: string };
