import { createServer, type Server, type Socket } from 'node:net';
import { CommandError } from '../command-error.ts';
import type { Bytes, Doc } from './bson.ts';
import { HEADER_BYTES, MAX_MESSAGE_BYTES, type Sender, encodeReply, parseRequest } from './message.ts';
import type { ShortWait } from './short-wait.ts';

/** More than one reply can be; past it a client that asks on without reading waits. */
const MAX_UNSENT_BYTES = 32 * 1024 * 1024;

type Reply = Doc | Bytes;
/** Answers at once what needs no flush, so that a read is answered in the turn that received it. */
type RunCommand = (body: Doc, connectionId: number) => Reply | Promise<Reply>;
type RunBody = (body: Doc) => ReturnType<RunCommand>;
type WireServer = Readonly<{ server: Server; close: () => Promise<void> }>;

/** Not listening yet; requests of one connection are answered in order. */
export function createWireServer(run: RunCommand, wait: ShortWait | undefined): WireServer {
  const sockets = new Set<Socket>();
  let lastConnectionId = 0;
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    lastConnectionId += 1;
    const connectionId = lastConnectionId;
    serveConnection(socket, (body) => run(body, connectionId), wait);
  });
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  return { server, close };
}

function serveConnection(socket: Socket, run: RunBody, wait: ShortWait | undefined): void {
  const takeMessages = messageSplitter(() => void socket.destroy());
  const waiting: Buffer[] = [];
  let isBusy = false;
  const proceed = async (): Promise<void> => {
    isBusy = true;
    for (let message = waiting.shift(); message; message = waiting.shift()) {
      const answered = answer(message, run);
      const reply = answered instanceof Promise ? await answered : answered;
      // A request is carried out although its client has gone: it may have wanted no answer.
      if (reply && !socket.destroyed) socket.write(reply);
      wait?.answered();
      if (!socket.destroyed && socket.writableLength > MAX_UNSENT_BYTES) await isTaken(socket);
    }
    isBusy = false;
    if (socket.isPaused()) socket.resume();
  };
  socket.on('data', (chunk) => {
    wait?.received();
    waiting.push(...takeMessages(chunk));
    // A client that does not wait for answers is read no faster than it is answered.
    if (isBusy) socket.pause();
    else void proceed();
  });
}

/** Resolves when the client has taken what was sent, or is gone. */
function isTaken(socket: Socket): Promise<void> {
  return new Promise((resolve) => socket.once('drain', resolve).once('close', resolve));
}

/** Cuts the bytes of a connection into messages; a length that cannot be one ends the connection. */
function messageSplitter(refuse: () => void): (chunk: Buffer) => Buffer[] {
  let chunks: Buffer[] = [];
  let buffered = 0;
  return (chunk) => {
    chunks.push(chunk);
    buffered += chunk.length;
    const messages: Buffer[] = [];
    while (buffered >= HEADER_BYTES) {
      if ((chunks[0]?.length ?? 0) < 4) chunks = [Buffer.concat(chunks)];
      const size = chunks[0]?.readInt32LE(0) ?? 0;
      if (size < HEADER_BYTES || size > MAX_MESSAGE_BYTES) {
        refuse();
        return [];
      }
      if (buffered < size) break;
      const [only] = chunks;
      const all = only && chunks.length === 1 ? only : Buffer.concat(chunks);
      messages.push(all.subarray(0, size));
      buffered -= size;
      chunks = buffered ? [all.subarray(size)] : [];
    }
    return messages;
  };
}

type Answer = Buffer | undefined;

function answer(message: Buffer, run: RunBody): Answer | Promise<Answer> {
  let sender: Sender = { requestId: message.readInt32LE(4), legacy: false, silent: false };
  const encode = (reply: Reply): Answer => (sender.silent ? undefined : encodeReply(sender, reply));
  const fail = (error: unknown): Answer => encode(toErrorReply(error));
  try {
    const request = parseRequest(message);
    sender = request;
    const reply = run(request.body);
    return reply instanceof Promise ? reply.then(encode).catch(fail) : encode(reply);
  } catch (error) {
    return fail(error);
  }
}

function toErrorReply(error: unknown): Doc {
  const text = error instanceof Error ? error.message : String(error);
  const known = error instanceof CommandError ? error : new CommandError(1, text);
  const { code, codeName, message, details } = known;
  return { ok: 0, errmsg: message, code, codeName, ...details };
}
