import type { Logger } from '@larksuiteoapi/node-sdk';
import { ReplyFault } from './reply-fault.ts';

/** The part of a pino logger the platform edge writes to. Fields carry names and codes only, never bodies or ids of people. */
export type FeishuLogger = Readonly<{
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
}>;

/** The SDK logs request bodies, URLs and tokens; only the fact and the kind of error pass. */
export function createSdkLogger(logger: FeishuLogger): Logger {
  const silent = (): void => undefined;
  return {
    error: (...parts: unknown[]) => {
      const kind = kindOf(parts);
      // A refusal is told once, by the call that was refused.
      if (kind !== ReplyFault.name) logger.warn({ kind }, 'feishu sdk error');
    },
    warn: (...parts: unknown[]) => logger.warn({ kind: kindOf(parts) }, 'feishu sdk warning'),
    info: silent,
    debug: silent,
    trace: silent,
  };
}

function kindOf(parts: readonly unknown[]): string {
  const found = parts.flat(3).find((part) => part instanceof Error);
  return found instanceof Error ? found.name : 'message';
}
