import type { QuizFigures } from '../../contract/quiz.ts';
import { quizFigures } from '../../domain/policy/quiz-figures.ts';
import { questionsOf } from '../../domain/policy/quiz.ts';
import { MIN_GROUP } from '../../domain/statistics/merge-small.ts';
import { findAcknowledgers } from '../../store/acknowledgements.ts';
import { getOrgMapping } from '../../store/org-mapping.ts';
import { listStaff } from '../../store/people.ts';
import type { Policy } from '../../store/policies.ts';
import { listQuizTries } from '../../store/quiz-attempts.ts';

/** How the questions on one version went, without a person: asked of all staff while it is in force, before of who had read it. */
export async function findQuizFigures(policy: Policy, isInForce: boolean): Promise<QuizFigures> {
  const [staff, { regions }, tries] = await Promise.all([
    listStaff(),
    getOrgMapping(),
    listQuizTries(policy.version),
  ]);
  const ids = staff.map(({ id }) => id);
  const asked = new Set(isInForce ? ids : await findAcknowledgers(policy.version, ids));
  const questions = questionsOf(policy.body);
  const figures = quizFigures({
    people: staff.filter(({ id }) => asked.has(id)).map(({ id, regionId = '' }) => ({ id, regionId })),
    tries,
    questionIds: questions.map(({ id }) => id),
  });
  const names = new Map(regions.map(({ id, name }) => [id, name]));
  return {
    version: policy.version,
    isInForce,
    minGroup: MIN_GROUP,
    groups: figures.groups.map(({ regionIds, ...counts }) => ({
      regions: regionIds.map((id) => names.get(id) ?? ''),
      ...counts,
    })),
    questions: questions.map(({ id, question, quote }, at) => ({
      id,
      question: { ...question },
      quote: { ...quote },
      first: figures.questions[at]?.first ?? null,
    })),
  };
}
