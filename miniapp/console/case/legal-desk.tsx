import { LettersPanel } from './letters-panel.tsx';
import { PacksPanel } from './packs-panel.tsx';
import { SanctionPanel, type LegalProps } from './sanction-panel.tsx';

/** The legal half of a case: the procedure, its letters, and evidence that leaves the house. */
export function LegalDesk(props: LegalProps) {
  return (
    <>
      <SanctionPanel {...props} />
      <LettersPanel {...props} />
      <PacksPanel caseId={props.view.id} />
    </>
  );
}
