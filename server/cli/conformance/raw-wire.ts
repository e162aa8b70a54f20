import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { type Document, deserialize, serialize } from 'bson';

const OP_MSG = 2013;
const HEADER_BYTES = 16;

/** Speaks the wire protocol without a driver, so that documents go out and come back as bytes. */
export class RawWire {
  readonly #socket: Socket;
  #received: Buffer = Buffer.alloc(0);

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (chunk) => (this.#received = Buffer.concat([this.#received, chunk])));
  }

  static async open(uri: string): Promise<RawWire> {
    const { hostname, port } = new URL(uri);
    const host = decodeURIComponent(hostname);
    const socket = host.startsWith('/') ? connect(host) : connect(Number(port || 27017), host);
    await once(socket, 'connect');
    return new RawWire(socket);
  }

  close(): void {
    this.#socket.destroy();
  }

  /** The documents go as they are, well-formed or not; those of a reply's first batch come back as bytes. */
  async command(body: Document, documents: readonly Uint8Array[] = []): Promise<Document> {
    const parts: Uint8Array[] = [Buffer.of(0, 0, 0, 0, 0), Buffer.from(serialize(body))];
    if (documents.length > 0) parts.push(sequence('documents', documents));
    const content = Buffer.concat(parts);
    const header = Buffer.alloc(HEADER_BYTES);
    header.writeInt32LE(HEADER_BYTES + content.length, 0);
    header.writeInt32LE(OP_MSG, 12);
    this.#socket.write(Buffer.concat([header, content]));
    const reply = await this.#receive();
    return deserialize(reply.subarray(HEADER_BYTES + 5), { fieldsAsRaw: { firstBatch: true } });
  }

  async #receive(): Promise<Buffer> {
    while (this.#received.length < 4 || this.#received.length < this.#received.readInt32LE(0)) {
      await Promise.race([once(this.#socket, 'data'), closed(this.#socket)]);
    }
    const size = this.#received.readInt32LE(0);
    const reply = this.#received.subarray(0, size);
    this.#received = this.#received.subarray(size);
    return reply;
  }
}

async function closed(socket: Socket): Promise<never> {
  await once(socket, 'close');
  throw new Error('the server closed the connection');
}

function sequence(name: string, documents: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat([Buffer.from(`${name}\0`), ...documents]);
  const head = Buffer.alloc(5);
  head[0] = 1;
  head.writeInt32LE(4 + content.length, 1);
  return Buffer.concat([head, content]);
}
