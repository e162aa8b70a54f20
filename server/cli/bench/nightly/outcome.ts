import { CARDS_PER_WEEK } from '../../../domain/policy/escalation.ts';
import { Alerts } from '../../../store/alerts.ts';
import { DetectionModel } from '../../../store/detections.ts';

/**
 * What the nights came to so far. `cards` go to managers in the morning: of each region's open alerts as many as one manager's week
 * takes; `nudges` to the people themselves.
 */
export type Outcome = Readonly<{
  shifts: number;
  findings: number;
  supported: number;
  shiftsWithSupported: number;
  alerts: number;
  nudges: number;
  cards: number;
}>;

export async function readOutcome(): Promise<Outcome> {
  const found = { $ifNull: ['$result.findings', []] };
  const supported = { $filter: { input: found, cond: { $eq: ['$$this.verdict', 'supported'] } } };
  const [detections] = await DetectionModel.aggregate<{
    shifts: number;
    findings: number;
    supported: number;
    withSupported: number;
  }>([
    { $project: { findings: { $size: found }, supported: { $size: supported } } },
    {
      $group: {
        _id: null,
        shifts: { $sum: 1 },
        findings: { $sum: '$findings' },
        supported: { $sum: '$supported' },
        withSupported: { $sum: { $cond: [{ $gt: ['$supported', 0] }, 1, 0] } },
      },
    },
  ]);
  const regions = await Alerts.aggregate<{ _id: { regionId: string; status: string }; count: number }>([
    { $group: { _id: { regionId: '$regionId', status: '$status' }, count: { $sum: 1 } } },
  ]);
  const told = regions.filter(({ _id }) => _id.status === 'open' || _id.status === 'watching');
  const open = regions.filter(({ _id }) => _id.status === 'open');
  return {
    shifts: detections?.shifts ?? 0,
    findings: detections?.findings ?? 0,
    supported: detections?.supported ?? 0,
    shiftsWithSupported: detections?.withSupported ?? 0,
    alerts: regions.reduce((sum, { count }) => sum + count, 0),
    nudges: told.reduce((sum, { count }) => sum + count, 0),
    cards: open.reduce((sum, { count }) => sum + Math.min(CARDS_PER_WEEK, count), 0),
  };
}
