import { describe, expect, it } from 'vitest';
import { enWords } from '../../miniapp/texts/en/words.ts';
import { zhWords } from '../../miniapp/texts/zh/words.ts';
import { CompetitorDwellSettingsSchema } from '../../server/domain/detectors/competitor-dwell-settings.ts';
import { OffZoneSettingsSchema } from '../../server/domain/detectors/off-zone-settings.ts';
import { PickupRoundsSettingsSchema } from '../../server/domain/detectors/pickup-rounds-settings.ts';
import { SideJobConditionsSettingsSchema } from '../../server/domain/detectors/side-job-conditions-settings.ts';
import { TwoStoresSettingsSchema } from '../../server/domain/detectors/two-stores-settings.ts';

const schemas = [
  CompetitorDwellSettingsSchema,
  OffZoneSettingsSchema,
  TwoStoresSettingsSchema,
  PickupRoundsSettingsSchema,
  SideJobConditionsSettingsSchema,
];

describe('the thresholds of findings about places', () => {
  it('have a label in both languages, so that nobody reads a key', () => {
    const keys = schemas.flatMap((schema) => Object.keys(schema.shape));
    const missing = keys.filter((key) => !(key in zhWords.number && key in enWords.number));
    expect(missing).toEqual([]);
  });
});
