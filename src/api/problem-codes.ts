import type { FailureCode } from '#kernel/errors.ts';

/** Every code by which this API says no, for good: a code is never given another meaning. `docs/api/problems.md` is made of it. */
export type ProblemText = {
  readonly status: number;
  readonly title: string;
  /** What it means and what to do, in each language. */
  readonly en: string;
  readonly zh: string;
  readonly ur: string;
};

/** What breaks a rule of ours. */
const RULES = {
  'bad-input': {
    status: 422,
    title: 'The input breaks a rule',
    en: 'The request was understood, and something in it is not allowed. `errors` names each place; mend it and send it again.',
    zh: '请求可以读懂，但其中有不允许的内容。`errors` 指出每一处；改正后重新发送。',
    ur: 'درخواست سمجھ لی گئی مگر اس میں کوئی چیز قواعد کے خلاف ہے۔ ہر جگہ `errors` میں درج ہے؛ درست کر کے دوبارہ بھیجیں۔',
  },
  'bad-encoding': {
    status: 400,
    title: 'The encoding is not the accepted one',
    en: 'Bytes are not in the one accepted spelling: UTF-8, percent-encoding without U+0000, base64 as in RFC 4648.',
    zh: '字节不是唯一接受的写法：UTF-8、不含 U+0000 的百分号编码、RFC 4648 的 base64。',
    ur: 'بائٹ اس واحد قابل قبول شکل میں نہیں ہیں: UTF-8، بغیر U+0000 کے فیصد اندراج، RFC 4648 کا base64۔',
  },
  'bad-json': {
    status: 400,
    title: 'The body is not acceptable JSON',
    en: 'The body must be I-JSON (RFC 7493): one document, no key twice, no number beyond 2^53.',
    zh: '正文必须是 I-JSON（RFC 7493）：只有一个文档，键不重复，数值不超过 2^53。',
    ur: 'متن I-JSON (RFC 7493) ہونا چاہیے: ایک ہی دستاویز، کوئی کلید دو بار نہیں، کوئی عدد 2^53 سے بڑا نہیں۔',
  },
  'too-large': {
    status: 413,
    title: 'The input is too large',
    en: 'It is larger than this operation takes; its limit is in the reference. Send less, or in several requests.',
    zh: '超过该操作的大小上限，上限见接口参考。请减小内容或分多次发送。',
    ur: 'یہ اس عمل کی حد سے بڑا ہے؛ حد حوالہ نامے میں ہے۔ کم بھیجیں یا کئی درخواستوں میں بھیجیں۔',
  },
  'unsupported-type': {
    status: 415,
    title: 'This media type is not accepted here',
    en: 'Send JSON in UTF-8 as `application/json`, or bytes where the reference says so, without a content encoding.',
    zh: '请以 `application/json` 发送 UTF-8 的 JSON；接口参考注明处可发送字节。不要使用内容编码。',
    ur: '`application/json` کے طور پر UTF-8 میں JSON بھیجیں، یا جہاں حوالہ نامہ کہے وہاں بائٹ؛ بغیر content encoding کے۔',
  },
  unauthenticated: {
    status: 401,
    title: 'Sign in first',
    en: 'There is no session, or it ended; or the token is not valid (any more).',
    zh: '没有会话或会话已结束；或者令牌无效或已失效。',
    ur: 'کوئی نشست نہیں یا وہ ختم ہو چکی؛ یا ٹوکن درست نہیں رہا۔',
  },
  forbidden: {
    status: 403,
    title: 'Not permitted',
    en: 'You are known, and your rights do not open this: a role, a scope of the token, or where a change came from.',
    zh: '身份已确认，但权限不允许：角色、令牌范围或更改的来源不符合要求。',
    ur: 'آپ کی شناخت ہو گئی مگر آپ کے اختیارات اس کی اجازت نہیں دیتے: کردار، ٹوکن کا دائرہ، یا تبدیلی کہاں سے آئی۔',
  },
  'not-found': {
    status: 404,
    title: 'Not found',
    en: 'It does not exist, or not for you: the answer is the same, so that nobody learns of what they may not see.',
    zh: '它不存在，或者您无权看到：两种情况答复相同，无权者无从得知其存在。',
    ur: 'یہ موجود نہیں، یا آپ کے لیے نہیں: دونوں صورتوں میں جواب ایک ہی ہے تاکہ کسی کو اس کا پتا نہ چلے جو وہ نہیں دیکھ سکتا۔',
  },
  conflict: {
    status: 409,
    title: 'It conflicts with what is held',
    en: 'Somebody changed it meanwhile, or it is there already. Look at it again before you repeat the request.',
    zh: '期间已被他人更改，或已经存在。请重新查看后再决定是否重试。',
    ur: 'اس دوران کسی نے اسے بدل دیا یا یہ پہلے سے موجود ہے۔ دوبارہ کوشش سے پہلے اسے پھر دیکھیں۔',
  },
  'not-in-force': {
    status: 409,
    title: 'The accord does not let this flow now',
    en: 'The accord is proposed, suspended or ended: outside its charter nothing is sent until it is in force.',
    zh: '协定处于拟议、中止或终止状态：生效之前，除章程外不得传送任何内容。',
    ur: 'معاہدہ مجوزہ، معطل یا ختم ہے: نافذ ہونے تک منشور کے سوا کچھ نہیں بھیجا جاتا۔',
  },
  'void-step': {
    status: 409,
    title: 'The life cycle does not allow this step now',
    en: 'In the state that the matter has reached, this step is not open to this party. The detail says which are.',
    zh: '在当前所处的状态下，本方不能执行这一步。详情列出可执行的步骤。',
    ur: 'معاملہ جس حالت میں ہے اس میں یہ قدم اس فریق کے لیے کھلا نہیں۔ تفصیل میں ہے کہ کون سے کھلے ہیں۔',
  },
  untrusted: {
    status: 403,
    title: 'Not trusted',
    en: 'A signature, fingerprint or key is not the one that was pinned. Talk to the partner before you go on.',
    zh: '签名、指纹或密钥与已固定的不符。继续之前请与合作方核实。',
    ur: 'دستخط، فنگر پرنٹ یا کلید وہ نہیں جو طے ہوئی تھی۔ آگے بڑھنے سے پہلے شریک سے بات کریں۔',
  },
  inconsistent: {
    status: 409,
    title: 'It contradicts what was verified',
    en: 'It does not agree with what this node has verified before. Nothing of it was taken.',
    zh: '与本节点此前核验的内容相矛盾。未采纳其中任何内容。',
    ur: 'یہ اس سے متصادم ہے جس کی یہ نوڈ پہلے تصدیق کر چکا ہے۔ اس میں سے کچھ نہیں لیا گیا۔',
  },
  unavailable: {
    status: 503,
    title: 'Not available now',
    en: 'The database, a partner or a service does not answer, or too much is asked at once. Try again in a while.',
    zh: '数据库、合作方或某项服务没有响应，或同时请求过多。请稍后重试。',
    ur: 'ڈیٹابیس، شریک یا کوئی سروس جواب نہیں دے رہی، یا ایک ساتھ بہت کچھ مانگا گیا۔ کچھ دیر بعد پھر کوشش کریں۔',
  },
  internal: {
    status: 500,
    title: 'The node could not do this',
    en: 'A fault of the node itself; its log has the cause, and the answer has nothing of it.',
    zh: '节点自身出现故障；原因记录在节点日志中，答复中不含原因。',
    ur: 'نوڈ کی اپنی خرابی؛ سبب اس کے لاگ میں ہے اور جواب میں اس کا کچھ نہیں۔',
  },
} as const satisfies Record<FailureCode, ProblemText>;

