import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { approvalWidgets } from '../feishu/approval-forms.ts';
import { ManifestSchema, toConsoleImport } from './manifest-schema.ts';

const usage = `usage: npm run -s manifest [-- scopes | approvals]
  scopes     JSON for the console's scope import (the default)
  approvals  the two approval definitions an administrator draws`;

process.exitCode = run(process.argv.slice(2));

function run([what = 'scopes', ...rest]: readonly string[]): number {
  if (rest.length > 0 || !['scopes', 'approvals'].includes(what)) {
    console.error(usage);
    return 2;
  }
  const file = join(import.meta.dirname, '../../manifest.json');
  const manifest = ManifestSchema.safeParse(readJson(file));
  if (!manifest.success) {
    console.error(`manifest.json is faulty\n${z.prettifyError(manifest.error)}`);
    return 1;
  }
  const approvals = { decision: approvalWidgets('decision'), declaration: approvalWidgets('declaration') };
  console.log(JSON.stringify(what === 'scopes' ? toConsoleImport(manifest.data) : approvals, null, 2));
  return 0;
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as unknown;
  } catch {
    return null;
  }
}
