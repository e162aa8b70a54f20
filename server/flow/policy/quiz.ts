import { randomUUID } from 'node:crypto';
import type { QuizAnswers, QuizResult } from '../../contract/quiz.ts';
import type { QuizQuestion } from '../../contract/texts/quiz.ts';
import { gradeQuiz, questionsOf } from '../../domain/policy/quiz.ts';
import { conflict } from '../../errors.ts';
import { findPassedQuiz, findQuizAttempt, insertQuizAttempt } from '../../store/quiz-attempts.ts';
import type { Deps } from '../deps.ts';
import { findMyPolicy } from './policy.ts';

/** Days after reading the policy in which its questions are asked for; nothing happens when they pass. */
const QUIZ_DAYS = 3;

export type MyQuiz = Readonly<{
  version: string;
  questions: readonly QuizQuestion[];
  dueAt?: Date;
  passedAt?: Date;
}>;

/** The questions of the version in force, and how far this person is; null without a policy. */
export async function findMyQuiz(deps: Deps, personId: string): Promise<MyQuiz | null> {
  const found = await findMyPolicy(deps, personId);
  if (!found) return null;
  const { policy, acknowledgedAt } = found;
  const passed = await findPassedQuiz(personId, policy.version);
  return {
    version: policy.version,
    questions: questionsOf(policy.body),
    ...(acknowledgedAt && { dueAt: new Date(+acknowledgedAt + QUIZ_DAYS * 86_400_000) }),
    ...(passed && { passedAt: passed.at }),
  };
}

/** Grades one try and keeps that it was made, once for an id; it may be repeated at will, and never touches a punch. */
export async function answerQuiz(
  deps: Deps,
  personId: string,
  { id = randomUUID(), version, answers }: QuizAnswers,
): Promise<QuizResult> {
  const quiz = await findMyQuiz(deps, personId);
  if (quiz?.version !== version) throw conflict('policy_changed');
  const result = gradeQuiz(quiz.questions, answers);
  const at = deps.now();
  const wrong = result.results.flatMap((one) => (one.isRight ? [] : one.id));
  const attempt = { id, personId, version, at, correct: result.correct, of: quiz.questions.length, wrong };
  const subject = `quiz_attempts:${id}`;
  const to = result.passed ? 'passed' : 'open';
  const isKept = await insertQuizAttempt({ ...attempt, passed: result.passed }, [
    {
      id: subject,
      kind: 'audit',
      entry: { at, actorId: personId, action: 'quiz.answer', subject, personId, to },
    },
  ]);
  const known = isKept ? attempt : await findQuizAttempt(id);
  const isSame = known?.personId === personId && known.version === version && isSameList(known.wrong, wrong);
  if (!isSame) throw conflict('quiz_conflict');
  return result;
}

const isSameList = (one: readonly string[] = [], other: readonly string[]): boolean =>
  one.join() === other.join();
