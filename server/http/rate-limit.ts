import { isIPv6 } from 'node:net';
import type { Middleware } from 'koa';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { AppError, rateLimited } from '../errors.ts';
import type { Session } from './session.ts';

/** At most `perMinute` requests of one signed-in person. */
export function limitPerson(perMinute: number): Middleware<Session> {
  const consume = createLimiter(perMinute);
  return async function limitByPerson(ctx, next) {
    await consume(ctx.state.person.id);
    await next();
  };
}

const MINUTE_S = 60;

/** At most `most` requests from one address in a minute, or in as long as is said, for doors before sign-in. */
export function limitAddress(most: number, withinS = MINUTE_S): Middleware {
  const consume = createLimiter(most, withinS);
  return async function limitByAddress(ctx, next) {
    await consume(networkOf(ctx.ip));
    await next();
  };
}

/** At most `perMinute` refusals for want of a session from one address; who is signed in there is never held up by them. */
export function limitRefused(perMinute: number): Middleware {
  const consume = createLimiter(perMinute);
  return async function limitRefusedByAddress(ctx, next) {
    try {
      await next();
    } catch (error) {
      if (error instanceof AppError && error.status === 401) await consume(networkOf(ctx.ip));
      throw error;
    }
  };
}

/**
 * At most `most` new things of one person in `withinS`. All that are sent count while the work runs, so that sending them at once makes no
 * more of them; what turned out not to be new is given back.
 */
export function limitNew(most: number, withinS: number) {
  const limiter = new RateLimiterMemory({ points: most, duration: withinS });
  return async <T>(
    { key, sent }: Readonly<{ key: string; sent: number }>,
    { work, newIn }: Readonly<{ work: () => Promise<T>; newIn: (done: T) => number }>,
  ): Promise<T> => {
    await spend(limiter, key, sent);
    let fresh = 0;
    try {
      const done = await work();
      fresh = newIn(done);
      return done;
    } finally {
      await limiter.reward(key, sent - fresh);
    }
  };
}

/** Whoever has one IPv6 address has the 2^64 beside it: they are one caller. */
function networkOf(ip: string): string {
  const [, mapped] = /^::ffff:([\d.]+)$/i.exec(ip) ?? [];
  if (mapped !== undefined || !isIPv6(ip)) return mapped ?? ip;
  const [head = '', tail] = ip.replace(/%.*$/, '').split('::');
  const [left = [], right = []] = [head, tail ?? ''].map((part) =>
    part.split(':').filter((one) => one !== ''),
  );
  const zeros = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0');
  return [...left, ...zeros, ...right]
    .slice(0, 4)
    .map((one) => Number.parseInt(one, 16).toString(16))
    .join(':');
}

function createLimiter(points: number, duration = MINUTE_S): (key: string) => Promise<void> {
  const limiter = new RateLimiterMemory({ points, duration });
  return (key) => spend(limiter, key, 1);
}

/** Counted before it is looked at: those that come at once would each find room for themselves. */
async function spend(limiter: RateLimiterMemory, key: string, points: number): Promise<void> {
  const { consumedPoints, msBeforeNext } = await limiter.penalty(key, points);
  if (consumedPoints - points < limiter.points) return;
  await limiter.reward(key, points);
  throw rateLimited(Math.max(1, Math.ceil(msBeforeNext / 1000)));
}
