import type { SetupCheck, SetupItem, SetupState, SetupTest } from '../../contract/setup.ts';
import type { HealthPart } from '../../feishu/cards/admin-health-card.ts';
import type { findHealth } from '../health.ts';
import type { TestResults } from './setup-test.ts';

type More = Omit<SetupCheck, 'item' | 'state'>;
export type Health = Awaited<ReturnType<typeof findHealth>>;

export const check = (item: SetupItem, state: SetupState, more: More = {}): SetupCheck => ({
  item,
  state,
  ...more,
});
/** What is counted is there, or it is missing. */
export const counted = (item: SetupItem, count: number, none: SetupState = 'missing'): SetupCheck =>
  check(item, count > 0 ? 'ok' : none, { count });

/** A thing that is set up is what its last test says. */
export function tested(item: SetupItem, test: SetupTest, tests: TestResults, more: More = {}): SetupCheck {
  const result = tests[test];
  if (!result) return check(item, 'untested', { test, ...more });
  const { at, code, count } = result;
  const said = { test, at: at.toISOString(), ...(count !== undefined && { count }) };
  return check(item, code === undefined ? 'ok' : 'failing', {
    ...said,
    ...(code !== undefined && { why: code }),
    ...more,
  });
}

/** What is not set up is named beside what was tried and failed. */
export function lacking(names: readonly string[], known: SetupCheck): SetupCheck {
  if (names.length === 0) return known;
  const isFailing = known.state === 'failing';
  const why = [...names, ...(isFailing && known.why !== undefined ? [known.why] : [])].join(', ');
  return { ...known, state: isFailing ? 'failing' : 'missing', why };
}

/** What the daily work says weighs more than an old test. */
export function unless(failing: HealthPart, health: Health, known: SetupCheck): SetupCheck {
  const part = health[failing];
  return part?.code === undefined
    ? known
    : { ...known, state: 'failing', why: part.code, at: part.lastAt.toISOString() };
}
