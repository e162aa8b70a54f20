import { expect, it } from 'vitest';
import { samplingPlanOf } from '../../../server/domain/sampling-plan.ts';
import { StaySettingsSchema } from '../../../server/domain/track/stay-settings.ts';
import { findStays } from '../../../server/domain/track/stays.ts';
import { liveDay } from './live-day.ts';
import { readRepDays } from './rep-days.ts';
import { USUAL_OVERHEAD } from './traffic-meter.ts';

it('keeps a rep’s day of eight hours within the energy budget and loses no stay of it', async () => {
  const day = readRepDays().find(({ isReal }) => !isReal);
  if (!day) throw new Error('no made day');
  const cost = await liveDay(day, samplingPlanOf('rep'), USUAL_OVERHEAD);
  const stays = findStays(day.source, StaySettingsSchema.parse({}));
  expect(stays.length).toBeGreaterThan(5);
  expect(findStays(cost.kept, StaySettingsSchema.parse({}))).toHaveLength(stays.length);
  expect(cost.inVain).toBe(0);
  expect(cost.requests).toBeLessThanOrEqual(400);
  expect(cost.fixes).toBeLessThanOrEqual(cost.requests);
  expect(cost.wakeUps).toBeLessThanOrEqual(60);
  expect(cost.bytes).toBeLessThanOrEqual(150 * 1024);
}, 120_000);
