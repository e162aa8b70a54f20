import { createServer, type Server, type Socket } from 'node:net';
import { CommandError } from '../command-error.ts';
import type { Bytes, Doc } from './bson.ts';
import { MAX_MESSAGE_BYTES, type Request, encodeReply, parseRequest } from './message.ts';

export type RunCommand = (body: Doc, connectionId: number) => Promise<Doc | Bytes>;
export type WireServer = { port: number; close(): Promise<void> };

/** Listens on loopback only; requests of one connection are answered in order. */
export async function listen(port: number, run: RunCommand): Promise<WireServer> {
  const sockets = new Set<Socket>();
  let lastConnectionId = 0;
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    lastConnectionId += 1;
    serveConnection(socket, run, lastConnectionId);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return { port: boundPort(server), close: () => closeServer(server, sockets) };
}

function serveConnection(socket: Socket, run: RunCommand, connectionId: number): void {
  let chunks: Buffer[] = [];
  let buffered = 0;
  let previous = Promise.resolve();
  const answer = async (message: Buffer): Promise<void> => {
    const reply = await replyTo(message, (body) => run(body, connectionId));
    if (reply && !socket.destroyed) socket.write(reply);
  };
  socket.on('data', (chunk) => {
    chunks.push(chunk);
    buffered += chunk.length;
    while (buffered >= 16) {
      if ((chunks[0]?.length ?? 0) < 4) chunks = [Buffer.concat(chunks)];
      const size = chunks[0]?.readInt32LE(0) ?? 0;
      if (size < 16 || size > MAX_MESSAGE_BYTES) {
        socket.destroy();
        return;
      }
      if (buffered < size) return;
      const all = Buffer.concat(chunks);
      const message = all.subarray(0, size);
      chunks = [all.subarray(size)];
      buffered -= size;
      previous = previous.then(() => answer(message)).catch(() => void socket.destroy());
    }
  });
}

async function replyTo(
  message: Buffer,
  run: (body: Doc) => Promise<Doc | Bytes>,
): Promise<Buffer | undefined> {
  let request: Request;
  try {
    request = parseRequest(message);
  } catch (error) {
    return encodeReply({ requestId: message.readInt32LE(4), legacy: false }, toErrorReply(error));
  }
  try {
    const reply = await run(request.body);
    return request.silent ? undefined : encodeReply(request, reply);
  } catch (error) {
    return request.silent ? undefined : encodeReply(request, toErrorReply(error));
  }
}

function toErrorReply(error: unknown): Doc {
  if (error instanceof CommandError) {
    const { code, codeName, message, details } = error;
    return { ok: 0, errmsg: message, code, codeName, ...details };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { ok: 0, errmsg: message, code: 1, codeName: 'InternalError' };
}

function boundPort(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return address.port;
}

function closeServer(server: Server, sockets: Set<Socket>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    for (const socket of sockets) socket.destroy();
  });
}
