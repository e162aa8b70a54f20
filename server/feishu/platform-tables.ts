export type Tables = Readonly<{
  /** The base that a wiki page shows; null when it shows something else. */
  findBase(wikiToken: string): Promise<string | null>;
  /** One page of a Bitable's table, at most 500 rows; `next` is null on the last one. */
  fetchRows(input: {
    appToken: string;
    tableId: string;
    viewId?: string;
    pageToken?: string;
  }): Promise<Readonly<{ rows: readonly TableRow[]; next: string | null }>>;
}>;
/** Cells by the title of their column; empty ones and kinds that say nothing in words are left out. */
export type TableRow = Readonly<{
  id: string;
  changedAt?: Date;
  cells: ReadonlyMap<string, TableCell>;
}>;
export type TableCell = string | number | boolean | readonly string[] | TablePlace | TablePeople;
/** A place picked on the platform's map. */
export type TablePlace = Readonly<{ lng: string; lat: string; name: string; address: string }>;
export type TablePeople = Readonly<{ people: readonly Readonly<{ openId: string; name: string }>[] }>;
