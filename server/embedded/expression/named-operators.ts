import * as arrays from './arrays.ts';
import type { Compute } from './compile.ts';
import { convert } from './convert.ts';
import { NAMED_DATES } from './dates.ts';
import { fieldsOf, isNullish, readNamed } from './operands.ts';
import type { Site } from './operators.ts';
import * as strings from './strings.ts';

/** Operators of named operands: the codes for what is no object and for an unknown name, the names, what null does, and what is computed. */
export type NamedRow = [
  notNamed: number,
  unknown: number,
  fields: string,
  nulls: 'all' | 'none',
  compute: (operands: Record<string, unknown>) => unknown,
];
const REGEX = 'input 31022 regex 31023 options';
const REPLACE = 'input 51749 find 51748 replacement 51747';
const PICK = 'n 5787906 input 5787907';

export const NAMED: Record<string, NamedRow> = {
  ...NAMED_DATES,
  $convert: [9, 9, 'input 9 to 9 onError onNull', 'none', convert],
  $replaceOne: [51751, 51750, REPLACE, 'none', strings.replaceOne],
  $replaceAll: [51751, 51750, REPLACE, 'none', strings.replaceAll],
  $trim: [50696, 50694, 'input 50695 chars', 'all', strings.trim('$trim')],
  $ltrim: [50696, 50694, 'input 50695 chars', 'all', strings.trim('$ltrim')],
  $rtrim: [50696, 50694, 'input 50695 chars', 'all', strings.trim('$rtrim')],
  $regexMatch: [51103, 31024, REGEX, 'none', strings.regexMatch],
  $regexFind: [51103, 31024, REGEX, 'none', strings.regexFind],
  $regexFindAll: [51103, 31024, REGEX, 'none', strings.regexFindAll],
  $zip: [34460, 34464, 'inputs 34465 defaults useLongestLength', 'none', arrays.zip],
  $firstN: [5787900, 5787901, PICK, 'none', arrays.pick('$firstN')],
  $lastN: [5787900, 5787901, PICK, 'none', arrays.pick('$lastN')],
  $minN: [5787900, 5787901, PICK, 'none', arrays.pick('$minN')],
  $maxN: [5787900, 5787901, PICK, 'none', arrays.pick('$maxN')],
  $median: [7436100, 40415, 'input 40414 method 40414', 'none', arrays.median],
  $percentile: [7436200, 40415, 'input 40414 p 40414 method 40414', 'none', arrays.percentile],
};

export function compileNamed(name: string, row: NamedRow, spec: unknown, { compile, names }: Site): Compute {
  const [notNamed, unknown, fields, nulls, compute] = row;
  const given = readNamed(name, spec, [notNamed, unknown, fieldsOf(fields)]);
  const operands = Object.entries(given).map(([field, value]): [string, Compute] => [
    field,
    compile(value, names),
  ]);
  return (root, variables) => {
    const values = operands.map(([field, value]): [string, unknown] => [field, value(root, variables)]);
    if (nulls === 'all' && values.some(([, value]) => isNullish(value))) return null;
    return compute(Object.fromEntries(values));
  };
}
