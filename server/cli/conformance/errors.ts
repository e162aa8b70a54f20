import { inspect } from 'node:util';
import { MongoBulkWriteError, MongoServerError } from 'mongodb';
import { mismatch, type Place } from './match.ts';
import type { Fields } from './read-specs.ts';
import { shownResult } from './result.ts';

type Check = (wanted: unknown, error: Error, at: Place) => string | undefined;

const CHECKS: Record<string, Check> = {
  isError: () => undefined,
  isClientError: (wanted, error) =>
    error instanceof MongoServerError === (wanted !== true)
      ? undefined
      : `should be a ${wanted === true ? 'client' : 'server'} error: ${error.message}`,
  errorContains: (wanted, error) =>
    error.message.toLowerCase().includes(String(wanted).toLowerCase())
      ? undefined
      : `message should contain ${String(wanted)}: ${error.message}`,
  errorCode: (wanted, error) => same('code', wanted, property(error, 'code')),
  errorCodeName: (wanted, error) => same('codeName', wanted, property(error, 'codeName')),
  errorLabelsContain: (wanted, error) => labels(wanted, error, true),
  errorLabelsOmit: (wanted, error) => labels(wanted, error, false),
  errorResponse: (wanted, error, at) =>
    mismatch(wanted, property(error, 'errorResponse'), { ...at, path: 'errorResponse' }),
  expectResult: (wanted, error, at) =>
    error instanceof MongoBulkWriteError
      ? mismatch(wanted, shownResult(error.result), { ...at, path: 'partial result' })
      : `no partial result: ${error.message}`,
};

/** What is wrong with the error, or undefined when it is the expected one. */
export function errorFault(expected: Fields, error: Error, at: Place): string | undefined {
  for (const [name, wanted] of Object.entries(expected)) {
    const check = CHECKS[name];
    const fault = check ? check(wanted, error, at) : `unknown expectation ${name}`;
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function property(error: Error, name: string): unknown {
  return Reflect.get(error, name) as unknown;
}

function same(what: string, wanted: unknown, actual: unknown): string | undefined {
  return wanted === actual ? undefined : `${what} should be ${inspect(wanted)}, is ${inspect(actual)}`;
}

function labels(wanted: unknown, error: Error, present: boolean): string | undefined {
  const names: unknown[] = Array.isArray(wanted) ? wanted : [];
  const held = error instanceof MongoServerError ? error.errorLabels : [];
  const wrong = names.find((name) => held.includes(String(name)) !== present);
  return wrong === undefined ? undefined : `label ${inspect(wrong)} should ${present ? '' : 'not '}be there`;
}
