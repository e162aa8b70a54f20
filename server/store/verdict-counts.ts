import { DetectionModel } from './detections.ts';

/** How many findings of these people from `fromDay` on have each verdict. */
export async function countVerdicts(
  personIds: readonly string[],
  fromDay: string,
): Promise<Readonly<Record<string, number>>> {
  const rows = await DetectionModel.aggregate<{ _id: string; findings: number }>([
    { $match: { personId: { $in: [...personIds] }, day: { $gte: fromDay } } },
    { $unwind: '$result.findings' },
    { $group: { _id: '$result.findings.verdict', findings: { $sum: 1 } } },
  ]);
  return Object.fromEntries(rows.map(({ _id, findings }) => [_id, findings]));
}
