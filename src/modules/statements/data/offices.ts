/**
 * Offices of state and the words around them. In English an office is read as a run of capitalised words that holds one of
 * `OFFICES_EN`; what follows it, and is neither an office nor a word of `INSTITUTION_WORDS_EN`, is a name.
 */
const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/u));

export const OFFICES_EN = words(`
  president presidents premier premiers chancellor chancellors king queen emir sultan prince princess crown
  minister ministers secretary secretaries undersecretary undersecretaries under-secretary attorney attorneys solicitor
  ambassador ambassadors envoy envoys counsellor counsellors counselor counselors councilor councillor councilors consul consuls
  attaché attache advisor advisors adviser advisers assistant assistants director directors dg adg chairman chairwoman chairperson chair
  co-chair co-chairs chairs commissioner commissioners administrator governor governors mayor mayors prefect speaker senator senators congressman
  congresswoman deputy deputies general generals admiral admirals lieutenant colonel major brigadier marshal captain commodore
  commander commanders chief chiefs head heads superintendent inspector inspectors inspector-general ig igp adgp sp ssp digp prosecutor prosecutors
  judge justice coordinator coordinators co-ordinator rapporteur representative representatives representativ ombudsman officer officers
  official officials spokesperson spokesman spokeswoman member members manager managers leader leaders principal principals
  counterpart counterparts high plenipotentiary comptroller auditor registrar chargé charge d'affaires dean chief-of-staff taoiseach vice-president vice-minister
  vice-premier rector judges chairmen nsa sapm constable constables keeper permsec detective sheriff warden provost marshal procurator
  attorney-general director-general secretary-general co-chairman co-chairwoman co-chairperson pm fm dpm cs ps spokesman registrar archivist
  ombudswoman magistrate magistrates counsel under-secretaries sub-inspector superintendents brigadiers colonels majors captains wing
  controller inspector-generals igs dgs vice-chair vice-chairman vice-chairperson vice-president deputy-director rep focal ceo chargée
`);

/** Words that belong to an office or an institution and are not names of persons. */
export const INSTITUTION_WORDS_EN = words(`
  ministry department departments office bureau agency agencies authority authorities administration academy academies institute institution
  commission committee council board court courts centre center service services force forces police army navy air guard guards border
  directorate division branch section unit secretariat cabinet parliament assembly senate house congress government federation republic
  state states kingdom union nations organisation organization university college school bank fund corps staff headquarters mission embassy consulate
  national federal central provincial regional municipal local international global foreign external internal interior home domestic civil public
  private general special senior junior acting deputy vice joint executive permanent additional first second third principal prime high chief
  security defence defense intelligence justice law enforcement legal counter counter-narcotics counter-terrorism counterterrorism counter-terror
  counterintelligence anti-narcotics anti-terrorism narcotics drugs drug addictions control crime crimes cybercrime cyber cybersecurity cyberspace
  investigation investigations prosecution prosecutions immigration migration customs revenue finance financial treasury economy economic trade
  commerce industry industries energy environment climate health sanitary medical risks risk protection safety citizen citizens citizenship civilian
  affairs relations cooperation co-operation coordination policy policies planning strategy strategic programme program programmes projects project
  development resources management operations operational information communications telecommunications technology technologies digital data
  education culture agriculture food water transport transportation infrastructure labour labor employment social welfare women youth sports tourism
  emergency emergencies disaster civil-military human rights refugees asylum population family community communities homeland native
  north south east west northern southern eastern western america africa asia europe middle pacific indo-pacific hemisphere atlantic arctic
  mr mrs ms dr h.e hon honourable honorable excellency sir madam lord lady her his professor prof engineer eng
 delegation delegations side sides party parties team teams group groups working dialogue forum summit conference meeting
  visit bilateral trilateral framework agreement memorandum understanding treaty convention protocol declaration statement communique
  white palace presidential ministerial royal imperial supreme constitutional islamic democratic people people's peoples socialist
  province district city town capital territory region island islands bay port airport sea river mountain street avenue road square building tower hall
  against for of the and on in to at with by de facto nuclear weapons arms ammunition explosives firearms alcohol tobacco port-of-entry
  united his both two three this that these those he she they we our their its it a an as also during following after before
  according while when where who which since under over from through cross- counter-terrorism-related chemical biological radiological
  telecom telecommunication science innovation space aviation maritime naval military militia reserve gendarmerie carabinieri constabulary rangers
  training capacity support logistics procurement budget audit compliance ethics integrity corruption anti-corruption transparency accountability
  troops troop brigade regiment battalion squad records archives library statistics census elections electoral election minority minorities religious religion hajj zakat kashmir
  senior-level high-level political parliamentary judicial administrative technical scientific academic industrial commercial
  protocol press media spokesperson analysis research studies institute's exchange exchanges liaison contact point points fraud cybercrimes
  organizations organisations diplomacy anti inter-agency interagency intersessional seals treasurer purse frontier frontiers immigrations
  gendarmes coordinating interministerial military-technical statistics nationality demining antiterrorism unodc frontex gazette new challenges
  threats legislation prisons penitentiary correctional corrections probation juvenile registry passports visas documents narcotic controlled
  substances psychotropic addiction trafficking-in-persons persons smuggling wildlife heritage forestry antiquities oceans polar nuclear-security
  non-proliferation nonproliferation disarmament proliferation sanctions arms-control verification partnership partnerships alliances plans
  prisons chancellery premiership rural urban housing works veterans ethnic tribal frontiers chiefs-of-staff joint-staff cyber-security
  terrorism extremism radicalisation radicalization trafficking smuggling laundering organized organised transnational serious
`);