/** What HTTP itself refuses, mostly before a route is asked. */
const HTTP = {
  'method-not-allowed': {
    status: 405,
    title: 'This address does not take this method',
    en: '`Allow` names the methods that it takes.',
    zh: '`Allow` 列出可用的方法。',
    ur: '`Allow` میں وہ طریقے درج ہیں جو یہ پتا قبول کرتا ہے۔',
  },
  timeout: {
    status: 408,
    title: 'The request did not arrive in time',
    en: 'The connection was too slow or fell silent. Send it again.',
    zh: '连接过慢或中断。请重新发送。',
    ur: 'رابطہ بہت سست تھا یا خاموش ہو گیا۔ دوبارہ بھیجیں۔',
  },
  'precondition-failed': {
    status: 412,
    title: 'It was changed meanwhile',
    en: '`If-Match` names a version that is not the present one. Read it again and decide anew; nothing was changed.',
    zh: '`If-Match` 指定的版本不是当前版本。请重新读取后再决定；未作任何更改。',
    ur: '`If-Match` میں درج نسخہ موجودہ نہیں۔ دوبارہ پڑھ کر نئے سرے سے فیصلہ کریں؛ کچھ نہیں بدلا گیا۔',
  },
  'range-not-satisfiable': {
    status: 416,
    title: 'The file has no such range',
    en: '`Content-Range` says how long the file is.',
    zh: '`Content-Range` 给出文件长度。',
    ur: '`Content-Range` بتاتا ہے کہ فائل کتنی لمبی ہے۔',
  },
  'expectation-failed': {
    status: 417,
    title: 'What the request expects is not done here',
    en: 'Only `100-continue` may be expected.',
    zh: '只支持 `100-continue`。',
    ur: 'صرف `100-continue` کی توقع کی جا سکتی ہے۔',
  },
  'key-reused': {
    status: 422,
    title: 'This idempotency key belongs to another request',
    en: 'The same `Idempotency-Key` was sent with another request. Take a new key for each new act.',
    zh: '同一个 `Idempotency-Key` 已用于另一请求。每个新操作都应使用新的键。',
    ur: 'یہی `Idempotency-Key` کسی اور درخواست کے ساتھ بھیجی جا چکی ہے۔ ہر نئے عمل کے لیے نئی کلید لیں۔',
  },
  'shown-once': {
    status: 409,
    title: 'This was done, and its secret was shown then',
    en: 'The act was done when this `Idempotency-Key` first came. What it made is secret and was shown in that answer alone: end it and make another.',
    zh: '首次使用该 `Idempotency-Key` 时，操作已完成。其结果属机密，只在当时的答复中显示过一次：请作废后重新生成。',
    ur: 'یہ عمل اسی `Idempotency-Key` کے پہلی بار آنے پر ہو چکا ہے۔ اس کا راز صرف اُسی جواب میں دکھایا گیا تھا: اسے ختم کر کے نیا بنائیں۔',
  },
  'precondition-required': {
    status: 428,
    title: 'Say which version this changes',
    en: 'Send `If-Match` with the `ETag` that you read, so that nobody’s change is lost unseen.',
    zh: '请在 `If-Match` 中给出读取时的 `ETag`，以免他人的更改被悄然覆盖。',
    ur: '`If-Match` میں وہ `ETag` بھیجیں جو آپ نے پڑھا تھا تاکہ کسی کی تبدیلی بے خبری میں ضائع نہ ہو۔',
  },
  'too-many-requests': {
    status: 429,
    title: 'Too many requests; try again later',
    en: '`Retry-After` says in how many seconds; `RateLimit` how much is left.',
    zh: '`Retry-After` 给出等待秒数；`RateLimit` 给出剩余额度。',
    ur: '`Retry-After` بتاتا ہے کتنے سیکنڈ بعد؛ `RateLimit` بتاتا ہے کتنا باقی ہے۔',
  },
  'head-too-large': {
    status: 431,
    title: 'The address or the header fields are too long',
    en: 'All of the head together has at most 16 KiB.',
    zh: '请求头总长不得超过 16 KiB。',
    ur: 'درخواست کا پورا سر زیادہ سے زیادہ 16 KiB ہو سکتا ہے۔',
  },
  'not-http': {
    status: 400,
    title: 'This is not an acceptable HTTP request',
    en: 'What came is not HTTP/1.1 as RFC 9112 has it.',
    zh: '收到的内容不是 RFC 9112 所定义的 HTTP/1.1。',
    ur: 'جو آیا وہ RFC 9112 کے مطابق HTTP/1.1 نہیں۔',
  },
} as const satisfies Record<string, ProblemText>;

export const PROBLEMS = { ...RULES, ...HTTP };
export type HttpCode = keyof typeof HTTP;
export type ProblemCode = keyof typeof PROBLEMS;
export const isProblemCode = (text: string): text is ProblemCode => Object.hasOwn(PROBLEMS, text);

/** Where a problem's `type` leads, at each node. */
export const PROBLEM_PATH = '/api/problems';
