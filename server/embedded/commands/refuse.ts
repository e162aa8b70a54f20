import { CommandError, notSupported } from '../command-error.ts';
import { type Doc, isDoc, toNumber } from '../wire/bson.ts';

/** What a standalone server refuses, and what this one does not have, before any command runs. */
export function refuseUnsupported(body: Doc): void {
  if (body['txnNumber'] !== undefined || body['startTransaction'] !== undefined) {
    throw new CommandError(20, 'Transaction numbers are only allowed on a replica set member or mongos');
  }
  const concern = body['writeConcern'];
  const w = isDoc(concern) ? toNumber(concern['w']) : undefined;
  if (w !== undefined && w > 1) throw new CommandError(2, "cannot use 'w' > 1 when a host is not replicated");
}

/** A collection or an index keeps its keys in byte order. */
export function refuseCollation(options: Doc): void {
  const collation = options['collation'];
  if (isDoc(collation) && Object.keys(collation).length > 0 && collation['locale'] !== 'simple') {
    throw notSupported('a collection or index with its own collation');
  }
}
