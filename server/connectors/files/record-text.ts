import type { RecordFault } from '../../contract/texts/record-faults.ts';

/** What a file is that was only named .csv, by its first bytes: a ZIP (xlsx too), an OLE file (xls), or gzip. */
const KINDS: readonly Readonly<{ begin: readonly number[]; fault: RecordFault }>[] = [
  { begin: [0x50, 0x4b, 0x03, 0x04], fault: 'workbook' },
  { begin: [0xd0, 0xcf, 0x11, 0xe0], fault: 'workbook' },
  { begin: [0x1f, 0x8b], fault: 'packed' },
];
const LONGEST_BEGIN = 4;
/** So many bytes from the first letter beyond ASCII on tell UTF-8 from GB 18030: a few letters may be either. */
const SAMPLE = 64 * 1024;
const ASCII_END = 0x80;
/** What stands for bytes that are no letter of the file's encoding. */
export const NO_LETTER = '\uFFFD';
const LETTERS_A_FAULT = 10;

/**
 * The text of a file of records: UTF-16 with its mark, UTF-8, or else GB 18030; letters that are none of it become U+FFFD. `refuse` makes
 * the error for a file that is no text.
 */
export async function* textOf(
  bytes: AsyncIterable<Uint8Array>,
  refuse: (fault: RecordFault) => Error,
): AsyncIterable<string> {
  const decoding = new Decoding(refuse);
  for await (const part of bytes) yield decoding.take(part, false);
  yield decoding.take(new Uint8Array(), true);
}

class Decoding {
  readonly #refuse: (fault: RecordFault) => Error;
  #decoder: InstanceType<typeof TextDecoder> | null = null;
  #held = Buffer.alloc(0);
  #isBegun = false;

  constructor(refuse: (fault: RecordFault) => Error) {
    this.#refuse = refuse;
  }

  take(part: Uint8Array, isEnd: boolean): string {
    if (this.#decoder) return this.#decoder.decode(part, { stream: !isEnd });
    this.#held = Buffer.concat([this.#held, part]);
    if (!this.#isBegun && this.#held.length < LONGEST_BEGIN && !isEnd) return '';
    if (!this.#isBegun) this.#begin();
    const plain = this.#decoder ? '' : this.#takePlain();
    if (!this.#decoder && this.#held.length < SAMPLE && !isEnd) return plain;
    this.#decoder ??= new TextDecoder(isUtf8(this.#held, isEnd) ? 'utf-8' : 'gb18030');
    return plain + this.#decoder.decode(this.#held, { stream: !isEnd });
  }

  #begin(): void {
    this.#isBegun = true;
    const held = this.#held;
    const kind = KINDS.find(({ begin }) => begin.every((byte, at) => held[at] === byte));
    if (kind) throw this.#refuse(kind.fault);
    if (held[0] === 0xff && held[1] === 0xfe) this.#decoder = new TextDecoder('utf-16le');
    if (held[0] === 0xfe && held[1] === 0xff) this.#decoder = new TextDecoder('utf-16be');
  }

  /** What is ASCII is the same in both. */
  #takePlain(): string {
    const found = this.#held.findIndex((byte) => byte >= ASCII_END);
    const end = found < 0 ? this.#held.length : found;
    const plain = this.#held.toString('latin1', 0, end);
    this.#held = this.#held.subarray(end);
    return plain;
  }
}

/** Most of its letters are; a few that are not are faults of their rows. `isEnd`: the sample ends with a whole letter. */
function isUtf8(sample: Uint8Array, isEnd: boolean): boolean {
  const letters = new TextDecoder('utf-8').decode(sample, { stream: !isEnd });
  const bad = letters.split(NO_LETTER).length - 1;
  const good = letters.replace(/[\0-\x7F\uFFFD]/g, '').length;
  return bad * LETTERS_A_FAULT <= good;
}
