import { createDecipheriv, createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { z } from 'zod';
import { encryptKey } from './support.ts';

const BodySchema = z.object({ encrypt: z.string() });
const JsonSchema = z.record(z.string(), z.unknown());
type Reply = { status?: number; body?: unknown; delayMs?: number };

/** A webhook written from the documentation alone: raw-body signature, then decryption. */
export async function startReceiver(answer: (json: Record<string, unknown>) => Reply = () => ({})) {
  const received: { json: Record<string, unknown>; signed: boolean; timestamp: number }[] = [];
  const server = createServer((req, res) => {
    const parts: Buffer[] = [];
    req.on('data', (part: Buffer) => parts.push(part));
    req.on('end', () => {
      const raw = Buffer.concat(parts).toString('utf8');
      const json = decrypt(BodySchema.parse(JSON.parse(raw)).encrypt);
      if (json['type'] === 'url_verification') {
        res.end(JSON.stringify({ challenge: json['challenge'] }));
        return;
      }
      const header = (name: string) => String(req.headers[name]);
      const signature = createHash('sha256')
        .update(header('x-lark-request-timestamp') + header('x-lark-request-nonce') + encryptKey + raw)
        .digest('hex');
      received.push({
        json,
        signed: signature === header('x-lark-signature'),
        timestamp: Number(header('x-lark-request-timestamp')),
      });
      const { status = 200, body = {}, delayMs = 0 } = answer(json);
      setTimeout(() => {
        res.statusCode = status;
        res.end(typeof body === 'string' ? body : JSON.stringify(body));
      }, delayMs);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function decrypt(sealed: string): Record<string, unknown> {
  const bytes = Buffer.from(sealed, 'base64');
  const key = createHash('sha256').update(encryptKey).digest();
  const decipher = createDecipheriv('aes-256-cbc', key, bytes.subarray(0, 16));
  const text = Buffer.concat([decipher.update(bytes.subarray(16)), decipher.final()]).toString('utf8');
  return JsonSchema.parse(JSON.parse(text));
}
