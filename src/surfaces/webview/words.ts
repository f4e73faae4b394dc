/** A whole sentence with its arguments in place: `{0}`, `{1}`. Elements among them stay elements. */
export function sentence(
  text: string,
  ...args: readonly (string | number | Node | readonly Node[])[]
): (string | Node)[] {
  return text.split(/\{(\d)\}/).flatMap((piece, i) => {
    if (i % 2 === 0) return piece === '' ? [] : [piece];
    const argument = args[Number(piece)] ?? '';
    return typeof argument === 'number' ? [String(argument)] : Array.isArray(argument) ? argument : [argument as Node];
  });
}
