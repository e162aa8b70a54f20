/** Lines of a text that comes in parts, without their ends; the last one may be empty, and one of more than `maxChars` comes in pieces. */
export async function* linesOf(parts: AsyncIterable<string>, maxChars: number): AsyncIterable<string> {
  let rest = '';
  for await (const part of parts) {
    rest += part;
    let from = 0;
    // A carriage return at the end of a part may belong to the line feed of the next.
    for (const end of rest.matchAll(/\r\n|\n|\r(?!$)/g)) {
      yield rest.slice(from, end.index);
      from = end.index + end[0].length;
    }
    rest = rest.slice(from);
    if (rest.length <= maxChars) continue;
    yield rest;
    rest = '';
  }
  yield rest.replace(/\r$/, '');
}
