import type { Card } from '../contract/card.ts';
import { flowZh } from '../contract/texts/flow.zh.ts';
import type { Finding } from '../domain/detectors/finding.ts';
import type { Receiver } from '../feishu/platform.ts';
import { findAlert } from '../store/alerts.ts';
import { findCase } from '../store/cases.ts';
import { findPunch } from '../store/punches.ts';
import { findDeclaration } from '../store/declarations.ts';
import { buildAlertCards } from './card-alert.ts';
import { buildCaseCards } from './card-case.ts';
import { buildDeclarationCards } from './card-declaration.ts';
import { buildPunchCards } from './card-punch.ts';
import type { Deps } from './deps.ts';

/** One card for one chat; `timeZone` says when its readers sleep. */
export type OutgoingCard = Readonly<{ to: Receiver; card: Card; timeZone: string }>;

/** The cards of one slot of a document as it is now; none when there is nobody to tell any more. */
export async function buildCards(
  deps: Deps,
  document: Readonly<{ collection: string; id: string }>,
  slot: string,
): Promise<OutgoingCard[]> {
  const { collection, id } = document;
  switch (collection) {
    case 'alerts': {
      const alert = await findAlert(id);
      return alert ? buildAlertCards(deps, alert, slot) : [];
    }
    case 'cases': {
      const record = await findCase(id);
      return record ? buildCaseCards(deps, record, slot) : [];
    }
    case 'declarations': {
      const declaration = await findDeclaration(id);
      return declaration ? buildDeclarationCards(deps, declaration) : [];
    }
    case 'punches': {
      const punch = await findPunch(id);
      return punch ? buildPunchCards(punch) : [];
    }
    default:
      throw new Error(`no cards for ${collection}`);
  }
}

/** The three numbers a card shows, with units. */
export function cardNumbers(finding: Finding): { label: string; value: string }[] {
  return Object.entries(flowZh.numbers).flatMap(([key, { label, value }]) => {
    const number = finding.numbers[key];
    return number === undefined ? [] : [{ label, value: value(Math.round(number)) }];
  });
}

export const toPerson = (openId: string): Receiver => ({ kind: 'open_id', id: openId });
/** Screens of the phone app. */
export const alertUrl = (deps: Deps, id: string): string => `${deps.publicUrl}/h5/#/alerts/${id}`;
export const caseUrl = (deps: Deps, id: string): string => `${deps.publicUrl}/h5/#/cases/${id}`;
/** The case in HR's console. */
export const consoleCaseUrl = (deps: Deps, id: string): string => `${deps.publicUrl}/console/#/cases/${id}`;
