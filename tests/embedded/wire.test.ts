import { type Document, deserialize, serialize } from 'bson';
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Fixture, messageOf, socketPathOf, startFixture } from './support.ts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.stop());

describe('a malformed request', () => {
  const ping = serialize({ ping: 1, $db: 'test' });
  const sequence = (size: number, rest: string): Buffer =>
    Buffer.concat([Buffer.from([1]), int32(size), Buffer.from(rest)]);

  function int32(value: number): Buffer {
    const bytes = Buffer.alloc(4);
    bytes.writeInt32LE(value);
    return bytes;
  }

  /** The reply to one OP_MSG of these sections. */
  async function replyTo(sections: Uint8Array[]): Promise<Document> {
    const socket = connect(socketPathOf(fixture.client));
    socket.write(messageOf(...sections));
    const [reply]: unknown[] = await once(socket, 'data');
    socket.destroy();
    return Buffer.isBuffer(reply) ? deserialize(reply.subarray(21)) : {};
  }

  const sound = Buffer.concat([Buffer.from([0]), ping]);
  it.each<[string, Uint8Array[], number]>([
    ['a section of less than nothing', [sequence(-1, 'documents\0')], 22],
    ['a section that goes back to its start', [sequence(-6, 'documents\0')], 22],
    ['a section past the end', [sound, sequence(999, 'documents\0')], 22],
    ['a section without a name', [sound, sequence(7, 'abc')], 22],
    ['a cut section', [sound, Buffer.from([1, 0])], 22],
    ['no database', [Buffer.from([0]), serialize({ ping: 1 })], 40571],
  ])('with %s is refused and holds up no other', async (_, sections, code) => {
    expect(await replyTo(sections)).toMatchObject({ ok: 0, code });
    expect(await fixture.db.command({ ping: 1 })).toMatchObject({ ok: 1 });
  });

  it.each([0, 100_001])('of %i writes is refused', async (n) => {
    const documents = Array.from({ length: n }, () => ({}));
    await expect(fixture.db.command({ insert: 'many', documents })).rejects.toMatchObject({ code: 16 });
    const updates = documents.map((q) => ({ q, u: { $set: { a: 1 } } }));
    await expect(fixture.db.command({ update: 'many', updates })).rejects.toMatchObject({ code: 16 });
  });

  it.each(['a b/x', 'a"b/x', 'x'.repeat(64) + '/x', 'a/.x', 'a/x$y'])(
    'to write to %s is refused',
    async (name) => {
      const [database = '', collection] = name.split('/');
      const command = { insert: collection, documents: [{}], $db: database };
      const reply = await replyTo([Buffer.from([0]), serialize(command)]);
      expect(reply).toMatchObject({ ok: 0, code: 73 });
    },
  );
});
