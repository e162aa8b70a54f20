import type { z } from 'zod';
import type { FieldFault } from '../errors.ts';

/** The faults of a refused input: where, and what is allowed there. Values are never repeated. */
export function listFaults(error: z.ZodError): FieldFault[] {
  return error.issues.map((issue) => {
    const unknown = issue.code === 'unrecognized_keys' ? (issue.keys[0] ?? '') : undefined;
    const path = unknown === undefined ? issue.path : [...issue.path, unknown.slice(0, 60)];
    return {
      field: path.map(String).join('.') || 'body',
      reason: unknown === undefined ? issue.message : 'unknown field',
    };
  });
}

export function firstFault(error: z.ZodError): FieldFault {
  return listFaults(error)[0] ?? { field: 'body', reason: 'invalid' };
}
