import { check } from '../command-error.ts';
import { type Compute, compileExpression } from '../expression/compile.ts';
import { NO_BRANCH } from '../expression/forms.ts';
import { encodeValue } from '../index/encode-value.ts';
import { compareValues } from '../query/compare.ts';
import { type Doc, isDoc } from '../wire/bson.ts';
import { type Summarize, compileSummary } from './accumulators.ts';
import { type Stage, type Transform, readSpec, whole } from './stage.ts';

export const group: Stage = (spec, { names }) => {
  check(isDoc(spec), 15947, "a group's fields must be specified in an object");
  const { _id, ...fields } = spec;
  const summarize = compileSummary(fields, names);
  check('_id' in spec, 15955, 'a group specification must include an _id');
  return groupBy(compileId(_id, names), summarize);
};

/** In an object of fields what is missing counts as null. */
function compileId(_id: unknown, names: readonly string[]): Compute {
  if (!isDoc(_id) || isExpression(_id)) return compileExpression(_id, names);
  const fields = Object.entries(_id).map(([name, field]) => [name, { $ifNull: [field, null] }]);
  return compileExpression(Object.fromEntries(fields), names);
}

export function isExpression(value: unknown): boolean {
  return (
    (isDoc(value) ? Object.keys(value)[0] : typeof value === 'string' ? value : '')?.startsWith('$') === true
  );
}

function groupBy(idOf: Compute, summarize: Summarize): Transform {
  return whole((docs, variables) => {
    const groups = new Map<string, { _id: unknown; members: Doc[] }>();
    for (const doc of docs) {
      const _id = idOf(doc, variables) ?? null;
      const key = encodeValue(_id).toString('latin1');
      const found = groups.get(key);
      if (found) found.members.push(doc);
      else groups.set(key, { _id, members: [doc] });
    }
    return Array.from(groups.values(), ({ _id, members }) => summarize(_id, members, variables));
  });
}

export const sortByCount: Stage = (spec, { compile, names }) => {
  check(
    typeof spec === 'string' || isDoc(spec),
    40149,
    'the sortByCount field must be a string or an object',
  );
  const code = isDoc(spec) ? 40147 : 40148;
  check(isExpression(spec), code, 'the sortByCount field must be a $-prefixed path or an expression');
  return compile([{ $group: { _id: spec, count: { $sum: 1 } } }, { $sort: { count: -1 } }], names);
};

/** A group by the greatest bound that the value is not before. */
export const bucket: Stage = (spec, { compile, names }) => {
  const given = readSpec(spec, [40201, 40197], 'groupBy boundaries default output');
  const { groupBy: by, boundaries, default: other, output = { count: { $sum: 1 } } } = given;
  check(by !== undefined && boundaries !== undefined, 40198, "$bucket requires 'groupBy' and 'boundaries'");
  check(isExpression(by), 40202, "The $bucket 'groupBy' field must be a $-prefixed path or an expression");
  check(Array.isArray(boundaries), 40200, 'The $bucket boundaries field must be an array');
  check(boundaries.length >= 2, 40192, "The $bucket 'boundaries' field must have at least 2 values");
  const bounds = boundaries.map((bound: unknown) => compileExpression(bound, names)({}, {}));
  const isSorted = bounds.every((bound, i) => i === 0 || compareValues(bounds[i - 1], bound) < 0);
  check(isSorted, 40194, "The 'boundaries' option to $bucket must be sorted");
  check(isDoc(output), 40196, "The $bucket 'output' field must be an object");
  const [valueOf, outside] = [compileExpression(by, names), compileExpression(other, names)];
  const idOf: Compute = (doc, variables) => {
    const value = valueOf(doc, variables) ?? null;
    const at = bounds.findLastIndex((bound) => compareValues(bound, value) <= 0);
    if (at >= 0 && at < bounds.length - 1) return bounds[at];
    check(other !== undefined, 40066, NO_BRANCH);
    return outside(doc, variables);
  };
  const grouped = groupBy(idOf, compileSummary(output, names));
  const sort = compile([{ $sort: { _id: 1 } }], names);
  return (docs, variables) => sort(grouped(docs, variables), variables);
};
