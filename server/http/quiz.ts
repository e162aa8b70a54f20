import { Router } from '@koa/router';
import { QuizAnswersSchema, type QuizView } from '../contract/quiz.ts';
import { notFound } from '../errors.ts';
import type { Deps } from '../flow/deps.ts';
import { answerQuiz, findMyQuiz, type MyQuiz } from '../flow/policy/quiz.ts';
import { parseBody } from './parse.ts';
import type { Session } from './session.ts';

/** Three questions about the policy, without the right answers; those come with the explanation. */
export function quizRoutes(deps: Deps): Router<Session> {
  const router = new Router<Session>({ prefix: '/api/v1/policy/quiz' });

  router.get('/', async (ctx) => {
    const quiz = await findMyQuiz(deps, ctx.state.person.id);
    if (!quiz) throw notFound('policy');
    ctx.body = quizView(quiz);
  });

  router.post('/', async (ctx) => {
    ctx.body = await answerQuiz(deps, ctx.state.person.id, parseBody(QuizAnswersSchema, ctx));
  });
  return router;
}

function quizView({ version, questions, dueAt, passedAt }: MyQuiz): QuizView {
  return {
    version,
    questions: questions.map(({ id, question, options }) => ({
      id,
      question: { ...question },
      options: options.map((option) => ({ ...option })),
    })),
    ...(dueAt && { dueAt: dueAt.toISOString() }),
    ...(passedAt && { passedAt: passedAt.toISOString() }),
  };
}
