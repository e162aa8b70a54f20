import type { Permission } from '../domain/detectors/detector.ts';
import { DETECTORS } from '../domain/detectors/index.ts';
import type { Finding } from '../domain/detectors/finding.ts';
import type { Interval } from '../domain/interval.ts';
import { declaredWindows, encloses } from '../domain/policy/cover.ts';
import { settleTrack, type Segment } from '../domain/track/settle.ts';
import type { Track } from '../domain/track/track.ts';
import { COLLECTION_MARGIN_MIN, type Shift } from '../domain/working-time.ts';
import { findArrangements } from '../store/arrangements.ts';
import { listDeclarations, type Declaration } from '../store/declarations.ts';
import type { Person } from '../store/people.ts';
import { findFixes } from '../store/segments.ts';
import { getSetting } from '../store/settings.ts';

/** The settled fixes of one shift and its margin, from `sinceAt` on. */
export async function loadTrack(personId: string, shift: Interval, sinceAt?: Date): Promise<Track> {
  const startAt = new Date(+shift.startAt - COLLECTION_MARGIN_MIN * 60_000);
  const endAt = new Date(+shift.endAt + COLLECTION_MARGIN_MIN * 60_000);
  const { segments } = await findFixes(personId, startAt, endAt);
  return settleTrack(sinceAt ? segments.map((segment) => since(segment, +sinceAt)) : segments);
}

/** What explains a stay during the shift: confirmed arrangements and approved declarations. */
export async function loadPermissions(person: Person, shift: Shift): Promise<Permission[]> {
  const arranged = await findArrangements(person.id, shift.startAt, shift.endAt);
  const declared = (await listDeclarations(person.id)).filter(({ status }) => status === 'approved');
  return [
    ...arranged.map(({ id, placeId, startAt, endAt }): Permission => ({
      id,
      kind: 'arrangement',
      placeId,
      startAt,
      endAt,
    })),
    ...declared.flatMap((declaration) => windowsOf(declaration, shift, person.timeZone)),
  ];
}

/** Whether a declaration that waits for HR covers a stay: it holds the manager card (M12). */
export async function loadHold(person: Person): Promise<(finding: Finding) => boolean> {
  const waiting = (await listDeclarations(person.id)).filter(({ status }) => status === 'pending');
  return (finding) =>
    waiting
      .flatMap((declaration) => windowsOf(declaration, finding, person.timeZone))
      .some((window) => window.placeId === finding.placeId && encloses(window, finding));
}

/** Overrides of every detector and of the steps before them. */
export async function loadSettings(): Promise<Record<string, unknown>> {
  const names = ['clean', 'stays', ...DETECTORS.map(({ name }) => name)];
  const values = await Promise.all(names.map((name) => getSetting(`detector:${name}`)));
  return Object.fromEntries(
    names.flatMap((name, at) => (values[at] === undefined ? [] : [[name, values[at]]])),
  );
}

/** A declaration without a place explains no place. */
function windowsOf(declaration: Declaration, span: Interval, timeZone: string): Permission[] {
  const { id, placeId } = declaration;
  if (placeId === undefined) return [];
  return declaredWindows(declaration, span, timeZone).map((window, n) => ({
    ...window,
    id: `${id}:${n}`,
    kind: 'declaration' as const,
    placeId,
  }));
}

function since(segment: Segment, fromMs: number): Segment {
  return { ...segment, fixes: segment.fixes.filter(({ atMs }) => atMs >= fromMs) };
}
