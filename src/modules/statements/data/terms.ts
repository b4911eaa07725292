/**
 * The field's words in three languages, so that a clause in one can be laid beside a clause in another, and two wordings of one
 * language beside each other. A row is one notion: English | Chinese | Urdu, alternatives parted by commas. English words stand
 * for their stems; Urdu words match at the beginning of a word. `~` before a row: said of nearly
 * everything, so it weighs little; `=`: what sort of thing,
 * which over time does not say which one.
 */
const ROWS = `
  hotline, hot line, direct line, direct communication line, communication line, direct channel, secure line, communication channel|热线,专线,直通电话,直通联络渠道,直通渠道,直通联络,通信线路,联络渠道|ہاٹ لائن,براہ راست رابطہ لائن,براہ راست لائن,رابطہ لائن,براہ راست مواصلاتی لائن,مواصلاتی لائن
  point of contact, contact point, focal point, contact person, nodal officer|联络点,联络人,联系人,联系点|رابطہ مرکز,فوکل پرسن,رابطہ کار,نقطہ رابطہ,رابطہ نقطہ
  liaison officer, liaison, police attache, attache|联络官,联络员,警务参赞,警务联络|رابطہ افسر,لیزان,پولیس اتاشی,اتاشی
  = joint working group, working group, working party, expert group, technical group|联合工作组,工作组,专家组,工作小组,专家小组|مشترکہ ورکنگ گروپ,ورکنگ گروپ,ماہرین کا گروپ,ماہرین کے گروپ
  joint investigation team, investigation team, investigation group|联合侦查组,联合调查组,联合专案组,侦查组,调查组|مشترکہ تحقیقاتی ٹیم,تحقیقاتی ٹیم,تفتیشی ٹیم
  = task force|特别行动组,专班,特遣队|ٹاسک فورس
  = committee, commission, council|委员会,理事会|کمیٹی,کمیشن,کونسل
  = centre, center, hub|中心|مرکز,سینٹر,مراکز
  = cell, unit, desk, bureau|处,专门单位,服务台,窗口,小组|سیل,یونٹ,ڈیسک,شعبہ
  = database, register, registry|数据库,登记册|ڈیٹا بیس,رجسٹر
  = platform, portal|平台|پلیٹ فارم,پورٹل
  = network|联络网,网络机制|نیٹ ورک
  = mechanism, arrangement, framework, procedure|机制,框架,程序,安排|میکانزم,طریقہ کار,نظام,فریم ورک,لائحہ عمل
  = memorandum, memorandum of understanding, mou|谅解备忘录,备忘录|مفاہمت کی یادداشت,مفاہمتی یادداشت,یادداشت
  = agreement, treaty, convention, accord, pact, protocol|协定,协议,条约,公约,议定书|معاہدے,معاہدہ,معاہدات,پروٹوکول
  = action plan, plan of action, roadmap, road map, work plan, work programme|行动计划,路线图,工作计划|ایکشن پلان,لائحۂ عمل,روڈ میپ,عملی منصوبہ
  coordinator|协调员,协调人|رابطہ کاروں,کوآرڈینیٹر,رابطہ کار
  delegation, team of expert, expert|代表团,专家|وفد,وفود,ماہرین,ماہر
  secretariat|秘书处|سیکرٹریٹ
  ~ joint session, session, round, meet, meeting, consultation, dialogue, talk, speak|会议,会晤,会面,磋商,对话,会谈,通话|اجلاس,ملاقات,مشاورت,مذاکرات,بات چیت,مکالمہ,ڈائیلاگ,ملیں گے,ملیں
  telephone, phone, call, video, videoconference, virtual|电话,视频,线上|ٹیلی فون,ٹیلیفون,فون,ویڈیو,ورچوئل
  next, follow up|下次,下一次,下届,下一轮|آئندہ,اگلا,اگلے,اگلی
  margin, sideline|期间,间隙|موقع پر
  annual, annually, yearly|每年,年度|سالانہ,ہر سال
  exercise, drill|演练,演习|مشق,مشقیں,مشقوں
  patrol|巡逻|گشت
  visit, travel, trip|访问,往访,来访,出访|دورہ,دورے
  invite, invitation|邀请|دعوت,مدعو
  attend, attendance, participate, take part|出席,参加,与会|شرکت,شریک
  = conference, forum, symposium, summit|会议论坛,论坛,研讨会,大会,峰会|کانفرنس,فورم,سمپوزیم,سربراہی
  = seminar, workshop, study tour|研修班,讲习班,研讨班,培训班|سیمینار,ورکشاپ
  train, instruct, instruction, course|培训,训练,研修,课程,受训|تربیت,تربیتی,کورس,ٹریننگ
  instructor, trainer, tutor|教官,教员|انسٹرکٹر,تربیت کار,اساتذہ
  academy, college, institute, school|学院,学校,研究所|اکیڈمی,کالج,انسٹی ٹیوٹ,ادارہ
  scholarship, fellowship|奖学金|وظائف,سکالرشپ,اسکالرشپ
  language|语言|زبان
  investigator, detective|侦查人员,侦查员,办案人员,调查人员,刑警|تفتیش کار,تفتیشی افسر,تفتیشی اہلکار,تفتیش کاروں
  officer, official, personnel, staff|警员,警官,人员,官员|افسر,افسران,اہلکار,اہلکاروں,عملے,عملہ
  analyst|分析人员,分析员|تجزیہ کار
  prosecutor, attorney|检察官,检察院|پراسیکیوٹر,استغاثہ
  judge, court, judicial|法院,法官,司法|عدالت,عدالتی,جج
  equipment, kit, device, gear|设备,器材,装备,工具包,套件|آلات,سازوسامان,ساز و سامان,کٹس,کٹ
  vehicle, car, motorcycle|车辆,汽车,摩托车|گاڑیاں,گاڑیوں,گاڑی,موٹر سائیکل
  boat, vessel, ship, craft|船,艇,船只|کشتی,کشتیاں,کشتیوں,جہاز,بحری جہاز
  drone, unmanned aerial|无人机|ڈرون
  camera, scanner, x-ray, detector|摄像头,扫描仪,安检设备,探测器|کیمرے,کیمرہ,سکینر,اسکینر
  radio|电台,对讲机|ریڈیو
  software|软件|سافٹ ویئر
  laboratory, lab|实验室|لیبارٹری,تجربہ گاہ
  fund, grant, finance, million, money, budget|资金,经费,拨款,赠款,万元,万美元|فنڈ,فنڈز,گرانٹ,مالی,رقم
  assistance, support, aid, help|援助,支持,协助,帮助|معاونت,امداد,مدد,تعاون فراہم
  donate, provide, provision, supply, deliver, delivery, make available, lend, loan, hand over, transfer, transmit, furnish, give, send|提供,捐赠,移交,赠送,转交,交付,提交|فراہم,عطیہ,حوالے,منتقل,مہیا,ارسال,دے گا,دے گی
  forensic|法医,取证,鉴定,法证|فرانزک,فورنزک
  digital, electronic|数字,电子,数码|ڈیجیٹل,الیکٹرانک
  capacity, capability, capacity building|能力建设,能力|استعداد,صلاحیت,استعداد کار
  technology, technical|技术|ٹیکنالوجی,تکنیکی,فنی
  information, detail|信息,情况|معلومات,تفصیلات,اطلاعات
  intelligence|情报|انٹیلی جنس,انٹیلیجنس
  evidence, exhibit|证据|شواہد,ثبوت
  data, record, log, file|数据,日志,记录,资料|ڈیٹا,ریکارڈ,لاگ
  server|服务器|سرور
  list|名单,清单|فہرست,لسٹ
  watch list, watchlist, black list, blacklist|监控名单,黑名单|واچ لسٹ,بلیک لسٹ
  designate organisation, terrorist organisation, proscribe|恐怖组织|کالعدم,دہشت گرد تنظیم
  passenger, traveller|旅客,乘客|مسافر,مسافروں
  passport, identity document, travel document|护照,身份证件,旅行证件|پاسپورٹ,شناختی دستاویز,سفری دستاویز
  fingerprint, biometric, dna|指纹,生物特征|فنگر پرنٹ,انگلیوں کے نشانات,بائیومیٹرک
  share, exchange|共享,交换,交流,分享,互换|تبادلہ,تبادلے,اشتراک,شیئر
  early warning, warn, alert, notify, notification|预警,通报,告知,提醒|خبردار,آگاہ,انتباہ,اطلاع,مطلع
  best practice, experience, lesson|经验,最佳做法|تجربات,تجربے,بہترین طریقوں
  respond, reply, answer, response|答复,回复,响应|جواب
  hour|小时|گھنٹے,گھنٹوں
  round the clock, 24/7, twenty four hour|全天候,二十四小时,24小时|چوبیس گھنٹے
  investigate, investigation, probe, inquiry|侦查,调查,侦办,侦破|تفتیش,تحقیقات,تحقیق
  case, dossier|案件,案|مقدمہ,مقدمے,مقدمات,کیس
  suspect, accuse|嫌疑人,嫌犯|مشتبہ,ملزم,ملزمان,مشتبہ افراد
  fugitive, abscond, wanted person, want|逃犯,在逃,潜逃,通缉|مفرور,مطلوب,اشتہاری
  arrest, detain, detention, apprehend, capture|逮捕,抓捕,缉捕,拘留|گرفتار,گرفتاری,حراست
  locate, trace, track, search|查找,追查,寻找,追踪,下落|تلاش,سراغ,کھوج
  extradite, extradition, surrender, handover, repatriate, repatriation, return, deport|引渡,遣返,移交,交还,送返|حوالگی,حوالے,واپسی,ملک بدر,واپس
  prosecute, prosecution, punish, justice|起诉,惩处,绳之以法,审判|مقدمہ چلا,سزا,کیفر کردار
  supply chain|供应链|رسد
  prisoner, prison, inmate, sentenced person|囚犯,监狱,被判刑人|قیدی,قیدیوں,جیل,سزا یافتہ
  mutual legal assistance, legal assistance|刑事司法协助,司法协助|باہمی قانونی معاونت,قانونی معاونت
  victim|受害人,受害者,被害人|متاثرین,متاثرہ
  witness|证人|گواہ
  asset, proceeds, recover|资产,赃款,追赃|اثاثے,اثاثوں,اثاثہ
  freeze, stop payment, seize, confiscate|冻结,止付,扣押,查封,没收|منجمد,ضبط,روک
  account, bank|账户,银行|اکاؤنٹ,کھاتے,بینک
  protect, safeguard, guard, safety, secure, security|保护,保障,安全,安保|حفاظت,تحفظ,سلامتی,سکیورٹی,سیکیورٹی,سیکورٹی,حفاظتی
  security arrangement, security measure, safety measure, protective measure|安保措施,安全措施,安保安排,安全保护|حفاظتی انتظامات,حفاظتی اقدامات,سکیورٹی انتظامات,سکیورٹی اقدامات
  citizen, national, expatriate, compatriot|公民,侨民,国民|شہری,شہریوں,باشندے,باشندوں
  project, construction, site|项目,工地,工程|منصوبے,منصوبوں,منصوبہ,سائٹ,پروجیکٹ
  institution, company, enterprise, firm|机构,企业,公司|اداروں,ادارے,کمپنی,کمپنیوں
  worker, engineer, employee|工人,工程师,员工|کارکن,کارکنوں,انجینئر,مزدور
  embassy, mission, consulate, consular, diplomat|使馆,领馆,领事,外交人员,外交机构|سفارت خانے,سفارت خانہ,سفارتخانہ,سفارت خانوں,قونصل,قونصلر,سفارت کار
  convoy, escort|车队,护送,押运|قافلے,قافلوں,قافلہ
  special protection unit, protection unit|特别保护单位,保护单位,保护部队|اسپیشل پروٹیکشن یونٹ,خصوصی حفاظتی یونٹ,حفاظتی یونٹ
  northern province, north, northern|北部|شمالی
  south, southern|南部|جنوبی
  east, eastern|东部|مشرقی
  west, western|西部|مغربی
  province, region, district|省,地区,区域|صوبے,صوبوں,صوبہ,علاقے,علاقوں,ضلع,اضلاع
  terrorism, counter terrorism, anti terrorism, terrorist|反恐怖,反恐,恐怖主义,恐怖|انسداد دہشت گردی,دہشت گردی,دہشتگردی,دہشت گرد
  extremism, radicalisation, radicalization|极端主义,极端化|انتہا پسندی,شدت پسندی
  attack, explosion, bomb|袭击,爆炸,攻击|حملہ,حملے,حملوں,دھماکہ,دھماکے
  explosive, detonator, improvise explosive|爆炸物,炸药,雷管|دھماکہ خیز,بارودی
  weapon, firearm, arms, ammunition, munition|武器,枪支,弹药,军火|اسلحہ,اسلحے,ہتھیار,ہتھیاروں,گولہ بارود
  drug, narcotic, counter narcotic, opium, heroin, fentanyl, opioid, methamphetamine, cocaine, cannabis, psychoactive, substance|毒品,禁毒,缉毒,麻醉品,芬太尼,精神药品|منشیات,انسداد منشیات
  precursor, chemical|易制毒,前体,化学品|پیشگی کیمیکل,کیمیکل,کیمیائی
  smuggle, contraband|走私|سمگلنگ,اسمگلنگ
  trafficking in person, human trafficking, person trafficking, people trafficking|贩运人口,人口贩运,拐卖|انسانی سمگلنگ,انسانی اسمگلنگ
  traffic, trafficking|贩运,贩卖|سمگلنگ,اسمگلنگ,ترسیل
  migration, migrant, migratory, illegal migration, irregular migration|移民,偷渡,非法移民|نقل مکانی,ہجرت,تارکین,غیر قانونی ہجرت
  visa|签证|ویزا,ویزوں,ویزے,ویزہ
  recruit, recruitment agency, labour|招聘,中介,招工|ریکروٹنگ,بھرتی
  border, frontier, crossing|边境,口岸,边界|سرحد,سرحدی,سرحدوں
  customs|海关|کسٹمز,کسٹم
  coast guard, coastguard, maritime, sea|海警,海岸警卫,海上|کوسٹ گارڈ,ساحلی,بحری,سمندری
  navy, naval|海军|بحریہ
  port, harbour|港口,港|بندرگاہ,پورٹ
  airport, aviation, flight|机场,航空,航班|ہوائی اڈے,ہوائی اڈوں,ایئرپورٹ,ہوا بازی,پرواز
  railway, train station, rail|铁路|ریلوے
  road, highway, route|公路,道路,路线|شاہراہ,سڑک
  police, law enforcement|警察,警方,警务,执法|پولیس,قانون نافذ
  special unit, special force, special police|特种部队,特警|خصوصی دستے,خصوصی یونٹ,اسپیشل فورسز,خصوصی فورس
  army, military, armed force, defence, defense|军队,军方,军事,国防,防务|فوج,فوجی,مسلح افواج,دفاع,دفاعی
  crime, criminal, organised crime, organized crime, cartel, gang, criminal network|犯罪,刑事,有组织犯罪|جرائم,جرم,منظم جرائم,مجرم
  fraud, scam|诈骗,欺诈|فراڈ,دھوکہ دہی,جعلسازی
  fraud centre, scam centre, scam compound, fraud compound|诈骗园区,诈骗窝点,电诈园区|فراڈ مراکز,فراڈ کے مراکز
  telecom, telecommunication, sim|电信,通信,通讯|ٹیلی کام,مواصلات,سم
  online, internet, web|网上,互联网,在线,网络|آن لائن,انٹرنیٹ
  gamble, casino|赌博,赌场|جوا,جوئے
  cyber, cybersecurity, cybercrime, computer|网络安全,网络犯罪,网络空间,网络|سائبر,کمپیوٹر
  ransomware, malware, phishing|勒索软件,恶意软件,钓鱼|رینسم ویئر,میلویئر,فشنگ
  emergency response team, cert, incident response|应急响应,应急小组|ہنگامی ردعمل,سرٹ
  critical infrastructure|关键基础设施|اہم بنیادی ڈھانچے,اہم تنصیبات,بنیادی ڈھانچہ
  money launder, launder|洗钱|منی لانڈرنگ
  terrorist finance, finance of terrorism, financial intelligence|资助恐怖,恐怖融资,金融情报|دہشت گردوں کی مالی,دہشت گردی کی مالی,مالیاتی انٹیلی جنس
  cryptocurrency, virtual asset, virtual currency|虚拟货币,加密货币|کرپٹو,ورچوئل کرنسی
  corruption|腐败,反腐|بدعنوانی,کرپشن
  counterfeit, forge, false document|假币,伪造,假冒|جعلی,جعل
  kidnap, hostage, abduct|绑架,人质|اغوا,یرغمال
  piracy|海盗|قزاقی
  wildlife|野生动物|جنگلی حیات
  child, minor, juvenile|儿童,未成年人|بچوں,بچے,نابالغ
  woman|妇女|خواتین
  disaster, rescue, flood|救援,救灾,灾害|آفات,ریسکیو,سیلاب
  fire service, firefight|消防|فائر
  satellite|卫星|سیٹلائٹ
  suspend, suspension, halt, stop|暂停,中止,停止|معطل,بند
  group visa|团体签证,团体签|گروپ ویزوں,گروپ ویزا
  ban, prohibit, restrict|禁止,限制|پابندی
  close, dismantle, shut down, disrupt, eradicate|关闭,捣毁,取缔,铲除|بند کرنے,خاتمہ,ختم
  ~ open, launch, inaugurate, start, commence, begin|启动,开通,启用,开始,开设|آغاز,کھول,شروع,افتتاح
  ~ establish, create, set up, form, constitute, institute|建立,设立,成立,组建,组成,搭建|قائم,قیام,تشکیل
  appoint, appointment, designate, nominate|任命,指定,委派,派出|نامزد,تعینات,مقرر
  deploy, deployment, second|派驻,部署,派遣|تعینات,تعیناتی
  = sign, conclude, finalise, finalize, negotiate|签署,缔结,商签,商定文本|دستخط,حتمی شکل
  ratify, enter into force|批准,生效|توثیق,نافذ
  review, assess, evaluate, examine, study, inspect|评估,审查,检查,研究,审议|جائزہ,جانچ,معائنہ
  update, revise, amend, renew|更新,修订,修改|تجدید,ترمیم
  draft, text, template, form|草案,文本,模板,表格|مسودہ,مسودے,فارم
  translate, interpreter|翻译,译员|ترجمہ,مترجم
  transit, transport, cargo, container|过境,运输,货物,集装箱|راہداری,نقل و حمل,کارگو,کنٹینر
  compensate, family|赔偿,家属|معاوضہ,لواحقین
  campaign, awareness, outreach, prevention, prevent|宣传,防范,预防|مہم,آگاہی,روک تھام
  operation, raid, crackdown, joint operation|行动,打击行动,联合行动|آپریشن,کارروائی,کارروائیاں,کارروائیوں
  simultaneous, parallel|同步|بیک وقت
  ~ ministry, minister|部长|وزیر,وزراء,وزارت
  ~ joint, jointly, together|联合,共同|مشترکہ,مل کر
  ~ cooperate, cooperation, collaboration, partnership|合作|تعاون
  ~ coordinate, coordination|协调|رابطہ,ہم آہنگی
  ~ strengthen, enhance, improve, increase, step up, deepen, expand, intensify, boost|加强,深化,提高,提升,扩大,加大|مضبوط,بہتر,فروغ,اضافہ,توسیع,بڑھا
  ~ continue, maintain, keep|继续,保持|جاری,برقرار
  ~ combat, counter, fight, tackle, against|打击,应对,防控|مقابلہ,خلاف,انسداد
  ~ relevant, concern, competent, authority, agency, service, department|有关,主管,部门,当局|متعلقہ,حکام,محکمہ,ایجنسی,ایجنسیوں
  ~ implement, implementation, carry out, conduct|落实,执行,开展,实施|عمل درآمد,عملدرآمد
  ~ hold, host, convene|举行,召开,举办|منعقد,انعقاد,میزبانی
  ~ national, country, state|国家,两国|ملک,ممالک,قومی
  ~ issue, matter, field, area|问题,领域|معاملات,مسائل,شعبوں
  ~ illegal, unlawful, illicit, illegally|非法|غیر قانونی
  ~ number, group|批,组|تعداد,گروپ
`;

export type Term = {
  readonly id: number;
  /** How much it tells of an undertaking: hardly anything, its sort, or what it is about. */
  readonly tells: 'little' | 'sort' | 'matter';
  readonly en: readonly string[];
  readonly zh: readonly string[];
  readonly ur: readonly string[];
};

export const TERMS: readonly Term[] = ROWS.trim()
  .split('\n')
  .map((line, id) => {
    const row = line.trim();
    const tells = row.startsWith('~') ? 'little' : row.startsWith('=') ? 'sort' : 'matter';
    const [en = [], zh = [], ur = []] = row
      .replace(/^[~=]\s*/u, '')
      .split('|')
      .map((cell) =>
        cell
          .split(',')
          .map((word) => word.trim())
          .filter((word) => word !== ''),
      );
    return { id, tells, en, zh, ur };
  });
