import { Context } from 'mingo/core';
import * as stages from 'mingo/operators/pipeline';
import { CommandError } from '../command-error.ts';
import { addFields } from '../query/add-fields.ts';
import { EXPRESSION_OPERATORS, runStages } from '../query/expression.ts';
import { project, unset } from '../query/project.ts';
import { restoreDocTypes, viewDoc } from '../query/view.ts';
import { type Doc, isDoc } from '../wire/bson.ts';

const { $replaceRoot, $replaceWith } = stages;
const OWN: Record<string, typeof project> = {
  $addFields: addFields,
  $set: addFields,
  $project: project,
  $unset: unset,
};
const ALLOWED = { ...OWN, $replaceRoot, $replaceWith };
const CONTEXT = Context.init({ ...EXPRESSION_OPERATORS, pipeline: ALLOWED });

/** Runs an update given as a pipeline; what it did not touch keeps its exact types. */
export function runUpdatePipeline(
  doc: Doc,
  pipeline: unknown[],
  variables: Record<string, unknown> = {},
): Doc {
  const views = pipeline.map((stage) => {
    const name = isDoc(stage) ? (Object.keys(stage)[0] ?? '') : '';
    if (!isDoc(stage) || !(name in ALLOWED))
      throw new CommandError(72, `${name} is not allowed to be used within an update`);
    return viewDoc(stage);
  });
  const [result] = runStages(views, [viewDoc(doc)], { context: CONTEXT, variables: viewDoc(variables) });
  return restoreDocTypes(result ?? {}, doc);
}
