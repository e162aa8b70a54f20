import axios from 'axios';
import type { HttpInstance, HttpRequestOptions } from '@larksuiteoapi/node-sdk';
import { faultInReply, ReplyFault, toReplyFault } from './reply-fault.ts';
import type { TokenCache } from './token-cache.ts';

const timeoutMs = 10_000;
const maxReplyBytes = 20 * 1024 * 1024;
const invalidTenantToken = 99991663;
const tokenPath = '/auth/v3/tenant_access_token/internal';

/** What the SDK sends through: bounded in time, every refusal a `ReplyFault`, one token request at a time. */
export function createHttpInstance(tokens: TokenCache): HttpInstance {
  const http = axios.create({ timeout: timeoutMs, maxRedirects: 0, maxContentLength: maxReplyBytes });
  http.interceptors.response.use(
    (reply) => {
      const fault = faultInReply(reply);
      if (fault !== null) throw fault;
      return reply.data;
    },
    (error: unknown) => {
      const fault = toReplyFault(error);
      if (fault instanceof ReplyFault && fault.code === invalidTenantToken && axios.isAxiosError(error))
        tokens.forget(String(error.config?.headers.get('Authorization') ?? ''));
      throw fault;
    },
  );
  return withSharedTokenRequest(http as unknown as HttpInstance);
}

function withSharedTokenRequest(http: HttpInstance): HttpInstance {
  let running: Promise<unknown> | null = null;
  const post = <T, R, D>(url: string, data?: D, options?: HttpRequestOptions<D>): Promise<R> => {
    if (!url.endsWith(tokenPath)) return http.post<T, R, D>(url, data, options);
    running ??= http.post<T, R, D>(url, data, options).finally(() => {
      running = null;
    });
    return running as Promise<R>;
  };
  return {
    request: (options) => http.request(options),
    get: (url, options) => http.get(url, options),
    delete: (url, options) => http.delete(url, options),
    head: (url, options) => http.head(url, options),
    options: (url, options) => http.options(url, options),
    put: (url, data, options) => http.put(url, data, options),
    patch: (url, data, options) => http.patch(url, data, options),
    post,
  };
}
