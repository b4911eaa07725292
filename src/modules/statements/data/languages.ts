/**
 * What tells languages of one script apart: their commonest little words, and letters that only one of them writes.
 * Languages that official statements are published in; whatever is none of them stays `und`.
 */
const split = (words: string): ReadonlySet<string> => new Set(words.split(' '));

export const LITTLE_WORDS_LATIN: Readonly<Record<string, ReadonlySet<string>>> = {
  en: split(
    'the of and to in a that is for on with by as at from was were be has have had will would which this their its it are an or not his her they he she been between shall may also',
  ),
  fr: split(
    'le la les de des du et à en un une dans que qui est sur pour par avec au aux ce cette ces se son sa ses leur leurs ont été sont il elle ils elles nous plus ainsi entre ou ne pas',
  ),
  es: split(
    'el la los las de del y en un una que es por para con al se su sus lo como más entre ha han fue son sobre este esta estos o sin no ambas ambos',
  ),
  pt: split(
    'o a os as de do da dos das e em um uma que é por para com ao à no na nos nas se seu sua como mais entre foi são sobre este esta ou não ambas ambos pelo pela',
  ),
  it: split(
    'il lo la i gli le di del della dei delle e in un una che è per con al alla nel nella si suo sua come più tra fra ha hanno sono sul sulla ed o non entrambe anche dal dalla',
  ),
  de: split(
    'der die das und in den von zu mit dem des für auf ist im ein eine einer einem einen sich auch nicht es sie er als bei werden wird wurde wurden haben hat sind nach über zwischen beide beiden oder um am zur zum durch',
  ),
  nl: split(
    'de het een en van in op te dat is voor met zijn aan door ook niet als bij om uit werd worden wordt hebben heeft tussen beide hun deze naar over er of tot',
  ),
  tr: split(
    've bir bu da de ile için olan olarak iki arasında daha çok gibi ne ise olduğu olduğunu her en kadar ya tarafından üzerine ülke taraflar sonra ancak etti eden',
  ),
  id: split(
    'dan yang di untuk dengan dari pada dalam ini itu akan kedua oleh telah sebagai adalah tidak juga antara negara serta para atau bahwa kepada tersebut dapat lebih kerja sama',
  ),
  vi: split(
    'và của các trong với là cho được hai có về đã một những trên tại giữa bên này theo hợp nước cũng để không ngày',
  ),
  pl: split(
    'i w z na do się że o dla przez jest oraz nie od po za przy jak ich jego które który między obie obu został są będzie',
  ),
  ro: split(
    'și de la în a al ale cu pe pentru din că care un o este sunt fost între prin să mai nu ambele lor sau după',
  ),
  sv: split('och i att det en av för som på är med den till de om ett har inte från båda mellan eller vid kan ska'),
  cs: split('a v na se že s z o do je pro k i od za ve by jsou nebo mezi obě byl byla bylo jako také při'),
  hu: split('a az és hogy nem is egy ez meg volt van két között el vagy mint csak ki közötti való valamint'),
  fi: split('ja on ei se että oli ovat hän kun mutta myös tai sekä välillä kaksi ovat mukaan'),
  sw: split('na ya wa kwa katika ni za la kuwa hiyo hii pia kama baina kati nchi mbili'),
  so: split('iyo in ka ku uu ay waa soo oo la ee u labada'),
  uz: split('va bilan uchun bu ham boʻyicha o‘rtasida ikki hamda tomonlar'),
  az: split('və bu ilə üçün olan da də iki arasında bir'),
  tl: split('ang ng sa na mga at ay ni para kay nang'),
};

/** Urdu is told by its own letters and postpositions; compared after variant letters are made one. */
export const LITTLE_WORDS_ARABIC: Readonly<Record<string, ReadonlySet<string>>> = {
  ur: split(
    'کے کی کا میں ہے ہیں نے سے پر کو اور کہ یہ اس ان گا گے گی کیا تھا تھے تھی بھی ہو گئی گیا کرنے دونوں ایک تک لیے وہ',
  ),
  fa: split('و در بہ از کہ را این است با شد می ان برای بر تا نیز خود شدہ های یا ہا دو میان کرد کردند است بین'),
  ar: split('فی من علی الی ان التی الذی عن مع ہذا ہذہ بین ما کما او لا قد ذلک کل بعد قبل کان الجانبان ہو ہی حیث وقد'),
  ps: split('د په او چې دې له کې سره ته هم دي يې څخه دا پہ چی لہ سرہ تہ ہم دی'),
};
/** Letters that none but these languages write, in the Arabic script. */
export const OWN_LETTERS_ARABIC: readonly (readonly [string, RegExp])[] = [
  ['ps', /[ښډړځڅېۍ]/gu],
  ['sd', /[ڪٻڄڃڌڙڳڱ۾]/gu],
  ['ug', /[ۇۆۈېڭۋ]/gu],
  ['ckb', /[ێۆڕڵ]/gu],
  ['ur', /[ٹڈڑںۓ]|ے(?![\p{L}])/gu],
];

export const OWN_LETTERS_CYRILLIC: readonly (readonly [string, RegExp])[] = [
  ['uk', /[іїєґ]/giu],
  ['be', /ў/giu],
  ['kk', /[әғұһ]/giu],
  ['tg', /[ӣӯҳҷ]/giu],
  ['ky', /[ңөү]/giu],
  ['sr', /[јљњћђџ]/giu],
];

/** Scripts that one language of official statements has to itself. */
export const SCRIPTS: readonly (readonly [string, RegExp, number])[] = [
  ['Latin', /\p{Script=Latin}/gu, 4],
  ['Han', /\p{Script=Han}/gu, 1],
  ['Arabic', /\p{Script=Arabic}/gu, 4],
  ['Cyrillic', /\p{Script=Cyrillic}/gu, 4],
  ['ko', /\p{Script=Hangul}/gu, 2],
  ['el', /\p{Script=Greek}/gu, 4],
  ['he', /\p{Script=Hebrew}/gu, 4],
  ['hi', /\p{Script=Devanagari}/gu, 4],
  ['bn', /\p{Script=Bengali}/gu, 4],
  ['ta', /\p{Script=Tamil}/gu, 4],
  ['si', /\p{Script=Sinhala}/gu, 4],
  ['th', /\p{Script=Thai}/gu, 4],
  ['lo', /\p{Script=Lao}/gu, 4],
  ['km', /\p{Script=Khmer}/gu, 4],
  ['my', /\p{Script=Myanmar}/gu, 4],
  ['ka', /\p{Script=Georgian}/gu, 4],
  ['hy', /\p{Script=Armenian}/gu, 4],
  ['am', /\p{Script=Ethiopic}/gu, 3],
  ['bo', /\p{Script=Tibetan}/gu, 3],
  ['mn', /\p{Script=Mongolian}/gu, 4],
];
