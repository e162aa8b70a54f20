import { CommandError } from '../command-error.ts';
import { type Doc, firstField } from '../wire/bson.ts';
import { aggregate } from './aggregate.ts';
import { create, drop, listCollections } from './collections.ts';
import type { Command, CommandContext } from './context.ts';
import { collMod, renameCollection } from './change-collection.ts';
import { count } from './count.ts';
import { getMore, killCursors } from './cursors.ts';
import { dropDatabase, listDatabases } from './databases.ts';
import { deleteDocuments } from './delete.ts';
import { distinct } from './distinct.ts';
import { explain } from './explain.ts';
import { find } from './find.ts';
import { findAndModify } from './find-and-modify.ts';
import { buildInfo, connectionStatus, endSessions, getParameter, hello, ping } from './handshake.ts';
import { createIndexes, dropIndexes, listIndexes } from './indexes.ts';
import { insert } from './insert.ts';
import { refuseUnsupported } from './refuse.ts';
import { collStats, dbStats, serverStatus } from './stats.ts';
import { update } from './update.ts';

/** Every command there is; anything else is CommandNotFound. */
const COMMANDS: Record<string, Command> = {
  hello,
  ismaster: hello,
  isMaster: hello,
  ping,
  buildInfo,
  buildinfo: buildInfo,
  getParameter,
  connectionStatus,
  endSessions,
  insert,
  find,
  getMore,
  killCursors,
  update,
  delete: deleteDocuments,
  findAndModify,
  findandmodify: findAndModify,
  count,
  distinct,
  aggregate,
  explain,
  create,
  drop,
  listCollections,
  listDatabases,
  dropDatabase,
  createIndexes,
  listIndexes,
  dropIndexes,
  renameCollection,
  collMod,
  dbStats,
  dbstats: dbStats,
  collStats,
  collstats: collStats,
  serverStatus,
};

export function runCommand(context: Omit<CommandContext, 'database'>, body: Doc): ReturnType<Command> {
  const name = firstField(body);
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) throw new CommandError(59, `no such command: '${name}'`);
  refuseUnsupported(body);
  const database = typeof body['$db'] === 'string' ? body['$db'] : 'test';
  return command({ ...context, database }, body);
}
