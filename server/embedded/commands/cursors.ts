import { Long } from 'bson';
import { badValue } from '../command-error.ts';
import { toNumber } from '../wire/bson.ts';
import { type Command, countField } from './context.ts';

export const getMore: Command = (context, body) => {
  const namespace = `${context.database}.${String(body['collection'])}`;
  return context.cursors.getMore(toCursorId(body['getMore']), namespace, countField(body, 'batchSize'));
};

export const killCursors: Command = (context, body) => {
  if (!Array.isArray(body['cursors'])) throw badValue('killCursors needs an array of cursors');
  const { killed, missing } = context.cursors.kill(body['cursors'].map(toCursorId));
  return {
    cursorsKilled: killed.map(toLong),
    cursorsNotFound: missing.map(toLong),
    cursorsAlive: [],
    cursorsUnknown: [],
    ok: 1,
  };
};

function toCursorId(value: unknown): bigint {
  return value instanceof Long ? value.toBigInt() : BigInt(toNumber(value) ?? 0);
}

function toLong(id: bigint): Long {
  return Long.fromBigInt(id);
}
