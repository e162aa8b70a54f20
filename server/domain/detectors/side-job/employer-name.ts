import type { Place } from '../../geo/place.ts';

/** What a company's name carries beside its own words: legal form, kind of branch; zh and en. */
const LEGAL_WORDS =
  /(有限责任公司|股份有限公司|集团有限公司|有限公司|分公司|总公司|公司|集团|门店|分店|专卖店|旗舰店|店|\b(?:company|corporation|corp|inc|llc|ltd|co|group|store|shop)\b)/g;
/** Fewer characters say too little to name anyone. */
const MIN_CHARS = 2;

/** A company's name without legal form, branch, brackets, spaces and marks; '' when nothing is left that names anyone. */
export function plainName(name: string): string {
  const words = name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\(.*?\)|（.*?）|\[.*?\]|【.*?】/g, ' ')
    .replace(/[.,'’]/g, '')
    .replace(LEGAL_WORDS, ' ')
    .replace(/[^\p{L}\p{N}]/gu, '');
  return words.length >= MIN_CHARS ? words : '';
}

const known = new WeakMap<ReadonlyMap<string, Place>, ReadonlyMap<string, Place>>();

/** The rival whose plain name is the employer's, if any; the names of a register are prepared once. */
export function rivalNamed(employer: string, placeById: ReadonlyMap<string, Place>): Place | undefined {
  const name = plainName(employer);
  if (name === '') return undefined;
  let rivals = known.get(placeById);
  if (!rivals) {
    rivals = listRivals(placeById);
    known.set(placeById, rivals);
  }
  return rivals.get(name);
}

/** Of several branches of one name the first by id, so that the order of the register does not matter. */
function listRivals(placeById: ReadonlyMap<string, Place>): ReadonlyMap<string, Place> {
  const rivals = new Map<string, Place>();
  for (const place of placeById.values()) {
    if (!place.roles.includes('competitor') && !place.roles.includes('competitor_pickup')) continue;
    const name = plainName(place.name);
    const other = rivals.get(name);
    if (name !== '' && (!other || place.id < other.id)) rivals.set(name, place);
  }
  return rivals;
}
