import { Aggregator } from 'mingo/aggregator';
import { Context } from 'mingo/core';
import * as stages from 'mingo/operators/pipeline';
import { CommandError } from '../command-error.ts';
import { EXPRESSION_OPERATORS, MINGO_OPTIONS, guard } from '../query/expression.ts';
import { restoreTypes, toView, viewDoc } from '../query/view.ts';
import { type Doc, isDoc } from '../wire/bson.ts';

const { $addFields, $set, $project, $unset, $replaceRoot, $replaceWith } = stages;
const ALLOWED = { $addFields, $set, $project, $unset, $replaceRoot, $replaceWith };
const CONTEXT = Context.init({ ...EXPRESSION_OPERATORS, pipeline: ALLOWED });

/** Runs an update given as a pipeline; what it did not touch keeps its exact types. */
export function runUpdatePipeline(
  doc: Doc,
  pipeline: unknown[],
  variables: Record<string, unknown> = {},
): Doc {
  for (const stage of pipeline) {
    const name = isDoc(stage) ? (Object.keys(stage)[0] ?? '') : '';
    if (!(name in ALLOWED)) throw new CommandError(72, `${name} is not allowed to be used within an update`);
  }
  const views = pipeline.map(toView) as Doc[];
  const [result] = guard(() =>
    new Aggregator(views, { ...MINGO_OPTIONS, context: CONTEXT, variables }).run<Doc>([viewDoc(doc)]),
  );
  return restoreTypes(result ?? {}, doc) as Doc;
}
