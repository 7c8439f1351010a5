/** What stands for a player or a game that has no picture: initials on a colour of its own. */

let segmenter: Intl.Segmenter | undefined;

/** The first characters of a text as a reader counts them. */
export function takeGraphemes(text: string, count: number): string {
  // a name has up to 512 characters, and only the first few are needed
  const start = text.slice(0, 64);
  // of plain letters each is a character: most names need nothing that is costly to make
  if (/^[ -~]*$/.test(start)) return start.slice(0, count);
  if (typeof Intl.Segmenter === 'undefined') return [...start].slice(0, count).join('');
  segmenter ??= new Intl.Segmenter();
  let taken = '';
  for (const { segment } of segmenter.segment(start)) {
    if (count-- <= 0) break;
    taken += segment;
  }
  return taken;
}

/** At most two characters that stand for a name, no punctuation: "Nova (Quill)" → "NQ". */
export function initialsOf(name: string): string {
  const words = name.split(/\s+/u).flatMap((word) => /[\p{L}\p{N}\p{Emoji}].*/u.exec(word) ?? []);
  const [first = name, last] = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return (takeGraphemes(first, 1) + (last ? takeGraphemes(last, 1) : '')).toLocaleUpperCase();
}

/** A colour for an id that stays the same everywhere: degrees on the wheel. */
export function hashHue(id: string): number {
  let hash = 0;
  for (let i = 0; i < id.length; i++) hash = (Math.imul(hash, 31) + id.charCodeAt(i)) | 0;
  // multiplied by the golden angle: ids that follow each other get hues far apart
  return Math.floor((hash >>> 0) * 137.508) % 360;
}
