import { model, Schema } from 'mongoose';
import { isDuplicateKey, schemaOptions } from './schema.ts';

type Budget = { _id: string; alertIds: string[] };
const schema = new Schema<Budget>(
  { _id: { type: String, required: true }, alertIds: { type: [String], default: [] } },
  schemaOptions('card_budgets'),
);
const Budgets = model('CardBudget', schema);

/** Takes one of the manager's `limit` cards of the week for this alert; false when they are spent. Asking again changes nothing. */
export async function claimCard(input: {
  managerId: string;
  /** Monday of the week, YYYY-MM-DD. */
  weekDay: string;
  alertId: string;
  limit: number;
}): Promise<boolean> {
  const { managerId, weekDay, alertId, limit } = input;
  const isOpen = [{ alertIds: alertId }, { [`alertIds.${limit - 1}`]: { $exists: false } }];
  const filter = { _id: `${managerId}:${weekDay}`, $or: isOpen };
  const update = { $addToSet: { alertIds: alertId } };
  try {
    await Budgets.updateOne(filter, update, { upsert: true });
    return true;
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    // The week is there: it is full, or another process has made it in this moment, where MongoDB tries no upsert again.
    const { matchedCount } = await Budgets.updateOne(filter, update);
    return matchedCount > 0;
  }
}
