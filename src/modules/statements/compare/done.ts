import type { Language } from '../read/reading.ts';

/** Words by which a statement reports a thing as done, and those that take it back. */
const DID =
  '(?:complet|open|establish|deliver|hand|held|conduct|conclud|inaugurat|launch|sign|receiv|extradit|arrest|train|implement|fulfil|finali[sz]|set|start|begun|began|provid|transmit|transferr|shar|exchang|suppli|furnish|return|repatriat|install|deploy|appoint|designat|nominat|creat|form|put|commission|graduat|finish|suspend|attend|visit|paid|met|submitt|forward|strengthen|review|adopt|ratif|dismantl|clos|surrender|locat|detain|sent|made|given|organi[sz]|host|activat|connect|publish|updat|recruit|ship|reach|arriv|dispatch|assign|identif|approv|built|construct|purchas|procur|distribut|apprehend|prosecut|convict|sentenc|froz|seiz|remov|link|agreed upon)\\w*';
const SAID =
  '(?:agree|decid|discuss|request|invit|propos|expect|plan|announc|ask|task|instruct|delay|postpon|affect|involv|concern|increas|strengthen|improv|commit|convey|reiterat|inform|impress|encourag|welcom|not)';
const DONE: Readonly<Record<Language, RegExp>> = {
  en: new RegExp(
    [
      // whatever has been done, save what is only said or wished
      `\\b(?:has|have|had) (?:now |already |since |also |successfully |fully |all |duly )*been (?:\\w+ly )?(?!${SAID})\\w+(?:ed|en|ught|ade|ent|eld|ut)\\b`,
      `\\b(?:has|have|had|having) (?:now |already |since |been |also |successfully |fully |all |duly |in the meantime |meanwhile |thus |,)*${DID}`,
      `\\b(?:was|were) (?:successfully |duly |already |formally |officially |also |jointly )*${DID}`,
      `\\b(?:has|have|had) (?:been|gone|come|become|entered) (?:fully |now |already )*(?:in(?:to)? (?:service|operation|place|force|effect|use)|operational|active|functional|live|available)`,
      `\\b(?:is|are) (?:now |already |fully |currently )+(?:in (?:service|operation|place|force|effect|use)|operational|active|functional|established|working|open|running|operating|complete)`,
      `\\bwelcom\\w+ (?:the )?(?:successful |timely |recent |formal )*(?:establishment|opening|launch|completion|signing|signature|delivery|handover|hand-over|extradition|arrest|surrender|conclusion|holding|inauguration|deployment|creation|return|entry into|appointment|transfer|start|activation|transmission|provision)`,
      `\\b(?:following|since|after|with) (?:the )?(?:successful |timely |recent )*(?:establishment|opening|launch|completion|signing|signature|delivery|handover|conclusion|inauguration|deployment|creation|entry into) of`,
      `\\b(?:satisfaction|appreciation|gratitude|thank\\w*|congratulat\\w+)\\b.{0,40}\\b(?:establishment|opening|launch|completion|signing|delivery|handover|conclusion|training|provision|receipt|transfer|arrest|extradition|surrender|hand-?over|return|deployment|successful)`,
      `\\b(?:entered into (?:force|service|operation)|came into (?:force|operation|service)|took place|went live|became operational|successfully (?:held|completed|concluded|conducted)|completed (?:the|their|its|a)|graduated|(?:finished|concluded) (?:the|their|its))`,
      '\\b(?:inaugurated|unveiled|visited|attended|completed|handed over|delivered|commissioned|opened|launched|carried out|paid an? (?:\\w+ ){0,3}visit)\\b',
    ].join('|'),
    'iu',
  ),
  zh: /已(?:经|于|在|正式|顺利|全部|如期|完成|开通|建立|设立|成立|启用|移交|提供|交付|举行|签署|投入)|业已|(?:顺利|圆满|如期|成功)(?:完成|举行|举办|召开|结束|开通)|完成了|投入(?:使用|运行)|正式(?:启用|开通|生效|运行|成立)|(?:举行|举办|开通|建立|成立|移交|提供|签署|逮捕|抓获|培训|启动)了|结业|均已|应.{0,12}邀请.{0,24}(?:访问|出席)|(?:访问|出席|启用|揭牌|交付|完成)了|启用仪式|揭牌仪式/u,
  ur: /(?:ہو|کر|کی|کیا|دی|دیا|جا|بن) (?:چکا|چکی|چکے|چکیں)|(?:مکمل|قائم|فراہم|حوالے|منعقد|فعال|نصب|تعینات|نامزد|شروع|پیش|جاری|گرفتار) (?:کر دیا|کر دی|کر دیے|کر دئیے|کر لیا|کر لی|کر لئے|کر لیے|ہو گیا|ہو گئی|ہو گئے|ہوگیا|ہوگئی|کیا گیا|کی گئی|کیے گئے|ہوا|ہوئی|ہوئے|کی گئیں)|(?:مکمل کر|کام کر رہ|فعال ہے)|(?:دورہ|افتتاح) کیا|شرکت کی(?= |۔|$)/u,
};
/** Some of it is not all of it. */
const N =
  '(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|\\d+|some|half|most|part|a first|the first)';
const PARTLY: Readonly<Record<Language, RegExp>> = {
  en: new RegExp(
    `\\b${N} of (?:the |its |their |these |those )?(?:${N}\\b|promised|planned|agreed)|\\bfirst (?:batch|group|tranche|lot|instal)|\\bpartly\\b|\\bpartial|\\bin part\\b|\\bremain(?:ing|s|der)\\b|\\bprogress (?:made|towards|in)\\b|\\b(?:under way|underway|ongoing|in progress)\\b`,
    'iu',
  ),
  zh: /部分|首批|第一批|其余|剩余|正在/u,
  ur: /میں سے|پہلی کھیپ|جزوی|باقی/u,
};
const UNDONE: Readonly<Record<Language, RegExp>> = {
  en: /\b(?:not yet|has not|have not|had not|hasn't|haven't|remains? to be|yet to|still to be|pending|delay\w*|was not|were not|agreed to|decided to|been agreed|been decided|been requested|was agreed|was decided|was requested|requested|urged)\b/iu,
  zh: /尚未|还未|未能|仍未|推迟|延期|将(?!军)/u,
  ur: /ابھی تک نہیں|نہیں ہو|نہیں کی|تاحال نہیں|مؤخر|تاخیر|(?:گا|گے|گی)(?=[ ۔،]|$)/u,
};

/** What is still to come, in the words of things done: "will be opened", "to be completed", "asked that they be handed over". */
const TO_COME =
  /\b(?:will|shall|would|should|must|may|can|to|be)(?: (?:also|then|soon|jointly|be|have|been))* \w+(?: (?:over|out))?/giu;

export function isDone(text: string, lang: Language): boolean {
  const told = lang === 'en' ? text.replace(TO_COME, ' … ') : text;
  return DONE[lang].test(told) && !UNDONE[lang].test(text) && !PARTLY[lang].test(text);
}
