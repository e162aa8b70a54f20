import { randomUUID } from 'node:crypto';
import { exportText } from '../../contract/texts/export.ts';
import { writeCsv } from '../../connectors/files/write-csv.ts';
import { writeZip, type ZipFile } from '../../connectors/files/write-zip.ts';
import { readDeclarationDocument } from '../../store/declaration-documents.ts';
import { readCaseFile } from '../../store/case-files.ts';
import type { Person } from '../../store/people.ts';
import { readPersonalData, type PersonalRow } from '../../store/personal-data.ts';
import { findPhoto, readPhoto } from '../../store/photos.ts';
import { noteCopy } from './data-request.ts';
import { loadExportNames, withNames, type ExportNames } from './export-names.ts';
import type { Deps } from '../deps.ts';
import { sha256 } from '../secret/secret.ts';

/**
 * All that is stored about one person as a ZIP: each collection as JSON and, where it has rows, as CSV with names beside ids; the photos as
 * pictures; a list of the files with their SHA-256. Taking it is kept as an answered request.
 */
export async function exportPersonalData(deps: Deps, person: Person): Promise<Uint8Array> {
  const at = deps.now();
  await noteCopy(deps, person, randomUUID());
  const data = await readPersonalData(person);
  const names = await loadExportNames(person, data);
  const files: ZipFile[] = [...data].flatMap(([name, rows]) => filesOf(name, rows, names));
  files.push(...(await picturesOf(data.get('photos') ?? [])));
  files.push(...(await caseFilesOf(data.get('case_files') ?? [])));
  files.push(...(await papersOf(data.get('declaration_documents') ?? [])));
  const listed = files.map(({ path, content }) => ({ path, sha256: sha256(content) }));
  const counts = Object.fromEntries([...data].map(([name, rows]) => [name, rows.length]));
  const list = {
    person: person.id,
    employeeNo: person.employeeNo,
    at: at.toISOString(),
    counts,
    files: listed,
  };
  return writeZip(
    [
      { path: 'README.txt', content: exportText(at.toISOString()) },
      { path: 'files.json', content: pretty(list) },
      ...files,
    ],
    at,
  );
}

function filesOf(name: string, rows: readonly PersonalRow[], names: ExportNames): ZipFile[] {
  const json = { path: `json/${name}.json`, content: pretty(rows) };
  if (rows.length === 0) return [json];
  const table = name === 'segments' ? positionsOf(rows) : rows.map((row) => withNames(row, names));
  return [json, { path: `csv/${name}.csv`, content: writeCsv(table) }];
}

/** One line a fix: a table of uploads would hide them in one cell. */
function positionsOf(rows: readonly PersonalRow[]): PersonalRow[] {
  return rows.flatMap(({ fixes, installId }) =>
    (Array.isArray(fixes) ? fixes : []).map((fix: { atMs: number }) => ({
      at: new Date(fix.atMs),
      installId,
      ...fix,
    })),
  );
}

async function picturesOf(photos: readonly PersonalRow[]): Promise<ZipFile[]> {
  const files: ZipFile[] = [];
  for (const { _id } of photos) {
    const photo = await findPhoto(String(_id));
    if (photo) files.push({ path: `photos/${photo.id}.jpg`, content: await readPhoto(photo) });
  }
  return files;
}

async function caseFilesOf(rows: readonly PersonalRow[]): Promise<ZipFile[]> {
  const files: ZipFile[] = [];
  for (const { _id, type } of rows) {
    const content = await readCaseFile(String(_id));
    const ending = type === 'image/jpeg' ? 'jpg' : 'pdf';
    if (content) files.push({ path: `case-files/${String(_id)}.${ending}`, content });
  }
  return files;
}

async function papersOf(rows: readonly PersonalRow[]): Promise<ZipFile[]> {
  const files: ZipFile[] = [];
  for (const { _id, mime } of rows) {
    const content = await readDeclarationDocument(String(_id));
    const ending = mime === 'application/pdf' ? 'pdf' : 'jpg';
    if (content) files.push({ path: `declarations/${String(_id)}.${ending}`, content });
  }
  return files;
}

const pretty = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
