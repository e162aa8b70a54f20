import { create, getAdapter, isAxiosError } from 'axios';
import type { AxiosAdapter } from 'axios';
import type { HttpInstance } from '@larksuiteoapi/node-sdk';
import { faultInReply, ReplyFault, toReplyFault } from './reply-fault.ts';
import type { TokenCache } from './token-cache.ts';

const defaultTimeoutMs = 10_000;
const maxReplyBytes = 20 * 1024 * 1024;
const invalidTenantToken = 99991663;
const tokenPath = '/auth/v3/tenant_access_token/internal';

/** What the SDK sends through: bounded in time, every refusal a `ReplyFault`, one token request at a time. */
export function createHttpInstance(tokens: TokenCache, timeoutMs = defaultTimeoutMs): HttpInstance {
  const http = create({
    adapter: shareTokenRequest(getAdapter('http')),
    timeout: timeoutMs,
    maxRedirects: 0,
    maxContentLength: maxReplyBytes,
  });
  http.interceptors.response.use(
    (reply) => {
      const fault = faultInReply(reply);
      if (fault !== null) throw fault;
      return reply.data;
    },
    async (error: unknown) => {
      const fault = toReplyFault(error);
      if (fault instanceof ReplyFault && fault.code === invalidTenantToken && isAxiosError(error))
        await tokens.forget(String(error.config?.headers.get('Authorization') ?? ''));
      throw fault;
    },
  );
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the interceptor unwraps replies as the SDK expects, which axios' types cannot say
  return http as unknown as HttpInstance;
}

/** The SDK asks for a token once per waiting call; those asking together get one answer. */
function shareTokenRequest(send: AxiosAdapter): AxiosAdapter {
  let running: ReturnType<AxiosAdapter> | null = null;
  return (config) => {
    if (!(config.url ?? '').endsWith(tokenPath)) return send(config);
    running ??= send(config).finally(() => {
      running = null;
    });
    return running;
  };
}
