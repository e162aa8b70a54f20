import type { PipelineStage } from 'mongoose';
import { doTogether } from './ask-together.ts';
import { Segments, type Segment } from './segments.ts';

type Install = Pick<Segment, 'personId' | 'installId'>;
type Stage = PipelineStage.Match | PipelineStage.Sort | PipelineStage.Limit | PipelineStage.Project;

/** The ordinal of the newest segment of an installation, 0 when there is none. */
export async function findLastOrdinal(personId: string, installId: string): Promise<number> {
  return askForLast({ personId, installId });
}

/** One look at the end of the index for each installation, all in one command. */
const askForLast = doTogether(async (asked: readonly Install[]): Promise<number[]> => {
  const lastOf = ({ personId, installId }: Install): Stage[] => [
    { $match: { personId, installId } },
    { $sort: { ordinal: -1 } },
    { $limit: 1 },
    { $project: { _id: 0, personId: 1, installId: 1, ordinal: 1 } },
  ];
  const [first, ...others] = [...new Map(asked.map((one) => [nameOf(one), one])).values()];
  if (first === undefined) return [];
  const unions = others.map((one) => ({ $unionWith: { coll: 'segments', pipeline: lastOf(one) } }));
  const found = await Segments.aggregate<Install & { ordinal: number }>([...lastOf(first), ...unions]);
  const ordinals = new Map(found.map((last) => [nameOf(last), last.ordinal]));
  return asked.map((one) => ordinals.get(nameOf(one)) ?? 0);
});

const nameOf = ({ personId, installId }: Install): string => `${personId} ${installId}`;
