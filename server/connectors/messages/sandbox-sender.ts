import { appendFile, readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { MessageSender, OutgoingMessage } from './message-sender.ts';

const LineSchema = z.object({
  id: z.string(),
  channel: z.enum(['sms', 'email']),
  to: z.string(),
  text: z.string(),
});

/** The demo's outbox: nothing leaves the machine, every message is a line of a file that only its owner may read. */
export function createSandboxSender(
  path: string,
): MessageSender & Readonly<{ list: () => Promise<OutgoingMessage[]> }> {
  const list = async (): Promise<OutgoingMessage[]> => {
    const text = await readFile(path, 'utf8').catch(() => '');
    return text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => LineSchema.parse(JSON.parse(line)));
  };
  return {
    list,
    send: async (message) => {
      const known = await list();
      if (known.some(({ id }) => id === message.id)) return;
      await appendFile(path, `${JSON.stringify(message)}\n`, { mode: 0o600 });
    },
  };
}
