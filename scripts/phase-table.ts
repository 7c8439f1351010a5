/** Prints the phase table of src/play/phases.ts into docs/play.md, between its two marks: `npx tsx scripts/phase-table.ts`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { phases, type Transition } from '../src/play/phases.js';

const file = fileURLToPath(new URL('../docs/play.md', import.meta.url));
const MARKS = /(<!-- phases -->\n)[\s\S]*?(<!-- \/phases -->)/;

const cell = ({ to, back, effects = [] }: Transition): string =>
  [to ?? (back ? `stays, goes back to ${back}` : 'stays'), effects.join(', ')].filter(Boolean).join(' · ');

/** The document with the table as it is now. */
export function withPhaseTable(text: string): string {
  const rows = Object.entries(phases).flatMap(([phase, row]) =>
    Object.entries(row).map(([event, transition]) => `| \`${phase}\` | \`${event}\` | ${cell(transition)} |`),
  );
  const table = ['| phase | event | next phase · effects |', '|---|---|---|', ...rows].join('\n');
  return text.replace(MARKS, `$1\n${table}\n\n$2`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(file, withPhaseTable(readFileSync(file, 'utf8')));
