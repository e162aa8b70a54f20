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
  const _id = `${managerId}:${weekDay}`;
  if (await Budgets.exists({ _id, alertIds: alertId })) return true;
  try {
    await Budgets.updateOne(
      { _id, [`alertIds.${limit - 1}`]: { $exists: false } },
      { $addToSet: { alertIds: alertId } },
      { upsert: true },
    );
    return true;
  } catch (error) {
    // The upsert met the full week: its filter did not match, its id exists.
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}
