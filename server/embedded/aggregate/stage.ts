import { fieldsOf, readNamed } from '../expression/operands.ts';
import type { Scope } from '../query/scope.ts';
import { type Doc, isDoc, toNumber } from '../wire/bson.ts';

/** A stage compiled: from the documents before it and the variables to those behind it. */
export type Transform = (docs: Iterable<Doc>, variables: Doc) => Iterable<Doc>;
/** Reads another collection of the same database, through its indexes as far as the front of the pipeline goes. */
export type Read = (name: string, pipeline: Doc[], variables: Doc) => Iterable<Doc>;
/** What a stage is compiled with; `names` are the variables it may use. */
export type Tools = {
  scope: Scope;
  names: readonly string[];
  read: Read;
  compile: (pipeline: unknown, names: readonly string[]) => Transform;
};
export type Stage = (spec: unknown, tools: Tools) => Transform;

/** The fields of a specification, which must be an object with none but these. */
export function readSpec(spec: unknown, [notDoc, unknown]: [number, number], fields: string): Doc {
  return readNamed('the stage', spec, [notDoc, unknown, fieldsOf(fields)]);
}

export function isWholeFrom(value: unknown, least: number): boolean {
  const number = toNumber(value);
  return number !== undefined && Number.isInteger(number) && number >= least;
}

/** A transform that needs all documents at once, but only when the first is asked for. */
export function whole(change: (docs: Doc[], variables: Doc) => Iterable<Doc>): Transform {
  return function* (docs, variables) {
    yield* change([...docs], variables);
  };
}

export function oneByOne(change: (doc: Doc, variables: Doc) => Doc | Doc[]): Transform {
  return function* (docs, variables) {
    for (const doc of docs) {
      const made = change(doc, variables);
      if (isDoc(made)) yield made;
      else yield* made;
    }
  };
}