/** Courtesy forms before a name; never part of it. */
export const HONORIFICS_EN = words(
  'shri smt sh kumari datuk dato tan sri tun puan encik ato ustad maulana mullah begum sardar chaudhry-sahib rt sen lieut brig-gen insp supt dsp asp fr rev hrh hm hh honorable-member mme m. sr sra herr frau u daw pak bapak ibu khun lic ing arq mr mrs ms miss dr prof professor hon honourable honorable h.e he. sir madam dame lord lady sheikh sheikha excellency engr eng adv lt gen maj col brig adm capt cdr cmdr ret retd',
);

/** How offices end in Chinese; what stands before them (deputy, of which ministry) belongs to the title. */
export const OFFICES_ZH: readonly string[] = [
  '国家安全顾问',
  '总理特别助理',
  '国务委员',
  '首席大法官',
  '首席检察官',
  '总检察长',
  '检察长',
  '副部级官员',
  '部长助理',
  '部长',
  '秘书长',
  '常务秘书',
  '国务秘书',
  '辅秘',
  '秘书',
  '总理',
  '首相',
  '总统',
  '主席',
  '主任',
  '局长',
  '司长',
  '署长',
  '厅长',
  '处长',
  '院长',
  '校长',
  '警长',
  '警监',
  '总监',
  '督察',
  '专员',
  '大臣',
  '外长',
  '防长',
  '外相',
  '防卫相',
  '司令',
  '司令员',
  '参谋长',
  '省长',
  '州长',
  '市长',
  '议长',
  '大使',
  '公使',
  '参赞',
  '代办',
  '总领事',
  '领事',
  '武官',
  '特使',
  '顾问',
  '代表',
  '联络官',
  '协调员',
  '团长',
  '组长',
  '会长',
  '书记',
  '国王',
  '助理',
  '官员',
  '总长',
];

export const OFFICES_UR: readonly string[] = [
  'وفاقی وزیر',
  'نائب وزیر اعظم',
  'نائب وزیر',
  'وزیر اعظم',
  'وزیراعظم',
  'وزیر مملکت',
  'وزیر داخلہ',
  'وزیر خارجہ',
  'وزیر دفاع',
  'وزیر قانون',
  'وزیر',
  'صدر',
  'معاون خصوصی',
  'قومی سلامتی کے مشیر',
  'مشیر',
  'سفیر',
  'ایڈیشنل سیکرٹری',
  'جوائنٹ سیکرٹری',
  'سیکرٹری جنرل',
  'سیکرٹری',
  'سیکریٹری',
  'ڈائریکٹر جنرل',
  'ڈائریکٹر',
  'کمشنر',
  'انسپکٹر جنرل',
  'آئی جی',
  'چیئرمین',
  'گورنر',
  'میئر',
  'سربراہ',
  'کوآرڈینیٹر',
  'رابطہ کار',
  'اٹارنی جنرل',
  'نمائندہ خصوصی',
];
