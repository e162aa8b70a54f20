import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { BSON } from 'mongodb';
import { z } from 'zod';

const Fields = z.record(z.string(), z.unknown());
export type Fields = z.infer<typeof Fields>;

const Requirement = z.looseObject({
  minServerVersion: z.string().optional(),
  maxServerVersion: z.string().optional(),
  topologies: z.array(z.string()).optional(),
});
const Operation = z.looseObject({
  name: z.string(),
  object: z.string(),
  arguments: Fields.default({}),
  expectResult: z.unknown().optional(),
  expectError: Fields.optional(),
  saveResultAsEntity: z.string().optional(),
  ignoreResultAndError: z.boolean().optional(),
});
const CollectionData = z.looseObject({
  databaseName: z.string(),
  collectionName: z.string(),
  createOptions: Fields.optional(),
  documents: z.array(Fields),
});
const ExpectedEvents = z.looseObject({
  client: z.string(),
  eventType: z.string().default('command'),
  ignoreExtraEvents: z.boolean().default(false),
  events: z.array(z.record(z.string(), Fields)),
});
const Test = z.looseObject({
  description: z.string(),
  skipReason: z.string().optional(),
  runOnRequirements: z.array(Requirement).optional(),
  operations: z.array(Operation),
  expectEvents: z.array(ExpectedEvents).default([]),
  outcome: z.array(CollectionData).default([]),
});
/** The unified test format: github.com/mongodb/specifications, source/unified-test-format. */
const Unified = z.looseObject({
  schemaVersion: z.string(),
  runOnRequirements: z.array(Requirement).optional(),
  createEntities: z.array(z.record(z.string(), Fields)).default([]),
  initialData: z.array(CollectionData).default([]),
  tests: z.array(Test),
});
/** The BSON corpus format: the same repository, source/bson-corpus. */
const Corpus = z.looseObject({
  bson_type: z.string(),
  valid: z
    .array(
      z.looseObject({
        description: z.string(),
        canonical_bson: z.string(),
        degenerate_bson: z.string().optional(),
      }),
    )
    .default([]),
  decodeErrors: z.array(z.looseObject({ description: z.string(), bson: z.string() })).default([]),
  parseErrors: z.array(z.looseObject({ description: z.string() })).default([]),
});

export type Requirement = z.infer<typeof Requirement>;
export type Operation = z.infer<typeof Operation>;
export type CollectionData = z.infer<typeof CollectionData>;
export type ExpectedEvents = z.infer<typeof ExpectedEvents>;
export type UnifiedTest = z.infer<typeof Test>;
export type Unified = z.infer<typeof Unified>;
export type Corpus = z.infer<typeof Corpus>;
/** `fault` says why a file that looks like tests cannot be read as such. */
export type SpecFile = { path: string; unified?: Unified; corpus?: Corpus; fault?: string };

/** Every test file under the folder, in the order of their names; other JSON files are passed over. */
export function readSpecs(folder: string): SpecFile[] {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const specs = paths
    .filter((path) => path.endsWith('.json'))
    .sort()
    .map((path) => readSpec(path, readFileSync(join(folder, path), 'utf8')));
  const known = specs.filter(({ unified, corpus, fault }) => unified ?? corpus ?? fault);
  if (known.length === 0) throw new Error(`no test files in ${folder}`);
  return known;
}

function readSpec(path: string, text: string): SpecFile {
  const json: unknown = JSON.parse(text);
  if (typeof json !== 'object' || json === null) return { path };
  // Corpus files quote extended JSON inside strings; unified files are extended JSON themselves.
  if ('bson_type' in json) {
    const { data, error } = Corpus.safeParse(json);
    return data ? { path, corpus: data } : { path, fault: z.prettifyError(error) };
  }
  if ('tests' in json && 'schemaVersion' in json) {
    const { data, error } = Unified.safeParse(BSON.EJSON.parse(text, { relaxed: true }));
    return data ? { path, unified: data } : { path, fault: z.prettifyError(error) };
  }
  return { path };
}
