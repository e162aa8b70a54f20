import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { v7 as uuidv7 } from 'uuid';
import { beforeEach, describe, expect, it } from 'vitest';
import { savePerson } from '../../server/store/people.ts';
import { buildPerson, createCompany } from '../flow/company.ts';
import { useDatabase } from '../support/db.ts';
import { useApp } from './app.ts';

useDatabase();
const app = useApp();
const MIB = 1024 * 1024;
const PART = Buffer.alloc(MIB, 'x');
let cookie = '';
beforeEach(async () => {
  app.use((await createCompany()).deps);
  await savePerson(buildPerson({ id: 'root', roles: ['employee', 'admin'], staffKind: 'office' }));
  cookie = await app.signIn('ou_root');
});

const importPath = () => `/api/v1/imports/${uuidv7()}?kind=places&language=zh`;

it.each([
  ['a file of records', 'PUT', importPath(), 'text/csv', 70],
  ['a body', 'POST', '/api/v1/leads', 'application/json', 5],
])('%s that is too large is refused while it is sent, and the sender can read why', async (...of) => {
  const [, method, path, type, size] = of;
  const sender = await openSender();
  sender.begin({ method, path, type, length: `content-length: ${size * MIB}` });
  for (let sent = 0; sent < size; sent += 1) {
    await sender.send(PART);
    if (sent < 3) await sleep(50);
  }
  expect(await sender.read()).toMatch(/^HTTP\/1\.1 413 /);
  await sender.askAgain();
});

describe('a file of records that comes in pieces, without its length', () => {
  const blanks = Buffer.from(`${' '.repeat(64 * 1024 - 1)}\n`.repeat(16));
  it.each([
    [
      'that is too large',
      [Buffer.from('编号,名称\n'), ...Array<Buffer>(70).fill(blanks)],
      '文件太大，最多 64 MB',
    ],
    ['with a column nobody knows', [Buffer.from('编号,身高\n'), ...Array<Buffer>(20).fill(PART)], '身高'],
    [
      'with a line that does not end',
      [Buffer.from('编号,名称\n'), ...Array<Buffer>(20).fill(PART)],
      '第 2 行',
    ],
  ])('%s is read no further, and the sender can read why', async (_title, parts, why) => {
    const sender = await openSender();
    const path = importPath();
    sender.begin({ method: 'PUT', path, type: 'text/csv', length: 'transfer-encoding: chunked' });
    for (const part of parts) {
      await sender.send(Buffer.from(`${part.length.toString(16)}\r\n`));
      await sender.send(part);
      await sender.send(Buffer.from('\r\n'));
    }
    await sender.send(Buffer.from('0\r\n\r\n'));
    const reply = await sender.read();
    expect(reply).toMatch(/^HTTP\/1\.1 200 /);
    expect(reply).toContain('"status":"failed"');
    expect(reply).toContain(why);
    await sender.askAgain();
  });
});

/** A client that sends all it has before it listens, as browsers and proxies do. */
async function openSender() {
  const { hostname, port } = new URL(app.url());
  const socket: Socket = connect(Number(port), hostname);
  const faults: unknown[] = [];
  const parts: Buffer[] = [];
  socket.on('error', (error) => faults.push(error)).on('data', (part) => parts.push(part));
  await once(socket, 'connect');
  let goOn = (): void => undefined;
  socket.on('drain', () => goOn()).on('close', () => goOn());
  const send = async (part: Buffer): Promise<void> => {
    if (socket.destroyed || socket.write(part)) return;
    await new Promise<void>((resolve) => {
      goOn = resolve;
    });
  };
  const read = async (): Promise<string> => {
    await expect.poll(() => parts.length + faults.length).toBeGreaterThan(0);
    await sleep(50);
    expect(faults).toEqual([]);
    return Buffer.concat(parts.splice(0)).toString();
  };
  return {
    begin: (of: Readonly<{ method: string; path: string; type: string; length: string }>): void => {
      const head = [
        `${of.method} ${of.path} HTTP/1.1`,
        `host: ${hostname}`,
        `cookie: ${cookie}`,
        'x-requested-with: mingqin',
        `content-type: ${of.type}`,
        of.length,
      ];
      socket.write(`${head.join('\r\n')}\r\n\r\n`);
    },
    send,
    read,
    /** The connection is good for the next question. */
    askAgain: async (): Promise<void> => {
      await send(Buffer.from(`GET /healthz HTTP/1.1\r\nhost: ${hostname}\r\n\r\n`));
      expect(await read()).toMatch(/^HTTP\/1\.1 200 /);
      socket.destroy();
    },
  };
}
