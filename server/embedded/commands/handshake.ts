import { hostname } from 'node:os';
import type { Command } from './context.ts';

/** Wire version 21 is MongoDB 7.0; no replica set name, so drivers treat the server as standalone. */
export const hello: Command = (context) => ({
  helloOk: true,
  ismaster: true,
  isWritablePrimary: true,
  maxBsonObjectSize: 16 * 1024 * 1024,
  maxMessageSizeBytes: 48_000_000,
  maxWriteBatchSize: 100_000,
  localTime: new Date(),
  logicalSessionTimeoutMinutes: 30,
  connectionId: context.connectionId,
  minWireVersion: 0,
  maxWireVersion: 21,
  readOnly: false,
  ok: 1,
});

export const ping: Command = () => ({ ok: 1 });

export const buildInfo: Command = () => ({
  version: '7.0.0',
  versionArray: [7, 0, 0, 0],
  gitVersion: 'mingqin-embedded',
  modules: [],
  bits: 64,
  debug: false,
  maxBsonObjectSize: 16 * 1024 * 1024,
  storageEngines: ['lmdb'],
  ok: 1,
});

/** What clients ask before they choose how to write in bulk. */
export const serverStatus: Command = () => ({
  host: hostname(),
  version: '7.0.0',
  process: 'mongod',
  pid: process.pid,
  uptime: Math.round(process.uptime()),
  localTime: new Date(),
  ok: 1,
});

export const endSessions: Command = () => ({ ok: 1 });
