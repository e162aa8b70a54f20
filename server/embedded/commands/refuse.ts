import { CommandError, notSupported } from '../command-error.ts';
import { refuseUnknownFields } from './known-fields.ts';
import { type Doc, firstField, isDoc, isTruthy, toNumber } from '../wire/bson.ts';

/** What a standalone server refuses, and what this one does not have, before any command runs. */
export function refuseUnsupported(body: Doc): void {
  if (body['txnNumber'] !== undefined || body['startTransaction'] !== undefined) {
    throw new CommandError(20, 'Transaction numbers are only allowed on a replica set member or mongos');
  }
  refuseUnknownFields(body);
  refuseReadConcern(body);
  refuseApi(body);
  const concern = body['writeConcern'];
  const w = isDoc(concern) ? toNumber(concern['w']) : undefined;
  if (w !== undefined && w > 1) throw new CommandError(2, "cannot use 'w' > 1 when a host is not replicated");
}

const WITHOUT_REPLICAS = ['linearizable', 'snapshot'];

/** A find alone has snapshots here, which a standalone MongoDB has not: a backup of a server at work uses them. */
function refuseReadConcern(body: Doc): void {
  const concern = body['readConcern'];
  const level = isDoc(concern) ? concern['level'] : undefined;
  if (level === 'snapshot' && 'find' in body) return;
  if (typeof level === 'string' && WITHOUT_REPLICAS.includes(level))
    throw new CommandError(123, `node needs to be a replica set member to use read concern ${level}`);
}

const API_1 = new Set(
  `aggregate collMod count create createIndexes delete drop dropDatabase dropIndexes endSessions explain find
  findAndModify getMore hello insert killCursors listCollections listDatabases listIndexes ping update`.split(
    /\s+/,
  ),
);

/** Stable API: there is one version of it, and `apiStrict` keeps to its commands and stages. */
function refuseApi(body: Doc): void {
  const version = body['apiVersion'];
  if (version === undefined) return;
  if (version !== '1') throw new CommandError(322, `API version must be "1", not ${JSON.stringify(version)}`);
  const name = firstField(body);
  if (!isTruthy(body['apiStrict'])) return;
  if (
    Array.isArray(body['pipeline']) &&
    isDoc(body['pipeline'][0]) &&
    '$listLocalSessions' in body['pipeline'][0]
  )
    throw new CommandError(
      323,
      'stage $listLocalSessions is not allowed with apiStrict: true in API Version 1',
    );
  if (!API_1.has(name))
    throw new CommandError(323, `Provided apiStrict:true, but the command ${name} is not in API Version 1`);
}

/** A collection or an index keeps its keys in byte order. */
export function refuseCollation(options: Doc): void {
  const collation = options['collation'];
  if (isDoc(collation) && Object.keys(collation).length > 0 && collation['locale'] !== 'simple') {
    throw notSupported('a collection or index with its own collation');
  }
}
