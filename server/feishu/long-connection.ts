import { EventDispatcher, LoggerLevel, WSClient } from '@larksuiteoapi/node-sdk';
import { readCardAction } from './card-action.ts';
import { answerCardAction } from './card-answer.ts';
import { isFromTenant } from './envelope.ts';
import { readEvent } from './event.ts';
import { createSdkLogger } from './logger.ts';
import type { FeishuLogger } from './logger.ts';
import type { CardAction, CardReply, PlatformEvent } from './platform.ts';

export type LongConnectionOptions = Readonly<{
  appId: string;
  appSecret: string;
  /** Open API host without a trailing slash. */
  baseUrl: string;
  tenantKey?: string;
  logger: FeishuLogger;
  /** Only stores the event; throwing makes the platform push it again. */
  onEvent(event: PlatformEvent): Promise<void>;
  onCardAction(action: CardAction): Promise<CardReply>;
  /** How long to wait after the SDK has given up, milliseconds. */
  restartMs?: number;
}>;
export type LongConnection = Readonly<{
  state(): 'idle' | 'connecting' | 'connected' | 'reconnecting' | 'failed';
  stop(): void;
}>;

/** Without it a dead link after a sleep is never noticed. */
const pingTimeoutS = 60;
const handshakeTimeoutMs = 15_000;
const standardRestartMs = 60_000;
const appIdPattern = /^cli_[0-9a-f]{16}$/i;

/**
 * Events and card presses over an outgoing connection, for tenants without a public address. The platform gives each event to one
 * random client of the app, authenticates by the app secret, and signs nothing: app and tenant are compared here all the same.
 */
export function startLongConnection(options: LongConnectionOptions): LongConnection {
  // With any other app id the SDK's start() only logs.
  if (!appIdPattern.test(options.appId)) throw new Error('the long connection needs an app id like cli_…');
  const { appId, appSecret, baseUrl, logger } = options;
  let restart: NodeJS.Timeout | undefined;
  let stopped = false;
  const client = new WSClient({
    appId,
    appSecret,
    domain: baseUrl,
    logger: createSdkLogger(logger),
    loggerLevel: LoggerLevel.error,
    handshakeTimeoutMs,
    wsConfig: { pingTimeout: pingTimeoutS },
    onReady: () => logger.info({}, 'feishu long connection is ready'),
    onReconnecting: () => logger.warn({}, 'feishu long connection is lost, connecting again'),
    onError: () => {
      logger.warn({}, 'feishu long connection gave up, starting anew');
      if (!stopped) restart = setTimeout(start, options.restartMs ?? standardRestartMs);
    },
  });
  const eventDispatcher = createDispatcher(options);
  function start(): void {
    void client.start({ eventDispatcher });
  }
  start();
  return {
    state: () => client.getConnectionStatus().state,
    stop: () => {
      stopped = true;
      clearTimeout(restart);
      client.close({ force: true });
    },
  };
}

/** The SDK's own dispatcher flattens events and loses our approval's uuid; only its place in the client is taken. */
function createDispatcher(options: LongConnectionOptions): EventDispatcher {
  const dispatcher = new EventDispatcher({ logger: createSdkLogger(options.logger) });
  dispatcher.invoke = async (plain: unknown) => {
    if (!isFromTenant(plain, options)) return refuse(options, 'identity');
    const action = readCardAction(plain);
    if (action !== null) return answerCardAction(action, options);
    const event = readEvent(plain);
    if (event === null) return refuse(options, 'shape');
    await options.onEvent(event);
    return undefined;
  };
  return dispatcher;
}

function refuse({ logger }: LongConnectionOptions, reason: string): undefined {
  logger.warn({ reason }, 'feishu event refused');
  return undefined;
}
