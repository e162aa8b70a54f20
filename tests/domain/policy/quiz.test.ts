import { expect, it } from 'vitest';
import { quizQuestions } from '../../../server/contract/texts/quiz.ts';
import { DEFAULT_POLICY } from '../../../server/domain/policy/default-policy.ts';
import { gradeQuiz, questionsOf } from '../../../server/domain/policy/quiz.ts';

it('asks three questions that the policy itself answers, and none of a text with other words', () => {
  const asked = questionsOf(DEFAULT_POLICY.body);
  expect(asked).toHaveLength(3);
  for (const { quote } of quizQuestions) {
    expect(DEFAULT_POLICY.body).toContain(quote.zh);
    expect(DEFAULT_POLICY.english).toContain(quote.en);
  }
  expect(questionsOf('# 另一份规范\n没有这些话。')).toEqual([]);
});

it('explains every answer with the policy’s words, and takes a missing one as not right', () => {
  const asked = questionsOf(DEFAULT_POLICY.body);
  const right = asked.map(({ id, right: option }) => ({ id, option }));
  expect(gradeQuiz(asked, right)).toMatchObject({ correct: 3, passed: true });
  const result = gradeQuiz(asked, right.slice(1));
  expect(result).toMatchObject({ correct: 2, passed: false });
  for (const { why, quote } of result.results) {
    expect(why.zh.length).toBeGreaterThan(10);
    expect(DEFAULT_POLICY.body).toContain(quote.zh);
    expect(quote.en.length).toBeGreaterThan(10);
  }
  expect(result.results[0]).toMatchObject({ isRight: false, rightOption: asked[0]?.right });
});
