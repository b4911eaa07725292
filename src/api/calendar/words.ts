/** Of calendars that leave the node. A title that may not be named is one of these alone. */
const EN = {
  calendar: 'Entente',
  meeting: 'Meeting',
  series: 'Planned meeting',
  visit: 'Visit',
  programme: 'On the programme of a visit',
  due: 'Commitment due',
  reference: 'Reference: {reference}',
  invited: 'Invitation: {title}',
  changed: 'Changed: {title}',
  cancelled: 'Cancelled: {title}',
  body: 'The meeting is attached as a calendar entry. Answers to this message are not read: agree to or decline a meeting in Entente.',
};
export type CalendarWords = Readonly<Record<keyof typeof EN, string>>;

const UR: CalendarWords = {
  calendar: 'Entente',
  meeting: 'اجلاس',
  series: 'طے شدہ اجلاس',
  visit: 'دورہ',
  programme: 'دورے کے پروگرام میں',
  due: 'عہد کی مقررہ تاریخ',
  reference: 'حوالہ: {reference}',
  invited: 'دعوت: {title}',
  changed: 'تبدیلی: {title}',
  cancelled: 'منسوخ: {title}',
  body: 'اجلاس کیلنڈر کے اندراج کے طور پر منسلک ہے۔ اس پیغام کے جوابات پڑھے نہیں جاتے: اجلاس سے اتفاق یا انکار Entente میں کیجیے۔',
};
const ZH: CalendarWords = {
  calendar: 'Entente',
  meeting: '会议',
  series: '计划中的会议',
  visit: '访问',
  programme: '访问日程',
  due: '承诺事项到期',
  reference: '编号：{reference}',
  invited: '邀请：{title}',
  changed: '变更：{title}',
  cancelled: '取消：{title}',
  body: '会议以日历条目形式附上。对本邮件的回复无人读取：请在 Entente 中同意或拒绝会议。',
};

const BY_LANGUAGE: Readonly<Record<string, CalendarWords>> = { en: EN, ur: UR, zh: ZH };
export const calendarWords = (locale: string): CalendarWords => BY_LANGUAGE[locale.split('-')[0] ?? ''] ?? EN;
