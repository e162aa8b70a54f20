import { constants, fstatSync, openSync, readFileSync, writeSync } from 'node:fs';
import { crc32 } from 'node:zlib';

/** `LOG1`, number of the commit u64, length u32, checksum u32 of what stands before and of the changes behind. */
const HEAD_BYTES = 20;
const [WRITTEN, RETIRED] = [Buffer.from('LOG1'), Buffer.from('DONE')];
/** The file grows by this much at once: to write over bytes that are there costs the disk a tenth of adding some. */
const STEP_BYTES = 1024 * 1024;

/** Groups of changes that were answered before the data file had them; the file is written anew from its beginning for each commit. */
export class Log {
  readonly #path: string;
  readonly file: number;
  #size: number;
  #end = 0;

  constructor(path: string) {
    this.#path = path;
    this.file = openSync(path, constants.O_RDWR | constants.O_CREAT, 0o600);
    this.#size = fstatSync(this.file).size;
  }

  /** Where the next group goes. */
  get end(): number {
    return this.#end;
  }

  /** From here on the file belongs to another commit. */
  restart(): void {
    this.#end = 0;
  }

  append(commit: number, changes: Uint8Array[]): void {
    const record = Buffer.concat([WRITTEN, Buffer.alloc(HEAD_BYTES - WRITTEN.length), ...changes]);
    record.writeBigUInt64BE(BigInt(commit), 4);
    record.writeUInt32BE(record.length - HEAD_BYTES, 12);
    record.writeUInt32BE(checksumOf(record), 16);
    this.#makeRoom(record.length);
    this.#write(record, this.#end);
    this.#end += record.length;
  }

  /** Takes back what was written from `end` on. */
  cut(end: number): void {
    if (end < this.#size) this.#write(Buffer.alloc(Math.min(HEAD_BYTES, this.#size - end)), end);
    this.#end = end;
  }

  /** The data file has it all. */
  retire(): void {
    if (this.#size > 0) this.#write(RETIRED, 0);
  }

  /** The groups of a commit, oldest first. One that was being written when the machine stopped is left out. */
  *read(commit: number): Generator<Buffer> {
    const bytes = readFileSync(this.#path);
    this.#end = 0;
    if (RETIRED.equals(bytes.subarray(0, 4)) || isOfNext(bytes, commit)) return;
    for (let found = changesAt(bytes, 0, commit); found; found = changesAt(bytes, this.#end, commit)) {
      this.#end += HEAD_BYTES + found.length;
      yield found;
    }
    for (let at = bytes.indexOf(WRITTEN, this.#end); at >= 0; at = bytes.indexOf(WRITTEN, at + 1))
      if (changesAt(bytes, at, commit))
        throw new Error(`${this.#path} is damaged at byte ${this.#end}: restore a backup`);
  }

  #makeRoom(length: number): void {
    if (this.#end + length <= this.#size) return;
    try {
      this.#write(Buffer.alloc(this.#end + length - this.#size + STEP_BYTES), this.#size);
    } finally {
      this.#size = fstatSync(this.file).size;
    }
  }

  #write(bytes: Buffer, at: number): void {
    for (let done = 0; done < bytes.length;)
      done += writeSync(this.file, bytes, done, bytes.length - done, at + done);
  }
}

function checksumOf(record: Buffer): number {
  return crc32(record.subarray(HEAD_BYTES), crc32(record.subarray(0, HEAD_BYTES - 4)));
}

/** The next commit but one uses the file anew. Its first head lies in one sector of the disk, so that is whole when the rest is not. */
function isOfNext(bytes: Buffer, commit: number): boolean {
  if (bytes.length < HEAD_BYTES || !WRITTEN.equals(bytes.subarray(0, 4))) return false;
  return bytes.readBigUInt64BE(4) === BigInt(commit + 2);
}

function changesAt(bytes: Buffer, at: number, commit: number): Buffer | undefined {
  if (at + HEAD_BYTES > bytes.length || !WRITTEN.equals(bytes.subarray(at, at + 4))) return undefined;
  const end = at + HEAD_BYTES + bytes.readUInt32BE(at + 12);
  if (end > bytes.length || bytes.readBigUInt64BE(at + 4) !== BigInt(commit)) return undefined;
  const record = bytes.subarray(at, end);
  return checksumOf(record) === record.readUInt32BE(16) ? record.subarray(HEAD_BYTES) : undefined;
}
