import { SHAPES, compilePipeline } from '../aggregate/stages.ts';
import { CommandError } from '../command-error.ts';
import { type Doc, isDoc } from '../wire/bson.ts';

/** An update given as a pipeline. */
export function compileUpdatePipeline(
  pipeline: unknown[],
  names: readonly string[],
): (doc: Doc, variables: Doc) => Doc {
  for (const stage of pipeline) {
    const name = isDoc(stage) ? (Object.keys(stage)[0] ?? '') : '';
    if (!(name in SHAPES)) throw new CommandError(72, `${name} is not allowed to be used within an update`);
  }
  const run = compilePipeline(pipeline, { scope: {}, names, read: () => [] });
  return (doc, variables) => {
    const [after = {}] = run([doc], variables);
    return after;
  };
}
