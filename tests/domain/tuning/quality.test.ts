import { describe, expect, it } from 'vitest';
import { isWorth, labelOf } from '../../../server/domain/tuning/alert-label.ts';
import {
  isTooWrong,
  measureQuality,
  silentOf,
  thresholdsSince,
  type CountedAlert,
} from '../../../server/domain/tuning/quality.ts';
import { nextVersion } from '../../../server/domain/tuning/settings-version.ts';

const at = (hour: number): Date => new Date(Date.UTC(2026, 10, 19, hour));
const ended = (kind: string, note?: string) => ({
  status: 'handled',
  publishedAt: at(1),
  handlings: [{ kind, at: at(9), ...(note !== undefined && { note }) }],
});

describe('the label an alert ends with', () => {
  it.each([
    [ended('case', 'warning'), 'confirmed', true],
    [ended('case', 'rejected'), 'confirmed', true],
    [ended('case', 'talk'), 'talk', true],
    [ended('case', 'unsubstantiated'), 'unfounded', false],
    [ended('case', 'overturned'), 'unfounded', false],
    [ended('case', 'revoked'), 'unfounded', false],
    [ended('case', 'permitted'), 'permitted', false],
    [ended('arranged', 'support'), 'permitted', false],
    [{ status: 'silenced', publishedAt: at(1), handlings: [] }, 'permitted', false],
    [{ status: 'cleared', publishedAt: at(1), handlings: [] }, 'cleared', false],
  ])('%j is %s', (alert, expected, worth) => {
    const label = labelOf(alert);
    expect(label).toBe(expected);
    expect(label !== null && isWorth(label)).toBe(worth);
  });

  it('is missing while it is open, and for what nobody was told about', () => {
    expect(labelOf({ status: 'open', publishedAt: at(1), handlings: [] })).toBeNull();
    expect(labelOf({ status: 'cleared', handlings: [] })).toBeNull();
  });

  it('is cleared for good once late data or records cleared it, whatever HR said or did before', () => {
    const cleared = { status: 'cleared', publishedAt: at(1), handlings: [] };
    expect(labelOf(cleared, true)).toBe('cleared');
    expect(labelOf({ ...ended('case', 'warning'), exoneratedAt: at(2) })).toBe('cleared');
    expect(labelOf({ ...ended('case', 'talk'), exoneratedAt: at(2) }, true)).toBe('cleared');
  });

  it('is HR’s own word where there is one', () => {
    expect(labelOf(ended('case', 'unsubstantiated'), true)).toBe('worth_asking');
    expect(labelOf(ended('case', 'talk'), false)).toBe('not_worth_asking');
  });
});

const alerts = (worth: number, wrong: number, change: Partial<CountedAlert> = {}): CountedAlert[] =>
  Array.from({ length: worth + wrong }, (_, n) => ({
    detector: 'off-zone',
    version: 1,
    settingsVersion: 0,
    publishedAt: at(1),
    endedAt: at(5),
    label: n < worth ? ('talk' as const) : ('unfounded' as const),
    feedback: null,
    ...change,
  }));
const detectors = [{ name: 'off-zone', version: 1 }];

describe('the figures of a detector', () => {
  it('are its precision with a Wilson interval, its labels and how long people took', () => {
    const open = { ...alerts(1, 0)[0]!, label: null, endedAt: null, feedback: 'wrong' as const };
    const [figures] = measureQuality([...alerts(5, 5), open], []);
    expect(figures).toMatchObject({
      alerts: 11,
      precision: { hits: 5, of: 10, share: 0.5 },
      labels: { talk: 5, unfounded: 5 },
      feedback: { fair: 0, wrong: 1, unclear: 0 },
      medianHours: 4,
    });
    // Wilson 1927 for 5 of 10, as in the tables: 0.2366 to 0.7634.
    expect(figures?.precision?.low).toBeCloseTo(0.2366, 4);
    expect(figures?.precision?.high).toBeCloseTo(0.7634, 4);
  });

  it('are counted apart by version of the code and by thresholds, but not by versions that left the detector alone', () => {
    const one = nextVersion([], { 'two-stores': { nearM: 60 } }, '2026-11-01');
    const two = nextVersion([one], { ...one.overrides, 'off-zone': { allowanceMin: 60 } }, '2026-11-05');
    const versions = [one, two];
    expect(thresholdsSince(versions, 1, 'off-zone')).toBe(0);
    expect(thresholdsSince(versions, 2, 'off-zone')).toBe(2);
    expect(thresholdsSince(versions, 2, 'two-stores')).toBe(1);
    const figures = measureQuality(
      [
        ...alerts(1, 0),
        ...alerts(2, 0, { settingsVersion: 1 }),
        ...alerts(4, 0, { settingsVersion: 2 }),
        ...alerts(8, 0, { version: 2 }),
      ],
      versions,
    );
    expect(figures.map(({ version, thresholdsSince: since, alerts: n }) => [version, since, n])).toEqual([
      [2, 0, 8],
      [1, 2, 4],
      [1, 0, 3],
    ]);
  });

  it('silence it below 30 % worth asking over 30 labels, and not one label sooner', () => {
    const wrong = (worth: number, of: number) =>
      measureQuality(alerts(worth, of - worth), []).some((figures) => isTooWrong(figures));
    expect(wrong(8, 30)).toBe(true);
    expect(wrong(9, 30)).toBe(false);
    expect(wrong(0, 29)).toBe(false);
  });

  it('silence only its present version under its present thresholds', () => {
    const figures = measureQuality(alerts(0, 40), []);
    expect(silentOf(figures, { versions: [], detectors }).map(({ detector }) => detector)).toEqual([
      'off-zone',
    ]);
    expect(silentOf(figures, { versions: [], detectors: [{ name: 'off-zone', version: 2 }] })).toEqual([]);
    const changed = nextVersion([], { 'off-zone': { allowanceMin: 60 } }, '2026-11-20');
    expect(silentOf(figures, { versions: [changed], detectors })).toEqual([]);
    const other = nextVersion([], { 'two-stores': { nearM: 60 } }, '2026-11-20');
    expect(silentOf(figures, { versions: [other], detectors })).toHaveLength(1);
  });
});
