import { CommandError, badValue, notSupported } from '../command-error.ts';
import { type Bytes, type Doc, decode, decodeCommand, encodeDefined } from './bson.ts';

const OP_REPLY = 1;
const OP_QUERY = 2004;
const OP_COMPRESSED = 2012;
const OP_MSG = 2013;
export const HEADER_BYTES = 16;
const CHECKSUM_PRESENT = 1;
const MORE_TO_COME = 2;
const KNOWN_REQUIRED_FLAGS = CHECKSUM_PRESENT | MORE_TO_COME;
/** MongoDB's own limit on one message. */
export const MAX_MESSAGE_BYTES = 48_000_000;

/** One request off the socket. `legacy` asks for an OP_REPLY, `silent` for no reply at all. */
export type Sender = { requestId: number; legacy: boolean; silent: boolean };
export type Request = Sender & { body: Doc };

/** Wire format: mongodb.com/docs/manual/reference/mongodb-wire-protocol. */
export function parseRequest(message: Buffer): Request {
  const requestId = message.readInt32LE(4);
  const opCode = message.readInt32LE(12);
  if (opCode === OP_MSG) return { requestId, legacy: false, ...parseMsg(message) };
  if (opCode === OP_QUERY) return { requestId, legacy: true, silent: false, body: parseQuery(message) };
  if (opCode === OP_COMPRESSED) throw notSupported('OP_COMPRESSED');
  throw badValue(`unknown wire operation ${opCode}`);
}

function parseMsg(message: Buffer): { body: Doc; silent: boolean } {
  const flags = message.readUInt32LE(HEADER_BYTES);
  if ((flags & 0xffff & ~KNOWN_REQUIRED_FLAGS) !== 0) throw badValue('unknown required OP_MSG flag');
  const end = message.length - (flags & CHECKSUM_PRESENT ? 4 : 0);
  const sequences: [string, Bytes[]][] = [];
  let body: Doc | undefined;
  let at = HEADER_BYTES + 4;
  while (at < end) {
    const kind = message.readUInt8(at);
    const size = at + 5 <= end ? message.readInt32LE(at + 1) : 0;
    if (size < 5 || at + 1 + size > end) throw malformed();
    const section = message.subarray(at + 1, at + 1 + size);
    if (kind === 0) body = decodeCommand(section);
    else if (kind === 1) sequences.push(parseSequence(section));
    else throw badValue(`unknown OP_MSG section kind ${kind}`);
    at += 1 + size;
  }
  if (!body) throw badValue('OP_MSG without a body');
  for (const [name, docs] of sequences) body[name] = name === 'documents' ? docs : docs.map(decode);
  return { body, silent: (flags & MORE_TO_COME) !== 0 };
}

function malformed(): CommandError {
  return new CommandError(22, 'malformed message');
}

function parseSequence(section: Buffer): [string, Bytes[]] {
  const nameEnd = section.indexOf(0, 4);
  if (nameEnd < 0) throw malformed();
  const docs: Bytes[] = [];
  for (let at = nameEnd + 1; at < section.length;) {
    const size = at + 4 <= section.length ? section.readInt32LE(at) : 0;
    if (size < 5 || at + size > section.length) throw malformed();
    docs.push(section.subarray(at, at + size));
    at += size;
  }
  return [section.toString('utf8', 4, nameEnd), docs];
}

function parseQuery(message: Buffer): Doc {
  const nameEnd = message.indexOf(0, HEADER_BYTES + 4);
  const namespace = message.toString('utf8', HEADER_BYTES + 4, nameEnd);
  const body = decodeCommand(message.subarray(nameEnd + 9));
  return { ...body, $db: namespace.split('.')[0] };
}

let lastReplyId = 0;

export function encodeReply(request: Sender, reply: Doc | Bytes): Buffer {
  const body = reply instanceof Uint8Array ? reply : encodeDefined(reply);
  const head = HEADER_BYTES + (request.legacy ? 20 : 5);
  const message = Buffer.allocUnsafe(head + body.length).fill(0, HEADER_BYTES, head);
  lastReplyId = (lastReplyId + 1) % 0x7fffffff;
  message.writeInt32LE(message.length, 0);
  message.writeInt32LE(lastReplyId, 4);
  message.writeInt32LE(request.requestId, 8);
  message.writeInt32LE(request.legacy ? OP_REPLY : OP_MSG, 12);
  if (request.legacy) message.writeInt32LE(1, 32);
  message.set(body, head);
  return message;
}
