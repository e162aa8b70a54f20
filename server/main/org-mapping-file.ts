import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { OrgMappingSchema, type OrgMapping } from '../contract/org-mapping.ts';
import { StartFault } from './start-fault.ts';

/** The administrator's file (ORG_MAPPING_FILE), or every fault of it at once. */
export function readOrgMappingFile(path: string): OrgMapping {
  const parsed = OrgMappingSchema.safeParse(readJson(path));
  if (parsed.success) return parsed.data;
  throw new StartFault(`${path} (ORG_MAPPING_FILE) is faulty\n${z.prettifyError(parsed.error)}`);
}

function readJson(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new StartFault(`${path} (ORG_MAPPING_FILE) cannot be read`);
  }
  try {
    // Windows' editors begin a file with a mark.
    return JSON.parse(text.replace(/^\uFEFF/, '')) as unknown;
  } catch (error) {
    throw new StartFault(`${path} (ORG_MAPPING_FILE) is no JSON${placeOf(error, text)}`);
  }
}

/** The line on which it cannot be read on, where the parser says so; never what stands there. */
function placeOf(error: unknown, text: string): string {
  const [, at] = /at position (\d+)/.exec(String(error)) ?? [];
  return at === undefined ? '' : `: see line ${text.slice(0, Number(at)).split('\n').length}`;
}
