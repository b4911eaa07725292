/** Intergovernmental organisations that can be a party to a statement: key | English | Chinese | Urdu names. */
export type Organisation = {
  readonly code: string;
  readonly names: readonly string[];
  readonly zh: readonly string[];
  readonly ur: readonly string[];
};

const ROWS = `
UN|United Nations,UN|联合国|اقوام متحدہ
EU|European Union,EU|欧洲联盟,欧盟|یورپی یونین
AU|African Union|非洲联盟,非盟|افریقی یونین
NATO|North Atlantic Treaty Organization,North Atlantic Treaty Organisation,NATO|北大西洋公约组织,北约|نیٹو
ASEAN|Association of Southeast Asian Nations,ASEAN|东南亚国家联盟,东盟|آسیان
SCO|Shanghai Cooperation Organization,Shanghai Cooperation Organisation,SCO|上海合作组织,上合组织|شنگھائی تعاون تنظیم
GCC|Gulf Cooperation Council,GCC|海湾阿拉伯国家合作委员会,海合会|خلیج تعاون کونسل
OAS|Organization of American States|美洲国家组织|امریکی ریاستوں کی تنظیم
OSCE|Organization for Security and Co-operation in Europe,OSCE|欧洲安全与合作组织,欧安组织|یورپ میں سلامتی و تعاون کی تنظیم
CSTO|Collective Security Treaty Organization,CSTO|集体安全条约组织,集安组织|اجتماعی سلامتی معاہدہ تنظیم
CIS|Commonwealth of Independent States|独立国家联合体,独联体|آزاد ریاستوں کی دولت مشترکہ
OIC|Organization of Islamic Cooperation,Organisation of Islamic Cooperation,OIC|伊斯兰合作组织,伊合组织|اسلامی تعاون تنظیم
LAS|League of Arab States,Arab League|阿拉伯国家联盟,阿盟|عرب لیگ
ECOWAS|Economic Community of West African States,ECOWAS|西非国家经济共同体,西共体|ایکوواس
CARICOM|Caribbean Community,CARICOM|加勒比共同体|کیریکوم
SAARC|South Asian Association for Regional Cooperation,SAARC|南亚区域合作联盟,南盟|سارک
SADC|Southern African Development Community,SADC|南部非洲发展共同体,南共体|سادک
PIF|Pacific Islands Forum|太平洋岛国论坛|پیسیفک آئی لینڈز فورم
AIMC|Council of Arab Interior Ministers,Arab Interior Ministers Council|阿拉伯国家内政部长理事会|عرب وزرائے داخلہ کونسل
ASEANAPOL|ASEANAPOL|东盟警察组织|آسیان پول
INTERPOL|INTERPOL,Interpol|国际刑警组织|انٹرپول
EUROPOL|Europol|欧洲刑警组织|یوروپول
`;

const list = (cell: string | undefined): readonly string[] => (cell ?? '').split(',').filter((item) => item !== '');

export const ORGANISATIONS: readonly Organisation[] = ROWS.trim()
  .split('\n')
  .map((row) => {
    const [code = '', names, zh, ur] = row.split('|');
    return { code, names: list(names), zh: list(zh), ur: list(ur) };
  });
