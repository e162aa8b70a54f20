import { instantOf } from '../../../server/domain/time.ts';
import type { Declaration } from '../../../server/store/declaration-model.ts';
import type { FlexibleShift } from '../../../server/store/flexible-model.ts';
import { findPerson } from '../../../server/store/people.ts';
import { TIME_ZONE, type Company } from '../company.ts';
import { listDeclarations, listFlexible } from './random-asks.ts';

type Rules = Readonly<Record<string, boolean>>;
type Asking = Declaration | FlexibleShift;
const broken = (rules: Rules, about: unknown): string[] =>
  Object.entries(rules).flatMap(([name, holds]) => (holds ? [] : [`${name}: ${JSON.stringify(about)}`]));
const HR: readonly string[] = ['li', 'sun'];
/** 钱法务 leads the person, 王经理 the region. */
const MAY: Readonly<Record<string, readonly string[]>> = {
  manager: ['boss', 'wang'],
  hr: HR,
  // Those who lead HR or know the law, but not the person's own superior.
  review: ['sun', 'zhou', ...HR],
};

/** What holds of every document at any time. */
export async function brokenIn(): Promise<string[]> {
  const declarations = await listDeclarations();
  const flexible = await listFlexible();
  return [
    ...[...declarations, ...flexible].flatMap((one) => broken(rulesOfAnswers(one), one)),
    ...declarations.flatMap((one) => broken(rulesOfDeclaration(one), one)),
    ...flexible.flatMap((one) => broken(rulesOfHours(one), one)),
  ];
}

function rulesOfAnswers({ answers, status, decidedById, decidedAt, personId, comment }: Asking): Rules {
  const spoken = answers.filter(({ result }) => result === 'approved' || result === 'rejected');
  const yesOf = (step: string) =>
    spoken.findLast((one) => one.step === step && one.result === 'approved')?.byId;
  return {
    'only who may answer a step counts': spoken.every(({ step, byId }) => MAY[step]?.includes(byId) === true),
    'nobody decides about themselves':
      decidedById !== personId && spoken.every(({ byId }) => byId !== personId),
    'a refusal says why': status !== 'rejected' || (comment ?? '').trim() !== '',
    'a decision has a time':
      (status === 'approved' || status === 'rejected') === (decidedAt !== undefined) ||
      status === 'pending' ||
      status === 'ended',
    'two times yes are two people': yesOf('manager') === undefined || yesOf('manager') !== yesOf('hr'),
  };
}

function rulesOfDeclaration({ status, answers, isNoticeOnly, step, dueAt, review }: Declaration): Rules {
  const last = answers.findLast(({ result }) => result === 'approved' || result === 'rejected');
  const isByHr = last?.result === 'approved' && last.step !== 'manager';
  return {
    'registered by HR or on a second look': status !== 'approved' || isNoticeOnly || isByHr,
    'a step and a deadline while it waits alone':
      (status === 'pending') === (step !== undefined && dueAt !== undefined),
    'who refused does not look again':
      !review ||
      answers.every(
        ({ step: at, byId, result }) =>
          at !== 'review' ||
          result === 'void' ||
          result === 'no_answer' ||
          !answers.some(
            (other) => other.step !== 'review' && other.result === 'rejected' && other.byId === byId,
          ),
      ),
  };
}

function rulesOfHours({ status, answers, step, dueAt, fromDay, lastDay, toDay }: FlexibleShift): Rules {
  const last = answers.findLast(({ result }) => result === 'approved' || result === 'rejected');
  return {
    'agreed by somebody': status !== 'approved' || last?.result === 'approved',
    'a step while it waits alone': (status === 'pending') === (step !== undefined && dueAt !== undefined),
    'holds to its last day at most':
      lastDay <= toDay && (status === 'ended' || lastDay === toDay) && fromDay <= toDay,
  };
}

/** What holds when everything has had its turn. */
export async function brokenAtRest({ recording, deps }: Company): Promise<string[]> {
  const documents: Asking[] = [...(await listDeclarations()), ...(await listFlexible())];
  const waiting = recording.approvals.filter(({ instance }) => instance.status === 'PENDING');
  const zhang = await findPerson('zhang');
  const isGone = zhang?.isActive !== true && +deps.now() - +(zhang?.leftAt ?? 0) > 8 * 86_400_000;
  const askers = documents.filter(({ status }) => status === 'pending');
  const now = deps.now();
  return [
    ...waiting.flatMap(({ instance }) => {
      const of = askers.find(({ instanceCode }) => instanceCode === instance.instanceCode);
      const holders = instance.holders.map(({ openId }) => openId.slice('ou_'.length)).toSorted();
      const isSame = of?.approverIds.toSorted().join() === holders.join();
      return broken(
        { 'what waits in the chat waits here': of !== undefined, 'who is asked is known': !of || isSame },
        { instance, of },
      );
    }),
    ...documents.flatMap((one) =>
      broken(
        {
          'what waits here waits in the chat':
            one.status !== 'pending' ||
            one.approverIds.length === 0 ||
            waiting.some(({ instance }) => instance.instanceCode === one.instanceCode),
          'nothing is left to do': one.pending.every(
            (work) => work.kind === 'card' && work.notBefore !== undefined && work.notBefore > now,
          ),
          'nobody is asked for who has left for a week': one.status !== 'pending' || !isGone,
          'what is over waits no more':
            one.status !== 'pending' ||
            !('lastDay' in one) ||
            +now - +instantOf(one.toDay, '00:00', TIME_ZONE) < 9 * 86_400_000,
        },
        one,
      ),
    ),
  ];
}
