import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { v7 as uuidv7 } from 'uuid';
import { expect, it } from 'vitest';
import { savePerson } from '../../server/store/people.ts';
import { buildPerson, createCompany } from '../flow/company.ts';
import { useDatabase } from '../support/db.ts';
import { useApp } from './app.ts';

useDatabase();
const app = useApp();
const PART = Buffer.alloc(1024 * 1024, 'x');

it.each([
  ['a file of records', 'PUT', `/api/v1/imports/${uuidv7()}?kind=places&language=zh`, 'text/csv', 70],
  ['a body', 'POST', '/api/v1/leads', 'application/json', 5],
])('%s that is too large is refused while it is sent, and the sender can read why', async (...of) => {
  const [, method, path, type, size] = of;
  app.use((await createCompany()).deps);
  await savePerson(buildPerson({ id: 'root', roles: ['employee', 'admin'], staffKind: 'office' }));
  const cookie = await app.signIn('ou_root');
  const { hostname, port } = new URL(app.url());
  const socket = connect(Number(port), hostname);
  const faults: unknown[] = [];
  const read: Buffer[] = [];
  socket.on('error', (error) => faults.push(error)).on('data', (part) => read.push(part));
  await once(socket, 'connect');
  const head = [
    `${method} ${path} HTTP/1.1`,
    `host: ${hostname}`,
    `cookie: ${cookie}`,
    'x-requested-with: mingqin',
    `content-type: ${type}`,
    `content-length: ${size * PART.length}`,
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\n`);
  for (let sent = 0; sent < size && !socket.destroyed; sent += 1) {
    if (!socket.write(PART)) await Promise.race([once(socket, 'drain'), once(socket, 'close')]);
    if (sent < 3) await sleep(50);
  }
  await sleep(50);
  expect(faults).toEqual([]);
  expect(Buffer.concat(read).toString()).toMatch(/^HTTP\/1\.1 413 /);
  // The connection is good for the next question.
  read.length = 0;
  socket.write(`GET /healthz HTTP/1.1\r\nhost: ${hostname}\r\n\r\n`);
  await once(socket, 'data');
  expect(Buffer.concat(read).toString()).toMatch(/^HTTP\/1\.1 200 /);
  socket.destroy();
});
