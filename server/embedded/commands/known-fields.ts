import { CommandError } from '../command-error.ts';
import { type Doc, firstField } from '../wire/bson.ts';

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
  drop: '',
  dropDatabase: '',
  'update.updates': 'q u multi upsert arrayFilters hint collation sort',
  'delete.deletes': 'q limit hint collation',
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
    if (!known.has(field) && field !== name && !field.startsWith('$'))
      throw new CommandError(40415, `BSON field '${name}.${field}' is an unknown field.`);
}
