import type { Iterator } from 'mingo/lazy';
import * as stages from 'mingo/operators/pipeline';
import { failedToParse } from '../command-error.ts';
import { type Doc, isDoc } from '../wire/bson.ts';
import type { MingoOptions } from './expression.ts';
import { compileProjection, leavesOut } from './projection.ts';

/** The stage `$project`: mingo puts `_id` last, and fails where it leaves fields out of what is null. */
export function project(input: Iterator, spec: unknown, options: MingoOptions): Iterator {
  if (!isDoc(spec)) throw failedToParse('the specification of a stage must be an object');
  if (leavesOut(spec)) return leaveOut(input, spec);
  const output: Iterator = Reflect.apply(stages.$project, undefined, [input, spec, options]);
  return output.map((value) => {
    const { _id, ...rest } = isDoc(value) ? value : {};
    return _id === undefined ? rest : { _id, ...rest };
  });
}

export function unset(input: Iterator, paths: unknown): Iterator {
  return leaveOut(input, Object.fromEntries([paths].flat().map((path) => [String(path), 0])));
}

function leaveOut(input: Iterator, spec: Doc): Iterator {
  const show = compileProjection(spec);
  return show ? input.map((doc) => (isDoc(doc) ? show(doc, {}) : doc)) : input;
}
