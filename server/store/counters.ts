import { model, Schema } from 'mongoose';
import { schemaOptions } from './schema.ts';

const FIRST = 1001;
const schema = new Schema<{ _id: string; last: number }>(
  { _id: String, last: { type: Number, required: true } },
  schemaOptions('counters'),
);
const Counter = model('Counter', schema);

/** The next number of the series `name`, from 1001; never given twice. */
export async function nextNumber(name: string): Promise<number> {
  const counter = await Counter.findOneAndUpdate(
    { _id: name },
    { $inc: { last: 1 } },
    { upsert: true, returnDocument: 'after', lean: true },
  );
  return FIRST - 1 + (counter?.last ?? 1);
}
