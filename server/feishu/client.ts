import { Client, LoggerLevel } from '@larksuiteoapi/node-sdk';
import type { HttpInstance } from '@larksuiteoapi/node-sdk';
import { z } from 'zod';
import { platformFailed } from '../errors.ts';
import { noteCall, timeCall } from '../metrics/feishu.ts';
import { outcomeOf } from './call-outcome.ts';
import { createHttpInstance } from './http-instance.ts';
import { createSdkLogger } from './logger.ts';
import type { FeishuLogger } from './logger.ts';
import { badReplyCode, ReplyFault } from './reply-fault.ts';
import { callWithRetry } from './retry.ts';
import { createTokenCache } from './token-cache.ts';
import type { SharedTokens, TokenCache } from './token-cache.ts';

export type ClientOptions = Readonly<{
  appId: string;
  appSecret: string;
  /** Open API host without a trailing slash, e.g. https://open.feishu.cn. */
  baseUrl: string;
  /** Login host, e.g. https://accounts.feishu.cn. */
  accountsUrl: string;
  /** Only people of this tenant may sign in, when given. */
  tenantKey?: string;
  logger: FeishuLogger;
  /** Longest one request may take; 10 s when absent. */
  timeoutMs?: number;
  /** Sends without regard to the platform's rate limits; only the demo does, whose tenant has none. */
  unpaced?: boolean;
  /** Tokens that several processes use together; own ones when absent. */
  sharedTokens?: SharedTokens;
}>;

export type Operation<T extends z.ZodType> = Readonly<{
  /** Name for logs and errors, e.g. im.message.create. */
  name: string;
  reply: T;
  /** Sending it twice has the effect of once. */
  repeatable: boolean;
  /** A refusal with this code is part of the plan, and no warning. */
  expectedCode?: number;
  run(): Promise<unknown>;
}>;

/** The SDK, wrapped once: nothing else in this room calls it without `call`. */
export type FeishuClient = Readonly<{
  options: ClientOptions;
  sdk: Client;
  http: HttpInstance;
  tokens: TokenCache;
  /** Runs one platform call and checks its reply; every failure is `platform_failed` with the platform's code. */
  call<T extends z.ZodType>(operation: Operation<T>): Promise<z.output<T>>;
}>;

export function createClient(options: ClientOptions): FeishuClient {
  const tokens = createTokenCache(options.appId, options.sharedTokens);
  const http = createHttpInstance(tokens, options.timeoutMs);
  const { appId, appSecret, baseUrl, accountsUrl, logger } = options;
  const sdk = new Client({
    appId,
    appSecret,
    domain: baseUrl,
    oauthBaseUrl: accountsUrl,
    cache: tokens,
    httpInstance: http,
    logger: createSdkLogger(logger),
    loggerLevel: LoggerLevel.error,
  });
  return { options, sdk, http, tokens, call: (operation) => runOperation(operation, logger) };
}

async function runOperation<T extends z.ZodType>(
  { name, reply, repeatable, expectedCode, run }: Operation<T>,
  logger: FeishuLogger,
): Promise<z.output<T>> {
  const onFault = (fault: ReplyFault, attempt: number): void => {
    const isExpected = fault.code === expectedCode;
    noteCall(name, isExpected ? 'expected' : outcomeOf(fault));
    if (isExpected) return;
    logger.warn({ operation: name, code: fault.code, status: fault.status, attempt }, 'feishu call refused');
  };
  const end = timeCall(name);
  const answer = await callWithRetry(run, { repeatable, onFault })
    .catch((error: unknown) => {
      if (error instanceof ReplyFault) throw platformFailed(name, error.code);
      throw error;
    })
    .finally(end);
  const parsed = reply.safeParse(answer);
  noteCall(name, parsed.success ? 'ok' : 'malformed');
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map((issue) => issue.path.map(String).join('.')).slice(0, 10);
  logger.warn({ operation: name, fields }, 'feishu reply is malformed');
  throw platformFailed(name, badReplyCode);
}

/** A reply whose content does not matter. */
export const AnyReplySchema = z.looseObject({});
