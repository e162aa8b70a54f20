import { CommandError } from '../command-error.ts';
import { type Doc, firstField } from '../wire/bson.ts';
import { aggregate } from './aggregate.ts';
import { create, drop, listCollections, renameCollection } from './collections.ts';
import type { Command, CommandContext, SteppedCommand, WriteCommand } from './context.ts';
import { count } from './count.ts';
import { getMore, killCursors } from './cursors.ts';
import { dropDatabase, listDatabases } from './databases.ts';
import { deleteDocuments } from './delete.ts';
import { distinct } from './distinct.ts';
import { explain } from './explain.ts';
import { find } from './find.ts';
import { findAndModify } from './find-and-modify.ts';
import { buildInfo, endSessions, hello, ping, serverStatus } from './handshake.ts';
import { createIndexes, dropIndexes, listIndexes } from './indexes.ts';
import { insert } from './insert.ts';
import { withOwnCollation } from './own-collation.ts';
import { refuseUnsupported } from './refuse.ts';
import { update } from './update.ts';

/** A command that runs in one write transaction. */
const once =
  (write: WriteCommand): Command =>
  (context, body) =>
    context.store.write(() => write(context, body));
/** A command that runs in one write transaction for each of its steps. */
const inSteps =
  (write: SteppedCommand): Command =>
  (context, body) =>
    context.store.writeInSteps(write(context, body));

/** Every command there is; anything else is CommandNotFound. */
const COMMANDS = new Map(
  Object.entries<Command>({
    hello,
    ismaster: hello,
    isMaster: hello,
    ping,
    buildInfo,
    buildinfo: buildInfo,
    endSessions,
    serverStatus,
    find,
    getMore,
    killCursors,
    count,
    distinct,
    aggregate,
    explain,
    listCollections,
    listDatabases,
    listIndexes,
    insert: inSteps(insert),
    update: inSteps(update),
    delete: inSteps(deleteDocuments),
    findAndModify: inSteps(findAndModify),
    findandmodify: inSteps(findAndModify),
    create: once(create),
    drop: once(drop),
    dropDatabase: once(dropDatabase),
    createIndexes: once(createIndexes),
    dropIndexes: once(dropIndexes),
    renameCollection: once(renameCollection),
  }),
);

export function runCommand(connection: Omit<CommandContext, 'database'>, body: Doc): ReturnType<Command> {
  const name = firstField(body);
  const command = COMMANDS.get(name);
  if (!command) throw new CommandError(59, `no such command: '${name}'`);
  refuseUnsupported(body);
  const database = body['$db'];
  if (typeof database !== 'string')
    throw new CommandError(40571, 'a request needs the name of a database in $db');
  const context = { ...connection, database };
  return command(context, withOwnCollation(context, body));
}
