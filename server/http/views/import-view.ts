import type { ImportView } from '../../contract/records.ts';
import type { Import } from '../../store/imports.ts';

const SHOWN_FAULTS = 100;

/** How far an import is, with its first faults. */
export function importView(found: Import): ImportView {
  const { id, kind, status, startedAt, rows, created, updated, unchanged, refused, why, faults } = found;
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
    ...(why !== undefined && { why }),
    faults: faults.slice(0, SHOWN_FAULTS).map(({ row, field, reason }) => ({ row, field, reason })),
  };
}

/** All noted faults as a file an office program opens; no cell can begin a formula (ASVS 1.2.10). */
export function faultsCsv({ faults }: Import): string {
  const lines = faults.map(({ row, field, reason }) => [String(row), field, reason].map(cell).join(','));
  return `\uFEFF${['row,field,reason', ...lines].join('\r\n')}\r\n`;
}

function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
