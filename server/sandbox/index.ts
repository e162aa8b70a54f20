import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { authRoutes } from './auth.ts';
import { contactRoutes } from './contact.ts';
import { createFailures } from './failures.ts';
import { chatRoutes } from './im-chats.ts';
import { imageRoutes } from './im-images.ts';
import { messageRoutes } from './im.ts';
import { createHandler } from './serve.ts';
import { openStore } from './store.ts';
import { createTenant, seedTenant } from './tenant.ts';
import type { FailureRule, SandboxMessage, SandboxOptions, SandboxUrls } from './types.ts';

export type * from './types.ts';

/** A simulated Feishu tenant on loopback; see createSandbox. */
export type Sandbox = {
  /** The SDK's `domain`, without a trailing slash; also the address of the page. */
  url: string;
  close(): Promise<void>;
  /** Empties the store and seeds it again. */
  reset(): void;
  setUrls(urls: Partial<SandboxUrls>): void;
  /** All messages, oldest first. */
  messages(): SandboxMessage[];
  failNext(rule: FailureRule): void;
};

/** Starts the tenant; the real SDK talks to it through `domain: sandbox.url`. */
export async function createSandbox(options: SandboxOptions): Promise<Sandbox> {
  const store = openStore(options.dir);
  const state = createTenant(options, store);
  const failures = createFailures();
  const routes = [
    ...authRoutes(state),
    ...contactRoutes(state),
    ...messageRoutes(state),
    ...chatRoutes(state),
    ...imageRoutes(state),
  ];
  const handle = createHandler({ state, routes, failures });
  const server = createServer((req, res) => {
    handle(req, res).catch(() => res.destroy());
  });
  const url = await listen(server, options.port);
  return {
    url,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await store.close();
    },
    reset: () => {
      failures.clear();
      store.clear();
      seedTenant(state);
    },
    setUrls: (urls) => {
      Object.assign(state.urls, urls);
    },
    messages: () => state.messages.values().sort((a, b) => a.seq - b.seq),
    failNext: failures.add,
  };
}

async function listen(server: Server, port: number): Promise<string> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the sandbox has no TCP address');
  return `http://127.0.0.1:${address.port}`;
}
