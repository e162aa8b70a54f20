import { parseArgs } from 'node:util';
import { MongoClient } from 'mongodb';
import { startEmbedded } from '../../embedded/index.ts';
import { withTempFolder } from '../bench/temp-folder.ts';
import { runCorpus } from './corpus.ts';
import { type Outcome, failed } from './outcome.ts';
import { readSpecs, type SpecFile } from './read-specs.ts';
import { readServer } from './requirements.ts';
import { runUnified } from './unified.ts';

type Io = Readonly<{ out: (line: string) => void; err: (line: string) => void }>;

const USAGE = `usage: npm run -s embedded:conformance -- --specs DIR [--uri URI]
Runs the MongoDB driver specification's unified test files and BSON corpus files found under DIR (.json) against the embedded
database, or against the server at URI (without sign-in; its collections of the same names are dropped).
exit: 0 none failed, 1 some failed, 2 wrong usage`;

/** Reasons on `err`; last on `out`: `N passed, N failed, N skipped`. */
export async function runConformance(args: readonly string[], io: Io): Promise<0 | 1 | 2> {
  const options = readOptions(args);
  if (!options) {
    io.err(USAGE);
    return 2;
  }
  try {
    const specs = readSpecs(options.specs);
    const outcomes = await (options.uri === undefined
      ? withTempFolder((folder) => onEmbedded(folder, specs))
      : runAll(options.uri, specs));
    return report(outcomes, io);
  } catch (error) {
    io.err(`embedded:conformance: ${error instanceof Error ? error.message : String(error)}`);
    return 1;
  }
}

function readOptions(args: readonly string[]): { specs: string; uri: string | undefined } | undefined {
  try {
    const text = { type: 'string' } as const;
    const { values } = parseArgs({ args: [...args], options: { specs: text, uri: text } });
    return values.specs ? { specs: values.specs, uri: values.uri } : undefined;
  } catch {
    return undefined;
  }
}

async function onEmbedded(folder: string, specs: readonly SpecFile[]): Promise<Outcome[]> {
  const embedded = await startEmbedded({ dir: folder, noSync: true });
  try {
    return await runAll(embedded.uri, specs);
  } finally {
    await embedded.close();
  }
}

async function runAll(uri: string, specs: readonly SpecFile[]): Promise<Outcome[]> {
  const admin = await MongoClient.connect(uri);
  const outcomes: Outcome[] = [];
  try {
    const server = await readServer(admin);
    for (const { path, unified, corpus, fault } of specs) {
      if (fault !== undefined) outcomes.push(failed(path, fault));
      if (unified) outcomes.push(...(await runUnified(path, unified, { uri, admin, server })));
      if (corpus) outcomes.push(...(await runCorpus(path, corpus, { uri, admin })));
    }
  } finally {
    await admin.close();
  }
  return outcomes;
}

function report(outcomes: readonly Outcome[], io: Io): 0 | 1 {
  for (const { name, verdict, why } of outcomes)
    if (verdict !== 'passed') io.err(`${verdict} ${name}: ${why}`);
  const count = (verdict: Outcome['verdict']): number =>
    outcomes.filter((outcome) => outcome.verdict === verdict).length;
  io.out(`${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped`);
  return count('failed') === 0 && count('passed') > 0 ? 0 : 1;
}
