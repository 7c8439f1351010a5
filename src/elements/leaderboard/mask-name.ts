/** How names are shown: whole or masked. */
import { takeGraphemes } from '../../shared/avatar.js';

/** How much of other players' names is shown. */
export type NameMask = 'none' | 'partial' | 'initials';

/** "Nova Quill" → "No•••" or "N. Q."; unchanged for `none`. */
export function maskName(name: string, mask: NameMask): string {
  if (mask === 'partial') return `${takeGraphemes(name, 2)}•••`;
  if (mask !== 'initials') return name;
  const words = name.split(/\s+/u).filter(Boolean);
  const ends = words.length > 1 ? [words[0], words.at(-1)!] : [name];
  return ends.map((word) => `${takeGraphemes(word, 1)}.`).join(' ');
}
