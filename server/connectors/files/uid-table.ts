type Entry<T> = Readonly<{ name: Uint8Array; value: T; next: Entry<T> | undefined }>;

/** What belongs to a uid, found by its bytes: rows of one person mostly follow each other, and no string is made per row. */
export class UidTable<T> {
  private readonly byHash = new Map<number, Entry<T>>();
  private readonly make: (uid: string) => T;
  private last: Entry<T> | undefined;

  /** `make` is called once for each uid. */
  constructor(make: (uid: string) => T) {
    this.make = make;
  }

  /** The value of the uid written in these bytes. */
  get(bytes: Buffer, from: number, to: number): T {
    const { last } = this;
    if (last && last.name.length === to - from && isAt(bytes, from, last.name)) return last.value;
    const hash = hashOf(bytes, from, to);
    const chain = this.byHash.get(hash);
    let entry = chain;
    while (entry && !(entry.name.length === to - from && isAt(bytes, from, entry.name))) entry = entry.next;
    if (!entry) {
      entry = {
        name: Uint8Array.prototype.slice.call(bytes, from, to),
        value: this.make(bytes.toString('utf8', from, to)),
        next: chain,
      };
      this.byHash.set(hash, entry);
    }
    this.last = entry;
    return entry.value;
  }
}

function isAt(bytes: Buffer, from: number, name: Uint8Array): boolean {
  for (let at = 0; at < name.length; at++) if (name[at] !== bytes[from + at]) return false;
  return true;
}

/** FNV-1a. */
function hashOf(bytes: Buffer, from: number, to: number): number {
  let hash = 0x811c9dc5;
  for (let at = from; at < to; at++) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
  return hash;
}
