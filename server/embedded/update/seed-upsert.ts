import { BSONRegExp } from 'bson';
import { CommandError } from '../command-error.ts';
import { isSame } from '../query/compare.ts';
import { isOperatorDoc } from '../query/filter.ts';
import { getPath } from '../query/path.ts';
import { type Doc, isDoc } from '../wire/bson.ts';
import { setPath } from './paths.ts';

/** The document an upsert starts from: every field the query pins to one value. */
export function seedUpsert(filter: Doc, isReplacement: boolean): Doc {
  const seed: Doc = {};
  collect(filter, seed);
  if (!isReplacement) return seed;
  return seed['_id'] === undefined ? {} : { _id: seed['_id'] };
}

function collect(filter: Doc, seed: Doc): void {
  for (const [path, condition] of Object.entries(filter)) {
    if (path === '$and' || (path === '$or' && Array.isArray(condition) && condition.length === 1)) {
      if (Array.isArray(condition)) condition.filter(isDoc).forEach((branch) => collect(branch, seed));
    }
    if (path.startsWith('$')) continue;
    const pinned = pinnedValue(condition);
    if (pinned) pin(seed, path, pinned.value);
  }
}

function pinnedValue(condition: unknown): { value: unknown } | undefined {
  if (condition instanceof BSONRegExp) return undefined;
  if (!isOperatorDoc(condition)) return { value: condition };
  if ('$eq' in condition) return { value: condition['$eq'] };
  const all = condition['$all'] ?? condition['$in'];
  const [only] = Array.isArray(all) && all.length === 1 ? (all as unknown[]) : [];
  return only === undefined || isDoc(only) || only instanceof BSONRegExp ? undefined : { value: only };
}

function pin(seed: Doc, path: string, value: unknown): void {
  const parts = path.split('.');
  const present = getPath(seed, parts);
  if (present !== undefined && !isSame(present, value)) {
    throw new CommandError(54, `cannot infer query fields to set, path '${path}' is matched twice`);
  }
  setPath(seed, parts, value);
}
