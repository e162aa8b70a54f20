/**
 * The parts of a Chinese company's name: where it is registered, its trade name with the trade, and the legal form
 * (企业名称登记管理规定 2020, art. 6). `core` is what names the company; `region` is '' where none is said.
 */
type CompanyName = Readonly<{ region: string; core: string }>;

const LEGAL_FORM =
  /(股份有限公司|有限责任公司|集团有限公司|有限公司|分公司|总公司|公司|集团|合伙企业|个体工商户|\b(?:company|corporation|corp|incorporated|inc|limited|llc|ltd|co|group)\b)/g;
/** Provinces, municipalities and the larger cities a name may begin with or carry in brackets. */
const REGIONS =
  '中国|北京|上海|天津|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门|广州|深圳|杭州|南京|苏州|成都|武汉|西安|长沙|郑州|青岛|宁波|无锡|佛山|东莞|合肥|济南|厦门|福州|昆明|大连|沈阳|哈尔滨|长春|石家庄|太原|南昌|南宁|贵阳|兰州|海口|珠海|常州|温州|嘉兴|绍兴|南通|烟台'.split(
    '|',
  );
const LEADING_REGION = new RegExp(
  `^(?:(?:${REGIONS.join('|')})(?:壮族自治区|回族自治区|维吾尔自治区|自治区|特别行政区|省|市)?)+`,
);
const ANYWHERE = new RegExp(REGIONS.join('|'), 'g');
const BRACKETS = /[([【](.*?)[)\]】]/g;

/** Takes a name apart; width, case, spaces and marks do not matter. The nearest of several regions counts (广东省深圳市 is Shenzhen). */
export function readCompanyName(name: string): CompanyName {
  const flat = name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[.,'’·]/g, '');
  const bare = flat.replace(BRACKETS, ' ').trim();
  const led = LEADING_REGION.exec(bare)?.[0] ?? '';
  const core = wordsOf(bare.slice(led.length));
  const bracketed = [...flat.matchAll(BRACKETS)].map(([, inside = '']) => inside);
  const said = [...bracketed, led].flatMap((text) => lastRegion(text));
  // A name that is nothing but a place keeps it: it is all there is.
  return { region: said[0] ?? '', core: core.length > 1 ? core : wordsOf(bare) };
}

function wordsOf(text: string): string {
  return text.replace(LEGAL_FORM, ' ').replace(/[^\p{L}\p{N}]/gu, '');
}

function lastRegion(text: string): string[] {
  const last = [...text.matchAll(ANYWHERE)].at(-1)?.[0];
  return last === undefined || last === '中国' ? [] : [last];
}

/** Likeness of two cores, 0-1: Dice coefficient of their character pairs (Dice 1945), each pair as often as it occurs. */
export function likenessOf(a: string, b: string): number {
  if (a === b) return a === '' ? 0 : 1;
  const [pairsA, pairsB] = [countPairs(a), countPairs(b)];
  const total = sum(pairsA) + sum(pairsB);
  if (total === 0) return 0;
  let shared = 0;
  for (const [pair, count] of pairsA) shared += Math.min(count, pairsB.get(pair) ?? 0);
  return (2 * shared) / total;
}

function countPairs(text: string): Map<string, number> {
  const chars = Array.from(text);
  const pairs = new Map<string, number>();
  for (let at = 0; at + 1 < chars.length; at += 1) {
    const pair = `${chars[at]}${chars[at + 1]}`;
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  return pairs;
}

const sum = (counts: ReadonlyMap<string, number>): number =>
  [...counts.values()].reduce((all, one) => all + one, 0);
