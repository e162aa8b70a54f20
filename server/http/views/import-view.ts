import type { ImportLine, ImportView } from '../../contract/records.ts';
import { csvCell } from '../../domain/csv-cell.ts';
import { importFileTexts, type FaultLanguage } from '../../contract/texts/record-faults.ts';
import { sayAll } from '../../flow/import-faults.ts';
import type { Import } from '../../store/imports.ts';

const SHOWN_FAULTS = 100;

/** How far an import is, with its first faults. */
export function importView(found: Import, language: FaultLanguage): ImportView {
  const { kind, faults, notices } = found;
  const shown = (of: Import['faults']) =>
    of
      .slice(0, SHOWN_FAULTS)
      .flatMap((one) => sayAll(one, { kind, language }))
      .slice(0, SHOWN_FAULTS);
  return { ...countsOf(found), faults: shown(faults), notices: shown(notices) };
}

type Counted = Omit<Import, 'faults' | 'notices'>;

function countsOf(found: Counted): Omit<ImportView, 'faults' | 'notices'> {
  const { id, kind, status, startedAt, why } = found;
  const { rows, created, updated, unchanged, refused, noticed } = found;
  return {
    importId: id,
    kind,
    status,
    startedAt: startedAt.toISOString(),
    rows,
    created,
    updated,
    unchanged,
    refused,
    noticed,
    ...(why !== undefined && { why }),
  };
}

/** `nameOf` tells who a person is; keys and sources are named by themselves. */
export function importLine(found: Counted, nameOf: (personId: string) => string): ImportLine {
  const [, from, name] = /^(key|source):(.*)$/s.exec(found.by) ?? [];
  if (name !== undefined) return { ...countsOf(found), from: from === 'key' ? 'key' : 'source', by: name };
  return { ...countsOf(found), from: 'console', by: nameOf(found.by) };
}

/**
 * All noted faults, and what was taken with a notice, as a file an office program opens; no cell can begin a formula (ASVS 1.2.10). Rows
 * that were pulled have their ids beside.
 */
export function faultsCsv(
  { kind, faults, notices }: Import,
  language: FaultLanguage,
  { isPulled = false } = {},
): string {
  const { header, id, refused, taken } = importFileTexts[language];
  const [number, ...rest] = header;
  const titles = isPulled ? [number, id, ...rest] : header;
  const linesOf = (of: Import['faults'], outcome: string): string[] =>
    of.flatMap((one) =>
      sayAll(one, { kind, language }).map(({ row, field, reason }) => {
        const which = isPulled ? [String(row), one.externalId ?? ''] : [String(row)];
        return [...which, field, reason, outcome].map(csvCell).join(',');
      }),
    );
  const lines = [...linesOf(faults, refused), ...linesOf(notices, taken)];
  return `\uFEFF${[titles.join(','), ...lines].join('\r\n')}\r\n`;
}
