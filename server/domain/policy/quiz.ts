import { QUIZ_QUESTIONS, type QuizAnswers, type QuizResult } from '../../contract/quiz.ts';
import { quizQuestions, type QuizQuestion } from '../../contract/texts/quiz.ts';

/** The first questions that this policy text itself answers; a version with other words is not asked about them. */
export function questionsOf(policyBody: string): QuizQuestion[] {
  return quizQuestions.filter(({ quote }) => policyBody.includes(quote.zh)).slice(0, QUIZ_QUESTIONS);
}

/** What was right and why, question by question; unanswered ones are not right. Passed with all right: each is explained before. */
export function gradeQuiz(questions: readonly QuizQuestion[], answers: QuizAnswers['answers']): QuizResult {
  const results = questions.map(({ id, right, why, quote }) => ({
    id,
    isRight: answers.find((answer) => answer.id === id)?.option === right,
    rightOption: right,
    why: { ...why },
    quote: { ...quote },
  }));
  const correct = results.filter(({ isRight }) => isRight).length;
  return { correct, passed: correct === questions.length, results };
}
