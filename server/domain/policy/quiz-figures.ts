import { groupBy } from '../group-by.ts';
import { mergeSmall, MIN_GROUP } from '../statistics/merge-small.ts';

/** One try; `wrong` names the questions that were not right, and is missing in tries from before they were kept. */
export type QuizTry = Readonly<{ personId: string; at: Date; passed: boolean; wrong?: readonly string[] }>;

/** How far the people of some regions are; the four add up to `people`. */
export type QuizGroup = Readonly<{
  regionIds: readonly string[];
  people: number;
  passedFirst: number;
  passedLater: number;
  notPassed: number;
  notTaken: number;
}>;
/** Of `of` people whose first answers are known, how many had this question wrong; null when they are too few to tell of. */
export type QuestionFigure = Readonly<{ id: string; first: Readonly<{ wrong: number; of: number }> | null }>;

type Progress = 'passedFirst' | 'passedLater' | 'notPassed' | 'notTaken';

/** How many passed, region by region, and what was not understood at first. Regions with few people are told of together, or not at all. */
export function quizFigures(input: {
  people: readonly Readonly<{ id: string; regionId: string }>[];
  tries: readonly QuizTry[];
  questionIds: readonly string[];
}): { groups: QuizGroup[]; questions: QuestionFigure[] } {
  const triesOf = groupBy(
    input.tries.toSorted((a, b) => +a.at - +b.at),
    ({ personId }) => personId,
  );
  const regions = groupBy(input.people, ({ regionId }) => regionId);
  const sizes = [...regions].map(([name, own]) => ({ name, size: own.length }));
  const groups = mergeSmall(sizes, MIN_GROUP).map((part) => {
    const regionIds = part.map(({ name }) => name).toSorted();
    const members = regionIds.flatMap((regionId) => regions.get(regionId) ?? []);
    return { regionIds, people: members.length, ...countProgress(members.map(({ id }) => triesOf.get(id))) };
  });
  const firsts = input.people.flatMap(({ id }) => triesOf.get(id)?.[0]?.wrong ?? []);
  const known = input.people.filter(({ id }) => triesOf.get(id)?.[0]?.wrong !== undefined).length;
  return {
    groups: groups.toSorted((a, b) => ((a.regionIds[0] ?? '') < (b.regionIds[0] ?? '') ? -1 : 1)),
    questions: input.questionIds.map((id) => ({
      id,
      first: known < MIN_GROUP ? null : { wrong: firsts.filter((wrong) => wrong === id).length, of: known },
    })),
  };
}

function countProgress(people: readonly (readonly QuizTry[] | undefined)[]): Record<Progress, number> {
  const counts = { passedFirst: 0, passedLater: 0, notPassed: 0, notTaken: 0 };
  for (const tries of people) counts[progressOf(tries)] += 1;
  return counts;
}

function progressOf(tries: readonly QuizTry[] = []): Progress {
  if (tries.length === 0) return 'notTaken';
  if (tries[0]?.passed === true) return 'passedFirst';
  return tries.some(({ passed }) => passed) ? 'passedLater' : 'notPassed';
}
