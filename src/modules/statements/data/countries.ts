/**
 * The countries and territories that appear in official statements, one a line:
 * ISO 3166-1 code | English names | English adjectives | capitals | Chinese names | Urdu names.
 * Chinese and Urdu names are CLDR's with the usual short forms added. Singapore, Djibouti and other
 * capitals that are also the country's name, and capitals that are commoner as something else, are left out.
 */
export type Country = {
  readonly code: string;
  readonly names: readonly string[];
  readonly adjectives: readonly string[];
  readonly capitals: readonly string[];
  readonly zh: readonly string[];
  readonly ur: readonly string[];
};

const ROWS = `
  AF|Afghanistan|Afghan|Kabul|阿富汗|افغانستان
  AL|Albania|Albanian|Tirana|阿尔巴尼亚|البانیہ
  DZ|Algeria|Algerian|Algiers|阿尔及利亚|الجیریا
  AD|Andorra|Andorran|Andorra la Vella|安道尔|انڈورا
  AO|Angola|Angolan|Luanda|安哥拉|انگولا
  AG|Antigua and Barbuda|Antiguan,Barbudan||安提瓜和巴布达|انٹیگوا اور باربودا
  AR|Argentina|Argentine,Argentinian|Buenos Aires|阿根廷|ارجنٹینا
  AM|Armenia|Armenian|Yerevan|亚美尼亚|آرمینیا
  AU|Australia|Australian|Canberra|澳大利亚|آسٹریلیا
  AT|Austria|Austrian|Vienna|奥地利|آسٹریا
  AZ|Azerbaijan|Azerbaijani|Baku|阿塞拜疆|آذربائیجان
  BS|Bahamas,The Bahamas|Bahamian|Nassau|巴哈马|بہاماس
  BH|Bahrain|Bahraini|Manama|巴林|بحرین
  BD|Bangladesh|Bangladeshi|Dhaka|孟加拉国|بنگلہ دیش
  BB|Barbados|Barbadian|Bridgetown|巴巴多斯|بارباڈوس
  BY|Belarus|Belarusian|Minsk|白俄罗斯|بیلاروس
  BE|Belgium|Belgian|Brussels|比利时|بیلجیم
  BZ|Belize|Belizean|Belmopan|伯利兹|بیلائز
  BJ|Benin|Beninese|Porto-Novo|贝宁|بینن
  BT|Bhutan|Bhutanese|Thimphu|不丹|بھوٹان
  BO|Bolivia|Bolivian|La Paz|玻利维亚|بولیویا
  BA|Bosnia and Herzegovina,Bosnia|Bosnian|Sarajevo|波斯尼亚和黑塞哥维那,波黑|بوسنیا اور ہرزیگووینا
  BW|Botswana|Botswanan|Gaborone|博茨瓦纳|بوتسوانا
  BR|Brazil|Brazilian|Brasília,Brasilia|巴西|برازیل
  BN|Brunei,Brunei Darussalam|Bruneian|Bandar Seri Begawan|文莱|برونائی
  BG|Bulgaria|Bulgarian|Sofia|保加利亚|بلغاریہ
  BF|Burkina Faso|Burkinabe|Ouagadougou|布基纳法索|برکینا فاسو
  BI|Burundi|Burundian|Gitega|布隆迪|برونڈی
  KH|Cambodia|Cambodian|Phnom Penh|柬埔寨|کمبوڈیا
  CM|Cameroon|Cameroonian|Yaoundé,Yaounde|喀麦隆|کیمرون
  CA|Canada|Canadian|Ottawa|加拿大|کینیڈا
  CV|Cabo Verde,Cape Verde|Cabo Verdean,Cape Verdean|Praia|佛得角|کیپ ورڈی
  CF|Central African Republic|Central African|Bangui|中非共和国|وسط افریقی جمہوریہ
  TD|Chad|Chadian|N'Djamena|乍得|چاڈ
  CL|Chile|Chilean||智利|چلی
  CN|China,People's Republic of China,PRC|Chinese|Beijing|中国|چین
  CO|Colombia|Colombian|Bogotá,Bogota|哥伦比亚|کولمبیا
  KM|Comoros|Comorian|Moroni|科摩罗|کوموروس
  CG|Republic of the Congo,Congo|Congolese|Brazzaville|刚果（布）|کانگو
  CD|Democratic Republic of the Congo,DRC,DR Congo|Congolese|Kinshasa|刚果（金）|کانگو کنشاسا
  CR|Costa Rica|Costa Rican||哥斯达黎加|کوسٹا ریکا
  CI|Côte d'Ivoire,Ivory Coast|Ivorian|Yamoussoukro|科特迪瓦|آئیوری کوسٹ
  HR|Croatia|Croatian|Zagreb|克罗地亚|کروشیا
  CU|Cuba|Cuban|Havana|古巴|کیوبا
  CY|Cyprus|Cypriot|Nicosia|塞浦路斯|قبرص
  CZ|Czech Republic,Czechia|Czech|Prague|捷克|چیکیا
  DK|Denmark|Danish|Copenhagen|丹麦|ڈنمارک
  DJ|Djibouti|Djiboutian||吉布提|جبوتی
  DM|Dominica|Dominican|Roseau|多米尼克|ڈومنیکا
  DO|Dominican Republic|Dominican|Santo Domingo|多米尼加共和国|جمہوریہ ڈومينيکن
  EC|Ecuador|Ecuadorian,Ecuadorean|Quito|厄瓜多尔|ایکواڈور
  EG|Egypt|Egyptian|Cairo|埃及|مصر
  SV|El Salvador|Salvadoran||萨尔瓦多|ال سلواڈور
  GQ|Equatorial Guinea|Equatorial Guinean,Equatoguinean|Malabo|赤道几内亚|استوائی گیانا
  ER|Eritrea|Eritrean|Asmara|厄立特里亚|اریٹیریا
  EE|Estonia|Estonian|Tallinn|爱沙尼亚|اسٹونیا
  SZ|Eswatini,Swaziland|Swazi|Mbabane|斯威士兰|سواتنی
  ET|Ethiopia|Ethiopian|Addis Ababa|埃塞俄比亚|ایتھوپیا
  FJ|Fiji|Fijian|Suva|斐济|فجی
  FI|Finland|Finnish|Helsinki|芬兰|فن لینڈ
  FR|France|French|Paris|法国|فرانس
  GA|Gabon|Gabonese|Libreville|加蓬|گیبون
  GM|Gambia,The Gambia|Gambian|Banjul|冈比亚|گیمبیا
  GE|Georgia|Georgian|Tbilisi|格鲁吉亚|جارجیا
  DE|Germany|German|Berlin|德国|جرمنی
  GH|Ghana|Ghanaian|Accra|加纳|گھانا
  GR|Greece,Hellenic Republic|Greek,Hellenic|Athens|希腊|یونان
  GD|Grenada|Grenadian||格林纳达|گریناڈا
  GT|Guatemala|Guatemalan||危地马拉|گواٹے مالا
  GN|Guinea|Guinean|Conakry|几内亚|گنی
  GW|Guinea-Bissau|Bissau-Guinean|Bissau|几内亚比绍|گنی بساؤ
  GY|Guyana|Guyanese||圭亚那|گیانا
  HT|Haiti|Haitian|Port-au-Prince|海地|ہیٹی
  HN|Honduras|Honduran|Tegucigalpa|洪都拉斯|ہونڈاروس
  HU|Hungary|Hungarian|Budapest|匈牙利|ہنگری
  IS|Iceland|Icelandic|Reykjavik,Reykjavík|冰岛|آئس لینڈ
  IN|India|Indian|New Delhi,Delhi|印度|بھارت
  ID|Indonesia|Indonesian|Jakarta|印度尼西亚|انڈونیشیا
  IR|Iran|Iranian|Tehran|伊朗|ایران
  IQ|Iraq|Iraqi|Baghdad|伊拉克|عراق
  IE|Ireland|Irish|Dublin|爱尔兰|آئرلینڈ
  IL|Israel|Israeli|Jerusalem|以色列|اسرائیل
  IT|Italy|Italian|Rome|意大利|اٹلی
  JM|Jamaica|Jamaican||牙买加|جمائیکا
  JP|Japan|Japanese|Tokyo|日本|جاپان
  JO|Jordan,Hashemite Kingdom of Jordan|Jordanian|Amman|约旦|اردن
  KZ|Kazakhstan|Kazakh,Kazakhstani|Astana|哈萨克斯坦|قزاخستان
  KE|Kenya|Kenyan|Nairobi|肯尼亚|کینیا
  KI|Kiribati|I-Kiribati|Tarawa|基里巴斯|کریباتی
  KP|North Korea,Democratic People's Republic of Korea,DPRK|North Korean|Pyongyang|朝鲜|شمالی کوریا
  KR|South Korea,Republic of Korea,ROK,Korea|South Korean,Korean|Seoul|韩国|جنوبی کوریا
  XK|Kosovo|Kosovar,Kosovan|Pristina|科索沃|کوسووو
  KW|Kuwait|Kuwaiti||科威特|کویت
  KG|Kyrgyzstan,Kyrgyz Republic|Kyrgyz|Bishkek|吉尔吉斯斯坦|کرغزستان
  LA|Laos,Lao PDR,Lao People's Democratic Republic|Lao,Laotian|Vientiane|老挝|لاؤس
  LV|Latvia|Latvian|Riga|拉脱维亚|لٹویا
  LB|Lebanon|Lebanese|Beirut|黎巴嫩|لبنان
  LS|Lesotho|Basotho|Maseru|莱索托|لیسوتھو
  LR|Liberia|Liberian|Monrovia|利比里亚|لائبیریا
  LY|Libya|Libyan|Tripoli|利比亚|لیبیا
  LI|Liechtenstein|Liechtensteiner|Vaduz|列支敦士登|لیشٹنسٹائن
  LT|Lithuania|Lithuanian|Vilnius|立陶宛|لیتھونیا
  LU|Luxembourg|Luxembourgish,Luxembourger||卢森堡|لکسمبرگ
  MG|Madagascar|Malagasy|Antananarivo|马达加斯加|مڈغاسکر
  MW|Malawi|Malawian|Lilongwe|马拉维|ملاوی
  MY|Malaysia|Malaysian|Kuala Lumpur,Putrajaya|马来西亚|ملائشیا
  MV|Maldives,The Maldives|Maldivian|Malé|马尔代夫|مالدیپ
  ML|Mali|Malian|Bamako|马里|مالی
  MT|Malta|Maltese|Valletta|马耳他|مالٹا
  MH|Marshall Islands|Marshallese|Majuro|马绍尔群岛|مارشل آئلینڈز
  MR|Mauritania|Mauritanian|Nouakchott|毛里塔尼亚|موریطانیہ
  MU|Mauritius|Mauritian|Port Louis|毛里求斯|ماریشس
  MX|Mexico,United Mexican States|Mexican|Mexico City|墨西哥|میکسیکو
  FM|Micronesia,Federated States of Micronesia|Micronesian|Palikir|密克罗尼西亚|مائکرونیشیا
  MD|Moldova|Moldovan|Chișinău,Chisinau|摩尔多瓦|مالدووا
  MC|Monaco|Monégasque||摩纳哥|موناکو
  MN|Mongolia|Mongolian|Ulaanbaatar,Ulan Bator|蒙古|منگولیا
  ME|Montenegro|Montenegrin|Podgorica|黑山|مونٹے نیگرو
  MA|Morocco|Moroccan|Rabat|摩洛哥|مراکش
  MZ|Mozambique|Mozambican|Maputo|莫桑比克|موزمبیق
  MM|Myanmar,Burma|Myanma,Burmese|Naypyidaw,Nay Pyi Taw|缅甸|میانمار,برما
  NA|Namibia|Namibian|Windhoek|纳米比亚|نامیبیا
  NR|Nauru|Nauruan||瑙鲁|نؤرو
  NP|Nepal|Nepali,Nepalese|Kathmandu|尼泊尔|نیپال
  NL|Netherlands,Kingdom of the Netherlands|Dutch|Amsterdam,The Hague|荷兰|نیدر لینڈز
  NZ|New Zealand|New Zealander|Wellington|新西兰|نیوزی لینڈ
  NI|Nicaragua|Nicaraguan|Managua|尼加拉瓜|نکاراگووا
  NE|Niger|Nigerien|Niamey|尼日尔|نائجر
  NG|Nigeria|Nigerian|Abuja|尼日利亚|نائجیریا
  MK|North Macedonia|North Macedonian,Macedonian|Skopje|北马其顿|شمالی مقدونیہ
  NO|Norway|Norwegian|Oslo|挪威|ناروے
  OM|Oman|Omani|Muscat|阿曼|عمان
  PK|Pakistan|Pakistani|Islamabad|巴基斯坦|پاکستان
  PW|Palau|Palauan|Ngerulmud|帕劳|پلاؤ
  PS|Palestine,State of Palestine|Palestinian|Ramallah|巴勒斯坦|فلسطین
  PA|Panama|Panamanian|Panama City|巴拿马|پانامہ
  PG|Papua New Guinea|Papua New Guinean|Port Moresby|巴布亚新几内亚|پاپوآ نیو گنی
  PY|Paraguay|Paraguayan|Asunción,Asuncion|巴拉圭|پیراگوئے
  PE|Peru|Peruvian|Lima|秘鲁|پیرو
  PH|Philippines,The Philippines|Philippine,Filipino|Manila|菲律宾|فلپائن
  PL|Poland|Polish|Warsaw|波兰|پولینڈ
  PT|Portugal|Portuguese|Lisbon|葡萄牙|پرتگال
  QA|Qatar|Qatari|Doha|卡塔尔|قطر
  RO|Romania|Romanian|Bucharest|罗马尼亚|رومانیہ
  RU|Russia,Russian Federation|Russian|Moscow|俄罗斯|روس
  RW|Rwanda|Rwandan|Kigali|卢旺达|روانڈا
  KN|Saint Kitts and Nevis|Kittitian,Nevisian|Basseterre|圣基茨和尼维斯|سینٹ کٹس اور نیویس
  LC|Saint Lucia|Saint Lucian|Castries|圣卢西亚|سینٹ لوسیا
  VC|Saint Vincent and the Grenadines|Vincentian|Kingstown|圣文森特和格林纳丁斯|سینٹ ونسنٹ اور گرینیڈائنز
  WS|Samoa|Samoan|Apia|萨摩亚|ساموآ
  SM|San Marino|Sammarinese||圣马力诺|سان مارینو
  ST|São Tomé and Príncipe,Sao Tome and Principe|Santomean|São Tomé|圣多美和普林西比|ساؤ ٹومے اور پرنسپے
  SA|Saudi Arabia,Kingdom of Saudi Arabia|Saudi,Saudi Arabian|Riyadh|沙特阿拉伯,沙特|سعودی عرب
  SN|Senegal|Senegalese|Dakar|塞内加尔|سینیگل
  RS|Serbia|Serbian|Belgrade|塞尔维亚|سربیا
  SC|Seychelles|Seychellois||塞舌尔|سشلیز
  SL|Sierra Leone|Sierra Leonean|Freetown|塞拉利昂|سیرالیون
  SG|Singapore|Singaporean||新加坡|سنگاپور
  SK|Slovakia,Slovak Republic|Slovak|Bratislava|斯洛伐克|سلوواکیہ
  SI|Slovenia|Slovenian,Slovene|Ljubljana|斯洛文尼亚|سلووینیا
  SB|Solomon Islands|Solomon Islander|Honiara|所罗门群岛|سولومن آئلینڈز
  SO|Somalia|Somali|Mogadishu|索马里|صومالیہ
  ZA|South Africa|South African|Pretoria|南非|جنوبی افریقہ
  SS|South Sudan|South Sudanese|Juba|南苏丹|جنوبی سوڈان
  ES|Spain|Spanish|Madrid|西班牙|ہسپانیہ
  LK|Sri Lanka|Sri Lankan|Colombo|斯里兰卡|سری لنکا
  SD|Sudan|Sudanese|Khartoum|苏丹|سوڈان
  SR|Suriname|Surinamese|Paramaribo|苏里南|سورینام
  SE|Sweden|Swedish|Stockholm|瑞典|سویڈن
  CH|Switzerland,Swiss Confederation|Swiss|Bern|瑞士|سوئٹزر لینڈ
  SY|Syria|Syrian|Damascus|叙利亚|شام
  TW|Taiwan|Taiwanese|Taipei|台湾|تائیوان
  TJ|Tajikistan|Tajik|Dushanbe|塔吉克斯坦|تاجکستان
  TZ|Tanzania|Tanzanian|Dodoma|坦桑尼亚|تنزانیہ
  TH|Thailand|Thai|Bangkok|泰国|تھائی لینڈ
  TL|Timor-Leste,East Timor|Timorese|Dili|东帝汶|تیمور لیسٹ
  TG|Togo|Togolese|Lomé,Lome|多哥|ٹوگو
  TO|Tonga|Tongan|Nuku'alofa|汤加|ٹونگا
  TT|Trinidad and Tobago|Trinidadian,Tobagonian|Port of Spain|特立尼达和多巴哥|ترینیداد اور ٹوباگو
  TN|Tunisia|Tunisian|Tunis|突尼斯|تونس
  TR|Türkiye,Turkey,Turkiye|Turkish|Ankara|土耳其|ترکیہ,ترکی
  TM|Turkmenistan|Turkmen|Ashgabat|土库曼斯坦|ترکمانستان
  TV|Tuvalu|Tuvaluan|Funafuti|图瓦卢|ٹووالو
  UG|Uganda|Ugandan|Kampala|乌干达|یوگنڈا
  UA|Ukraine|Ukrainian|Kyiv,Kiev|乌克兰|یوکرین
  AE|United Arab Emirates,UAE|Emirati|Abu Dhabi|阿联酋|متحدہ عرب امارات,امارات
  GB|United Kingdom,UK,U.K.,Great Britain,Britain|British|London|英国|برطانیہ,مملکت متحدہ
  US|United States,United States of America,U.S.,US,USA,U.S|American|Washington|美国|امریکہ,ریاستہائے متحدہ امریکہ,ریاست ہائے متحدہ امریکہ
  UY|Uruguay|Uruguayan|Montevideo|乌拉圭|یوروگوئے
  UZ|Uzbekistan|Uzbek|Tashkent|乌兹别克斯坦|ازبکستان
  VU|Vanuatu|Ni-Vanuatu|Port Vila|瓦努阿图|وینوآٹو
  VA|Holy See,Vatican|Vatican||梵蒂冈|ویٹیکن سٹی
  VE|Venezuela|Venezuelan|Caracas|委内瑞拉|وینزوئیلا
  VN|Vietnam,Viet Nam|Vietnamese|Hanoi|越南|ویتنام
  YE|Yemen|Yemeni|Sana'a,Sanaa|也门|یمن
  ZM|Zambia|Zambian|Lusaka|赞比亚|زامبیا
  ZW|Zimbabwe|Zimbabwean|Harare|津巴布韦|زمبابوے
  HK|Hong Kong|Hong Konger||香港|ہانگ کانگ
  MO|Macao,Macau|Macanese||澳门|مکاؤ
`;

const list = (cell: string | undefined): readonly string[] => (cell ?? '').split(',').filter((item) => item !== '');

export const COUNTRIES: readonly Country[] = ROWS.trim()
  .split('\n')
  .map((row) => {
    const [code = '', names, adjectives, capitals, zh, ur] = row.trim().split('|');
    return {
      code,
      names: list(names),
      adjectives: list(adjectives),
      capitals: list(capitals),
      zh: list(zh),
      ur: list(ur),
    };
  });
