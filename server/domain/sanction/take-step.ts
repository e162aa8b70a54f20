import { findEdge } from './paths.ts';
import type { SanctionStep } from './refuse-step.ts';
import type { Sanction } from './sanction.ts';

/** The path after one step that was not refused. */
export function takeStep(sanction: Sanction, { event, actor, at, facts }: SanctionStep): Sanction {
  const edge = findEdge(sanction.path, sanction.state, event);
  if (!edge) throw new RangeError(`no ${event} from ${sanction.state} on ${sanction.path}`);
  const to = edge.to === 'stay' ? sanction.state : edge.to;
  const row = { at, actorId: actor.personId, event, from: sanction.state, to };
  return {
    ...sanction,
    ...facts,
    state: to,
    version: sanction.version + 1,
    history: [...sanction.history, row],
  };
}
