import { CommandError, notSupported } from '../command-error.ts';
import { type Doc, firstField, isDoc, isTruthy, toNumber } from '../wire/bson.ts';

/** What a standalone server refuses, and what this one does not have, before any command runs. */
export function refuseUnsupported(body: Doc): void {
  if (body['txnNumber'] !== undefined || body['startTransaction'] !== undefined)
    throw new CommandError(20, 'Transaction numbers are only allowed on a replica set member or mongos');
  refuseUnknownFields(body);
  refuseReadConcern(body);
  refuseApi(body);
  const concern = body['writeConcern'];
  const w = isDoc(concern) ? toNumber(concern['w']) : undefined;
  if (w !== undefined && w > 1) throw new CommandError(2, "cannot use 'w' > 1 when a host is not replicated");
}

/** What each command of documents may hold besides its name; a field that is refused elsewhere is known here. */
const FIELDS: Record<string, string> = {
  insert: 'documents ordered bypassDocumentValidation',
  find: `filter sort projection skip limit batchSize singleBatch hint let collation tailable awaitData min max
    returnKey showRecordId oplogReplay allowDiskUse noCursorTimeout allowPartialResults`,
  getMore: 'collection batchSize',
  killCursors: 'cursors',
  update: 'updates ordered let bypassDocumentValidation',
  delete: 'deletes ordered let',
  findAndModify: `query sort update remove new upsert fields arrayFilters hint let collation
    bypassDocumentValidation`,
  count: 'query skip limit hint collation fields',
  distinct: 'key query hint collation',
  aggregate: 'pipeline cursor explain hint let collation allowDiskUse bypassDocumentValidation',
  explain: 'verbosity',
  listCollections: 'filter nameOnly authorizedCollections cursor',
  listDatabases: 'filter nameOnly authorizedDatabases',
  createIndexes: 'indexes commitQuorum',
  listIndexes: 'cursor',
  dropIndexes: 'index',
  renameCollection: 'to dropTarget',
  create: 'collation autoIndexId idIndex',
  drop: '',
  dropDatabase: '',
  updates: 'q u multi upsert arrayFilters hint collation sort',
  deletes: 'q limit hint collation',
};
/** What any command may hold; `$db` and its like are the driver's. */
const ENVELOPE = `lsid txnNumber startTransaction autocommit readConcern writeConcern maxTimeMS comment apiVersion
  apiStrict apiDeprecationErrors maxTimeMSOpOnly`;

const KNOWN = new Map(
  Object.entries(FIELDS).map(([name, fields]) => [name, new Set(`${ENVELOPE} ${fields}`.split(/\s+/))]),
);

/** A misspelt option is an error, as on MongoDB, and not silence. */
export function refuseUnknownFields(body: Doc, name = firstField(body)): void {
  const known = KNOWN.get(name === 'findandmodify' ? 'findAndModify' : name);
  if (!known) return;
  for (const field in body)
    if (!known.has(field) && field !== name && !field.startsWith('$')) {
      if (name !== 'create')
        throw new CommandError(40415, `BSON field '${name}.${field}' is an unknown field.`);
      // MongoDB knows many that are not had here; those that ask for nothing may stand.
      if (isTruthy(body[field])) throw notSupported(`the collection option ${field}`);
    }
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

const OUTSIDE_API_1 =
  'distinct renameCollection serverStatus buildInfo buildinfo isMaster ismaster findandmodify'.split(' ');

/** Stable API: there is one version of it, and `apiStrict` keeps to its commands and stages. */
function refuseApi(body: Doc): void {
  const version = body['apiVersion'];
  if (version === undefined) return;
  if (version !== '1') throw new CommandError(322, `API version must be "1", not ${JSON.stringify(version)}`);
  if (!isTruthy(body['apiStrict'])) return;
  const [stage]: unknown[] = Array.isArray(body['pipeline']) ? body['pipeline'] : [];
  const isOutside = isDoc(stage) && '$listLocalSessions' in stage;
  const name = firstField(body);
  if (OUTSIDE_API_1.includes(name) || isOutside) {
    const what = isOutside ? 'stage $listLocalSessions' : `command ${name}`;
    throw new CommandError(323, `Provided apiStrict:true, but the ${what} is not in API Version 1`);
  }
}
