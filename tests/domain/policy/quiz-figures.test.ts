import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { quizFigures, type QuizTry } from '../../../server/domain/policy/quiz-figures.ts';

const people = (regionId: string, count: number) =>
  Array.from({ length: count }, (_, at) => ({ id: `${regionId}-${at}`, regionId }));
const attempt = (personId: string, minute: number, wrong: readonly string[]): QuizTry => ({
  personId,
  at: new Date(Date.UTC(2026, 10, 20, 9, minute)),
  passed: wrong.length === 0,
  wrong,
});
const questionIds = ['off-hours', 'side-job'];

it('counts who passed at first, later, not yet and who has not tried; the first answers tell what was not understood', () => {
  const tries = [
    attempt('east-0', 9, []),
    attempt('east-1', 5, ['side-job']),
    attempt('east-1', 7, ['off-hours', 'side-job']),
    attempt('east-1', 8, []),
    attempt('east-2', 3, ['off-hours']),
    attempt('east-2', 1, ['side-job']),
    attempt('east-3', 2, []),
    attempt('east-3', 4, ['off-hours']),
    attempt('east-4', 6, []),
    attempt('gone', 6, ['off-hours']),
  ];
  expect(quizFigures({ people: people('east', 6), tries, questionIds })).toEqual({
    groups: [{ regionIds: ['east'], people: 6, passedFirst: 3, passedLater: 1, notPassed: 1, notTaken: 1 }],
    questions: [
      { id: 'off-hours', first: { wrong: 0, of: 5 } },
      { id: 'side-job', first: { wrong: 2, of: 5 } },
    ],
  });
});

it('tells of small regions together, and of nobody where all together are too few', () => {
  const all = [...people('east', 7), ...people('west', 2), ...people('', 3)];
  const { groups, questions } = quizFigures({ people: all, tries: [], questionIds });
  expect(groups.map(({ regionIds, people: size }) => [regionIds, size])).toEqual([
    [['', 'west'], 5],
    [['east'], 7],
  ]);
  expect(questions.map(({ first }) => first)).toEqual([null, null]);
  expect(quizFigures({ people: people('east', 4), tries: [], questionIds }).groups).toEqual([]);
});

it('tells of no question while fewer than five have answered, nor from tries whose answers were not kept', () => {
  const tries = people('east', 6).map(({ id }, at) => attempt(id, at, ['side-job']));
  const firstOf = (some: readonly QuizTry[]) =>
    quizFigures({ people: people('east', 9), tries: some, questionIds }).questions[1]?.first;
  expect(firstOf(tries.slice(0, 4))).toBeNull();
  expect(firstOf(tries.slice(0, 5))).toEqual({ wrong: 5, of: 5 });
  const [{ wrong: _wrong, ...unkept } = attempt('east-0', 0, []), ...rest] = tries;
  expect(firstOf([unkept, ...rest])).toEqual({ wrong: 5, of: 5 });
  expect(firstOf([unkept, ...rest.slice(0, 4)])).toBeNull();
});

it('names each person in one group at most, of five at least, and adds up', () => {
  const sizes = fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 6 });
  fc.assert(
    fc.property(sizes, fc.array(fc.tuple(fc.nat(5), fc.nat(8), fc.nat(59), fc.boolean())), (counts, made) => {
      const all = counts.flatMap((count, at) => people(`r${at}`, count));
      const tries = made.map(([region, who, minute, isRight]) =>
        attempt(`r${region}-${who}`, minute, isRight ? [] : ['side-job']),
      );
      const { groups } = quizFigures({ people: all, tries, questionIds });
      for (const one of groups) {
        expect(one.people).toBeGreaterThanOrEqual(5);
        expect(one.passedFirst + one.passedLater + one.notPassed + one.notTaken).toBe(one.people);
      }
      const named = groups.flatMap(({ regionIds }) => regionIds);
      expect(new Set(named).size).toBe(named.length);
      const told = groups.reduce((sum, one) => sum + one.people, 0);
      expect(told).toBe(all.length < 5 ? 0 : all.length);
    }),
  );
});
