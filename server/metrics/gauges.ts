import { Gauge, Registry } from 'prom-client';
import { registry } from './registry.ts';

/** One value; a label's word is one of the code's. */
export type Reading = Readonly<{ value: number; labels?: Readonly<Record<string, string>> }>;

/** What is read when somebody asks. */
export const GAUGES = [
  { name: 'mingqin_store_up', help: '1 when the store answers' },
  { name: 'mingqin_store_full', help: '1 when a write has just met a full disk' },
  { name: 'mingqin_store_bytes', help: 'Size of the store on disk' },
  { name: 'mingqin_store_free_bytes', help: 'Room left on the disk of the embedded store' },
  { name: 'mingqin_queue_due', help: 'Jobs that are due and that nobody works on yet' },
  { name: 'mingqin_queue_oldest_seconds', help: 'How long the oldest due job has waited' },
  { name: 'mingqin_queue_dead', help: 'Jobs given up after five starts' },
  {
    name: 'mingqin_outbox_works',
    help: 'Work left behind by changes: ready, put_off until its hour, or failing and tried again',
  },
  {
    name: 'mingqin_outbox_oldest_seconds',
    help: 'How long the oldest work that is ready and carries a time has waited',
  },
  { name: 'mingqin_sweep_age_seconds', help: 'Since the last sweep came to its end' },
  { name: 'mingqin_night_done', help: '1 when everybody was judged last night' },
  { name: 'mingqin_night_people', help: 'People of the night that is worked on: all, and judged so far' },
  { name: 'mingqin_part_failing', help: '1 while a part of the way to the platform fails' },
  {
    name: 'mingqin_attendance_unread_people',
    help: 'People of whom a shift, a leave, a punch or a result could not be read: nothing is judged of those days',
  },
  { name: 'mingqin_pull_sources', help: 'Sources of records by how they are' },
  {
    name: 'mingqin_pull_waiting_records',
    help: 'Records that sources list no more and that wait for a person to say so',
  },
  { name: 'mingqin_webhook_waiting', help: 'Messages for other systems that wait to be sent' },
  { name: 'mingqin_webhook_oldest_seconds', help: 'How long the oldest of them has waited' },
] as const;
export type GaugeName = (typeof GAUGES)[number]['name'];
export type Readings = Readonly<Partial<Record<GaugeName, readonly Reading[]>>>;

/** The whole page in Prometheus' text format; a figure nobody could read is absent from it. */
export async function writePage(readings: Readings): Promise<Readonly<{ type: string; text: string }>> {
  const page = new Registry();
  for (const { name, help } of GAUGES) {
    const read = readings[name] ?? [];
    if (read.length === 0) continue;
    const labelNames = Object.keys(read[0]?.labels ?? {});
    const gauge = new Gauge({ name, help, labelNames, registers: [page] });
    for (const { value, labels = {} } of read) gauge.set(labels, value);
  }
  return { type: registry.contentType, text: `${await registry.metrics()}\n${await page.metrics()}` };
}
