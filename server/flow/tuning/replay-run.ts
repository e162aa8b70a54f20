import { createHmac, randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { DETECTORS } from '../../domain/detectors/index.ts';
import type { Finding } from '../../domain/detectors/finding.ts';
import { isWorth, labelOf } from '../../domain/tuning/alert-label.ts';
import { summariseReplay, type NamedAlert, type ReplayRow } from '../../domain/tuning/replay-result.ts';
import { newestVersion } from '../../domain/tuning/settings-version.ts';
import { simulateAlerts, type ReplayedShift } from '../../domain/tuning/simulate-alerts.ts';
import type { CustomRule } from '../../domain/custom-rule/rule-finding.ts';
import { AppError, conflict } from '../../errors.ts';
import { doTogether } from '../../store/ask-together.ts';
import { findAlertWords } from '../../store/alert-labels.ts';
import { findAlerts, findAlertsById, type Alert } from '../../store/alerts.ts';
import { findRule } from '../../store/custom-rules.ts';
import { listStaff, type Person } from '../../store/people.ts';
import { dropReplayRows, findReplayed, listReplayRows, saveReplayRow } from '../../store/replay-rows.ts';
import { claimReplay, moveReplay, type Replay } from '../../store/replays.ts';
import { findByRules } from '../custom-rule/custom-rule-match.ts';
import type { Deps } from '../deps.ts';
import { loadCompany, type CompanyRecords } from '../detect/detect-company.ts';
import { holdOf } from '../detect/detect-facts.ts';
import {
  baselineOf,
  judgeWindow,
  knownFor,
  loadWindow,
  windowOf,
  type Known,
  type Window,
} from '../detect/detect-window.ts';
import { eachAtMost } from '../each-at-most.ts';
import { sliceOf } from '../walk.ts';

/** People replayed side by side: fewer than at night, because people work meanwhile, if anybody does. */
const AT_ONCE = 4;
const AT_ONCE_ALONE = 24;

/**
 * Runs a draft over the stored history beside what is in force and keeps how the alerts would differ: each person once, so that a run
 * that was cut off goes on where it stopped. Nothing but the replay itself is written.
 */
export async function runReplay(deps: Deps, replayId: string): Promise<void> {
  const claimed = await claimReplay(replayId, randomUUID(), deps.now());
  if (!claimed) return;
  try {
    if (!(await replayEveryone(deps, claimed))) return;
    const rows = await listReplayRows(replayId);
    const result = summariseReplay(rows, await labelsOf(rows));
    const at = deps.now();
    if (await moveReplay(claimed, { status: 'done', result, endedAt: at, movedAt: at }))
      await dropReplayRows(replayId);
  } catch (error) {
    const failure = error instanceof AppError ? error.code : 'unexpected';
    await moveReplay(claimed, { status: 'failed', failure, endedAt: deps.now() });
    throw error;
  }
}

/** False when another run took over. */
async function replayEveryone(deps: Deps, claimed: Replay): Promise<boolean> {
  const company = await loadCompany(deps);
  const rule = await ruleOf(claimed);
  const staff = await listStaff();
  const done = await findReplayed(claimed.id);
  const waiting = staff.filter(({ id }) => !done.has(maskOf(deps, claimed.id, id)));
  let count = staff.length - waiting.length;
  let isOurs = await moveReplay(claimed, { done: count, of: staff.length, movedAt: deps.now() });
  const atOnce = sliceOf(deps) === Infinity ? AT_ONCE_ALONE : AT_ONCE;
  const note = doTogether(async (counts: readonly number[]) => {
    const isStillOurs = await moveReplay(claimed, { done: Math.max(...counts), movedAt: deps.now() });
    return counts.map(() => isStillOurs);
  });
  await eachAtMost(atOnce, waiting, async (person) => {
    if (!isOurs) return;
    const row = await replayPerson(deps, person, { replay: claimed, company, rule });
    await saveReplayRow(claimed.id, row, deps.now());
    count += 1;
    if (!(await note(count))) isOurs = false;
  });
  return isOurs;
}

/** Both sides from the same evidence, day by day: the newest thresholds on all of them, and the draft. */
async function replayPerson(
  deps: Deps,
  person: Person,
  { replay, company, rule }: { replay: Replay; company: CompanyRecords; rule: CustomRule | null },
): Promise<ReplayRow> {
  const known = await knownFor(person, replay, company);
  const days = known.records.schedules.map(({ day }) => day).filter((day) => day >= replay.fromDay);
  const live: ReplayedShift[] = [];
  const draft: ReplayedShift[] = [];
  const newest = newestVersion(company.versions);
  const { running } = known.records;
  // The other detectors would find the same again.
  const changed = new Set(
    [...running].filter((own) => !isDeepStrictEqual(newest.overrides[own], replay.overrides[own])),
  );
  for (const day of days) {
    const window = windowOf(known, day);
    const baseline = baselineOf(known, window);
    const loaded = await loadWindow(known, window, baseline);
    if (!loaded) continue;
    const byRules = await findByRules(company.rules, loaded, baseline);
    const tried = rule ? await findByRules([rule], loaded, baseline) : [];
    const judged = judgeWindow(loaded, newest, running);
    live.push(...shiftsOf(known, window, [...judged, ...byRules]));
    const again = judgeWindow(loaded, draftOf(replay), changed);
    const drafted = DETECTORS.flatMap(({ name: own }) =>
      (changed.has(own) ? again : judged).filter(({ detector }) => detector === own),
    );
    draft.push(...shiftsOf(known, window, [...drafted, ...byRules, ...tried]));
  }
  const real = await findAlerts(person.id, replay.fromDay, days.at(-1) ?? replay.fromDay);
  return {
    pseudonym: maskOf(deps, replay.id, person.id),
    ...(person.regionId !== undefined && { regionId: person.regionId }),
    shifts: live.length,
    live: name(real, simulateAlerts(live)),
    draft: name(real, simulateAlerts(draft)),
  };
}

/** The rule that is tried, in the version that was asked for. */
async function ruleOf({ rule }: Replay): Promise<CustomRule | null> {
  if (!rule) return null;
  const found = await findRule(rule.id);
  if (found?.version !== rule.version) throw conflict('rule_changed');
  return found;
}

const draftOf = ({ overrides }: Replay) => ({ overrides, version: -1 });

function shiftsOf(
  { records }: Known,
  { day, shifts }: Window,
  findings: readonly Finding[],
): ReplayedShift[] {
  const isHeld = holdOf(records);
  return shifts.map(({ id }) => ({
    day,
    shiftId: id,
    findings: findings.filter(({ shiftId }) => shiftId === id),
    isHeld,
  }));
}

const name = (real: readonly Alert[], alerts: ReturnType<typeof simulateAlerts>): NamedAlert[] =>
  alerts.map((alert) => {
    const own = real.find(({ shiftId, placeId }) => shiftId === alert.shiftId && placeId === alert.about);
    return { ...alert, ...(own && { alertId: own.id }) };
  });

/** `P-` and eight characters: another name in every replay, and none that an alert or a case uses. */
function maskOf({ secretKey }: Pick<Deps, 'secretKey'>, replayId: string, personId: string): string {
  const digest = createHmac('sha256', secretKey).update(`replay:${replayId}:${personId}`).digest('hex');
  return `P-${digest.slice(0, 8).toUpperCase()}`;
}

/** Of the real alerts that were labelled: whether they were worth asking about. */
async function labelsOf(rows: readonly ReplayRow[]): Promise<Map<string, boolean>> {
  const ids = [
    ...new Set(rows.flatMap(({ live, draft }) => [...live, ...draft]).flatMap(({ alertId = [] }) => alertId)),
  ];
  const words = await findAlertWords(ids);
  const labels = new Map<string, boolean>();
  for (const alert of await findAlertsById(ids)) {
    const label = labelOf(alert, words.get(alert.id)?.hr?.isWorthAsking);
    if (label) labels.set(alert.id, isWorth(label));
  }
  return labels;
}
