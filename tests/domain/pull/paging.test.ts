import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Paging } from '../../../server/contract/pull-source.ts';
import {
  FIRST_PAGE,
  MAX_PAGES,
  nextPage,
  pageUrl,
  sinceText,
  type PageState,
} from '../../../server/domain/pull/paging.ts';
import { clockOf, dayOf, instantOf } from '../../../server/domain/time.ts';
import { nextPullAt, outOfQuiet, retryPullAt } from '../../../server/domain/pull/schedule.ts';

const ZONE = 'Asia/Shanghai';
const CURSOR: Paging = { kind: 'cursor', path: 'next' };
const page = (reply: unknown, digest: string, rows = 1) => ({
  reply,
  digest,
  rows,
  url: 'https://a.example/x',
});
const goOn = (paging: Paging, state: PageState, given: ReturnType<typeof page>) =>
  nextPage(paging, state, given);

describe('the address of a page', () => {
  it('carries what is asked for, encoded', () => {
    const url = 'https://a.example/v?since={since}&page={page}&c={cursor}';
    expect(pageUrl({ url, paging: { kind: 'page', first: 0 } }, null, '2026-11-25 09:00:00')).toBe(
      'https://a.example/v?since=2026-11-25%2009%3A00%3A00&page=0&c=',
    );
    expect(pageUrl({ url, paging: CURSOR }, 'a&b=/', '')).toBe(
      'https://a.example/v?since=&page=&c=a%26b%3D%2F',
    );
  });

  it('is the link of theirs, also a relative one', () => {
    const paging: Paging = { kind: 'link', path: 'next' };
    const url = 'https://a.example/v1/x?since={since}';
    expect(pageUrl({ url, paging }, '/v1/x?p=2', '1')).toBe('https://a.example/v1/x?p=2');
  });

  it('says since when as they want it', () => {
    const at = new Date('2026-11-25T01:00:09Z');
    expect(sinceText(at, 'iso', ZONE)).toBe('2026-11-25T01:00:09.000Z');
    expect(sinceText(at, 'local', ZONE)).toBe('2026-11-25 09:00:09');
    expect(sinceText(at, 'unix_s', ZONE)).toBe('1795568409');
    expect(sinceText(at, 'unix_ms', ZONE)).toBe('1795568409000');
  });

  it.each(['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Shanghai'])(
    'says no time of a repeated hour, so that nothing that changed later reads as earlier (%s)',
    (zone) => {
      const wall = (atMs: number): string => {
        const at = new Date(atMs);
        return `${dayOf(at, zone)} ${clockOf(at, zone)}:${at.toISOString().slice(17, 19)}`;
      };
      const year = Array.from({ length: 366 * 48 }, (_, n) => Date.UTC(2026, 0, 1) + n * 1_800_000 + 7_000);
      const shown = new Map<string, number>();
      for (const atMs of year) shown.set(wall(atMs), (shown.get(wall(atMs)) ?? 0) + 1);
      let least = '9999';
      for (const atMs of year.toReversed()) {
        const text = sinceText(new Date(atMs), 'local', zone);
        least = wall(atMs) < least ? wall(atMs) : least;
        expect(shown.get(text) ?? 1).toBe(1);
        expect(text <= least).toBe(true);
        expect(+instantOf(text.slice(0, 10), text.slice(11, 16), zone)).toBeGreaterThan(atMs - 3 * 3_600_000);
      }
    },
  );
});

describe('the page after', () => {
  it('is none after an empty one, or one that is not full', () => {
    const state = { ...FIRST_PAGE, at: '3' };
    expect(goOn({ kind: 'page', first: 1 }, state, page([], 'a', 0))).toEqual({ next: null });
    expect(goOn({ kind: 'page', first: 1, size: 2 }, state, page([], 'a', 1))).toEqual({ next: null });
    expect(goOn({ kind: 'page', first: 1, size: 2 }, state, page([], 'a', 2))).toMatchObject({
      next: { at: '4' },
    });
    expect(goOn({ kind: 'page', first: 0 }, FIRST_PAGE, page([], 'a'))).toMatchObject({ next: { at: '1' } });
  });

  it('is none where no cursor is given', () => {
    for (const next of [undefined, null, '', false])
      expect(goOn(CURSOR, FIRST_PAGE, page({ next }, 'a'))).toEqual({ next: null });
  });

  it('is never at somebody else’s', () => {
    const link: Paging = { kind: 'link', path: 'next' };
    for (const next of [
      'https://b.example/x',
      'http://a.example/x',
      '//b.example/x',
      'https://a.example:8443/x',
    ])
      expect(goOn(link, FIRST_PAGE, page({ next }, 'a'))).toEqual({ fault: 'other_origin' });
  });

  it('is not the same page again', () => {
    const state = { ...FIRST_PAGE, at: '2', digest: 'same' };
    expect(goOn({ kind: 'page', first: 1 }, state, page([], 'same'))).toEqual({ fault: 'page_repeats' });
  });

  it('is found to go in a circle, however long the way to it and the circle are', () => {
    fc.assert(
      fc.property(fc.nat({ max: 60 }), fc.integer({ min: 1, max: 60 }), (lead, circle) => {
        let state = FIRST_PAGE;
        const faults: string[] = [];
        for (let step = 1; step < 1_000 && faults.length === 0; step++) {
          const cursor = step <= lead ? `lead-${step}` : `round-${(step - lead) % circle}`;
          const after = goOn(CURSOR, state, page({ next: cursor }, String(step)));
          if ('fault' in after) faults.push(after.fault);
          else state = after.next ?? state;
        }
        expect(faults).toEqual(['paging_loop']);
      }),
    );
  });

  it('ends somewhere, even where every cursor is new', () => {
    const state = { ...FIRST_PAGE, at: 'x', pages: MAX_PAGES - 1 };
    expect(goOn(CURSOR, state, page({ next: 'new' }, 'a'))).toEqual({ fault: 'too_many_pages' });
  });
});

describe('the next pull', () => {
  const night = { from: '22:00', to: '07:00' };
  const at = (clock: string, day = '2026-11-25') => new Date(`${day}T${clock}:00+08:00`);

  it('waits for the end of the quiet time', () => {
    expect(outOfQuiet(at('23:10'), night, ZONE)).toEqual(at('07:00', '2026-11-26'));
    expect(outOfQuiet(at('06:59'), night, ZONE)).toEqual(at('07:00'));
    expect(outOfQuiet(at('07:00'), night, ZONE)).toEqual(at('07:00'));
    expect(outOfQuiet(at('12:30'), { from: '12:00', to: '13:00' }, ZONE)).toEqual(at('13:00'));
    expect(nextPullAt(at('21:50'), 15, night, ZONE)).toEqual(at('07:00', '2026-11-26'));
    expect(nextPullAt(at('12:00'), 15, undefined, ZONE)).toEqual(at('12:15'));
  });

  it('comes later with each failure, and not before the other side wants it', () => {
    const waits = [1, 2, 3, 4, 5, 9].map(
      (attempts) => (+retryPullAt(at('12:00'), attempts) - +at('12:00')) / 60_000,
    );
    expect(waits).toEqual([1, 5, 15, 60, 180, 180]);
    expect(retryPullAt(at('12:00'), 1, 600)).toEqual(at('12:10'));
    expect(retryPullAt(at('12:00'), 1, 1e9)).toEqual(at('18:00'));
  });
});
