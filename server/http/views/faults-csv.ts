import { importFileTexts } from '../../contract/texts/import-file.ts';
import type { Language } from '../../contract/texts/sentence.ts';
import { csvCell } from '../../domain/csv-cell.ts';
import { sayAll } from '../../flow/records/import-faults.ts';
import type { Import } from '../../store/imports.ts';

/**
 * All noted faults, what was taken with a notice and what was taken back, as a file an office program opens; no cell can begin a formula (ASVS 1.2.10). Rows
 * that were pulled have their ids beside.
 */
export function faultsCsv(
  { kind, faults, notices, takenBack, waiting }: Import,
  language: Language,
  { isPulled = false } = {},
): string {
  const { row: number, pulledRow, header, id, refused, taken, back, waits } = importFileTexts[language];
  const titles = isPulled ? [pulledRow, id, ...header] : [number, ...header];
  const linesOf = (of: Import['faults'], outcome: string): string[] =>
    of.flatMap((one) =>
      sayAll(one, { kind, language }).map(({ row, field, reason }) => {
        const which = isPulled ? [row > 0 ? String(row) : '', one.externalId ?? ''] : [String(row)];
        return [...which, field, reason, outcome].map(csvCell).join(',');
      }),
    );
  const lines = [
    ...linesOf(faults, refused),
    ...linesOf(notices, taken),
    ...linesOf(takenBack, back),
    ...linesOf(waiting, waits),
  ];
  return `\uFEFF${[titles.join(','), ...lines].join('\r\n')}\r\n`;
}
