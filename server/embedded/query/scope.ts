import { badValue, notSupported, typeMismatch } from '../command-error.ts';
import { type Doc, isDoc, isTruthy, toNumber } from '../wire/bson.ts';
import { evaluate } from '../expression/compile.ts';

/** How two strings compare: by a language's rules, or by their bytes when absent. */
export type Collate = (a: string, b: string) => number;
/** What a command says about all its queries. */
export type Scope = {
  variables?: Doc;
  collate?: Collate | undefined;
  maxTimeMs?: number | undefined;
  /** An element of an array is tested as it is, an array among them not entered. */
  isElement?: boolean;
};

/** The `let`, `collation` and `maxTimeMS` of a command; every `let` expression is evaluated once. */
export function readScope(body: Doc): Scope {
  const given = body['let'] ?? {};
  if (!isDoc(given)) throw typeMismatch('Expected field let to be of type object');
  const variables: Doc = {};
  for (const [name, expression] of Object.entries(given))
    variables[name] = evaluate(expression, {}, variables);
  return { variables, collate: readCollation(body['collation']), maxTimeMs: readMaxTime(body['maxTimeMS']) };
}

function readMaxTime(value: unknown): number | undefined {
  if (value === undefined) return undefined;
  const ms = toNumber(value);
  if (ms === undefined || ms < 0) throw badValue('maxTimeMS must be a number, 0 or more');
  return ms === 0 ? undefined : ms;
}

const SENSITIVITY: Record<number, 'base' | 'accent' | 'variant'> = { 1: 'base', 2: 'accent', 3: 'variant' };
/** What MongoDB fills in and shows again. */
const COLLATION: Doc = {
  caseLevel: false,
  caseFirst: 'off',
  strength: 3,
  numericOrdering: false,
  alternate: 'non-ignorable',
  maxVariable: 'punct',
  normalization: false,
  backwards: false,
  version: '57.1',
};

/** ICU's collations as this runtime carries them (zh sorts by pinyin); undefined means by bytes. */
export function readCollation(spec: unknown): Collate | undefined {
  const full = fillCollation(spec);
  if (!full) return undefined;
  const { locale, strength, numericOrdering, ...more } = full;
  const tag = typeof locale === 'string' ? locale.replaceAll('_', '-') : '';
  if (!isLocale(tag)) throw badValue(`Field 'locale' is invalid in: ${JSON.stringify(spec)}`);
  const sensitivity = SENSITIVITY[toNumber(strength) ?? 0];
  const isOther = Object.entries(more).some(([name, value]) => isTruthy(value) && value !== COLLATION[name]);
  if (!sensitivity || isOther) throw notSupported(`the collation ${JSON.stringify(spec)}`);
  const { compare } = new Intl.Collator(tag, { sensitivity, numeric: isTruthy(numericOrdering) });
  return compare;
}

/** With all that MongoDB fills in; undefined means by bytes. */
export function fillCollation(spec: unknown): Doc | undefined {
  if (spec === undefined || spec === null) return undefined;
  if (!isDoc(spec)) throw typeMismatch('Expected field collation to be of type object');
  const isSimple = spec['locale'] === 'simple' || Object.keys(spec).length === 0;
  return isSimple ? undefined : { locale: spec['locale'], ...COLLATION, ...spec };
}

function isLocale(tag: string): boolean {
  try {
    return Intl.Collator.supportedLocalesOf(tag).length > 0;
  } catch {
    return false;
  }
}
