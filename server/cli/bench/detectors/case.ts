import type { Tools } from './detour.ts';
import type { RawPerson } from './raw-person.ts';
import type { Scene, Spot } from './scene.ts';

export type Level = 'easy' | 'medium' | 'hard' | 'control';
/** What is judged at once: one working day, or up to ten. */
export type Unit = 'day' | 'window';
/** Whose ordinary days the case is made of and compared with. */
export type Staff = 'rep' | 'promoter' | 'rider' | 'seller';

/** A changed scene and what is true of it. */
export type Planted = Readonly<{
  scene: Scene;
  /** Days (YYYY-MM-DD) on which it happened, in order. */
  days: readonly string[];
  /** The record it is about, where the claim and not the day is judged. */
  visitId?: string;
}>;

/** What a planter may draw on beside the person's own scene. */
export type Setting = Tools & Readonly<{ buildings: readonly Spot[]; strangers: readonly RawPerson[] }>;

/** A behaviour, or a situation that only looks like one, planted into an ordinary scene; null where the scene has no room for it. */
export type Planter = Readonly<{
  /** `family/variant`. */
  name: string;
  level: Level;
  staff: Staff;
  unit: Unit;
  /** The detectors that ought to notice; empty for what must not be noticed. */
  detectors: readonly string[];
  /** Reasons of the findings that answer the question, where these detectors also ask others. */
  answers?: readonly string[];
  plant: (scene: Scene, setting: Setting) => Planted | null;
}>;
