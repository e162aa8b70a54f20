/** Whoever asks for the usage gets it as the result, on stdout with exit code 0; null = nobody asked. */
export function answerHelp(
  args: readonly string[],
  usage: string,
  out: (text: string) => unknown = (text) => process.stdout.write(text),
): 0 | null {
  if (!args.includes('--help') && !args.includes('-h')) return null;
  out(`${usage}\n`);
  return 0;
}
