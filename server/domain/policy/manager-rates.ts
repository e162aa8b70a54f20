import { groupBy } from '../group-by.ts';

const ANSWERS = ['arranged', 'data_error', 'ask', 'escalate'] as const;
type Answer = (typeof ANSWERS)[number];

/** One alert whose card a manager got. */
export type AskedAlert = Readonly<{
  managerId: string;
  status: string;
  respondBy: Date;
  handlings: readonly Readonly<{ kind: string; byId: string }>[];
  sample?: Readonly<{ fits?: boolean }>;
}>;
export type ManagerRate = Readonly<
  Record<Answer, number> & {
    managerId: string;
    asked: number;
    unanswered: number;
    checked: number;
    unfit: number;
  }
>;

/** How each manager answered, whoever was asked most first; a card somebody else of the region answered counts as that one's. */
export function managerRates(alerts: readonly AskedAlert[], now: Date): ManagerRate[] {
  const byManager = groupBy(alerts, (alert) => answerOf(alert)?.byId ?? alert.managerId);
  return [...byManager]
    .map(([managerId, own]) => rateOf(managerId, own, now))
    .toSorted((a, b) => b.asked - a.asked || (a.managerId < b.managerId ? -1 : 1));
}

function rateOf(managerId: string, own: readonly AskedAlert[], now: Date): ManagerRate {
  const answers = own.map((alert) => answerOf(alert)?.kind);
  const countOf = (kind: Answer): number => answers.filter((one) => one === kind).length;
  const checked = own.flatMap(({ sample }) => sample?.fits ?? []);
  return {
    managerId,
    asked: own.length,
    arranged: countOf('arranged'),
    data_error: countOf('data_error'),
    ask: countOf('ask'),
    escalate: countOf('escalate'),
    unanswered: own.filter((alert) => isUnanswered(alert, now)).length,
    checked: checked.length,
    unfit: checked.filter((fits) => !fits).length,
  };
}

const answerOf = ({ handlings }: AskedAlert) =>
  handlings.find(({ kind }) => ANSWERS.some((one) => one === kind));

const isUnanswered = (alert: AskedAlert, now: Date): boolean =>
  answerOf(alert) === undefined &&
  alert.status !== 'cleared' &&
  alert.status !== 'silenced' &&
  now >= alert.respondBy;
