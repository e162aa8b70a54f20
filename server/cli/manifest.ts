import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { drawnApprovals } from '../feishu/approval-forms.ts';
import { answerHelp } from './help.ts';
import { checklistOf } from './manifest-checklist.ts';
import { ManifestSchema, toConsole, toConsoleImport } from './manifest-schema.ts';
import type { Manifest } from './manifest-schema.ts';

const usage = `usage: npm run -s manifest -- --public-url URL [--events webhook|long_connection]
       npm run -s manifest [-- scopes | approvals]
  --public-url  one JSON object for the console: scopes to import, events, callbacks, addresses; the checklist goes to stderr
  scopes        only the JSON for the console's scope import (the default)
  approvals     the approval definitions an administrator draws`;

/** The console takes an origin: pages and redirects are below it. */
const PublicUrlSchema = z
  .url({ protocol: /^https$/ })
  .transform((url) => new URL(url))
  .refine(({ pathname, search, hash }) => pathname === '/' && search === '' && hash === '')
  .transform(({ origin }) => origin);
const OptionsSchema = z.strictObject({
  '--public-url': PublicUrlSchema,
  '--events': z.enum(['webhook', 'long_connection']).default('webhook'),
});

process.exitCode = answerHelp(process.argv.slice(2), usage) ?? run(process.argv.slice(2));

function run(args: readonly string[]): number {
  const file = join(import.meta.dirname, '../../manifest.json');
  const manifest = ManifestSchema.safeParse(readJson(file));
  if (!manifest.success) {
    console.error(`manifest.json is faulty\n${z.prettifyError(manifest.error)}`);
    return 1;
  }
  const [what = 'scopes', ...rest] = args;
  if (what.startsWith('--')) return printConsole(manifest.data, args);
  if (rest.length > 0 || !['scopes', 'approvals'].includes(what)) return refuse();
  console.log(JSON.stringify(what === 'scopes' ? toConsoleImport(manifest.data) : drawnApprovals(), null, 2));
  return 0;
}

function printConsole(manifest: Manifest, args: readonly string[]): number {
  const pairs = args.flatMap((name, at) => (at % 2 === 0 ? [[name, args[at + 1]]] : []));
  const options = OptionsSchema.safeParse(Object.fromEntries(pairs));
  if (!options.success) return refuse('URL is an https origin, such as https://mingqin.example.com');
  const settings = toConsole(manifest, {
    publicUrl: options.data['--public-url'],
    events: options.data['--events'],
  });
  console.log(JSON.stringify(settings, null, 2));
  console.error(checklistOf(settings, manifest));
  return 0;
}

function refuse(why?: string): number {
  console.error(why === undefined ? usage : `${why}\n${usage}`);
  return 2;
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as unknown;
  } catch {
    return null;
  }
}
