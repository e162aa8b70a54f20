import { randomUUID } from 'node:crypto';
import { addDays, dayOf, instantOf } from '../domain/time.ts';
import type { Deps } from '../flow/deps.ts';
import { eachAtMost } from '../flow/each-at-most.ts';
import { answerQuiz, findMyQuiz, type MyQuiz } from '../flow/policy/quiz.ts';
import { listStaff, type Person } from '../store/people.ts';
import { NEWCOMER, openIdOf } from './people.ts';
import { createRandom, seedOf } from './random.ts';
import { DEMO_ZONE } from './start-time.ts';
import type { Moment } from './timeline.ts';

const FIRST_DAYS_AGO = 18;
const AGAIN_DAYS_AGO = 17;
const AT_ONCE = 30;
/** Share of people who have not tried, and who try again when something was wrong. */
const NOT_TAKEN = 0.12;
const TRIES_AGAIN = 0.7;
/** Chance that a question is wrong at first: where to declare a side job is the one that people do not know. */
const WRONG_AT_FIRST: Readonly<Record<string, number>> = { 'side-job': 0.35, 'off-hours': 0.12 };
const WRONG_OTHERWISE = 0.06;

/** The days after the code was adopted: most people answer its questions, some once more. */
export function quizMoments(startAt: Date): Moment[] {
  const today = dayOf(startAt, DEMO_ZONE);
  const at = (daysAgo: number): Date => instantOf(addDays(today, -daysAgo), '12:30', DEMO_ZONE);
  return [
    { at: at(FIRST_DAYS_AGO), run: answerAtFirst },
    { at: at(AGAIN_DAYS_AGO), run: answerAgain },
  ];
}

const answerAtFirst = (deps: Deps): Promise<void> =>
  eachReader(async ({ id: personId, openId }) => {
    const random = randomOf(openId);
    if (random.next() < NOT_TAKEN) return;
    await answer(deps, personId, (id) => random.next() < (WRONG_AT_FIRST[id] ?? WRONG_OTHERWISE));
  });

const answerAgain = (deps: Deps): Promise<void> =>
  eachReader(async ({ id, openId }) => {
    const quiz = await findMyQuiz(deps, id);
    if (quiz?.passedAt || randomOf(openId).next() < NOT_TAKEN) return;
    if (randomOf(`${openId} again`).next() < TRIES_AGAIN) await answer(deps, id, () => false);
  });

const randomOf = (text: string) => createRandom(seedOf(`quiz ${text}`));

async function eachReader(run: (person: Person) => Promise<void>): Promise<void> {
  const readers = (await listStaff()).filter(({ openId }) => openId !== openIdOf(NEWCOMER));
  await eachAtMost(AT_ONCE, readers, run);
}

async function answer(deps: Deps, personId: string, isWrong: (id: string) => boolean): Promise<void> {
  const quiz = await findMyQuiz(deps, personId);
  if (quiz)
    await answerQuiz(deps, personId, {
      id: randomUUID(),
      version: quiz.version,
      answers: answersTo(quiz, isWrong),
    });
}

const answersTo = ({ questions }: MyQuiz, isWrong: (id: string) => boolean) =>
  questions.map(({ id, right, options }) => ({
    id,
    option: isWrong(id) ? (right + 1) % options.length : right,
  }));
