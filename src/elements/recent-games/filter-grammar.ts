/**
 * The grammar of the history's filter language, checked before a filter is sent:
 *
 *     filters = group *( ";" group )            ; AND
 *     group   = term  *( "|" term )             ; OR
 *     term    = field ":" operator ":" value    ; the value may hold colons
 *
 * Which fields exist is checked by the service only. There is no way to escape `;` and `|` in a value.
 */
const OPERATORS = ['eq', 'neq', 'in', 'nin', 'gt', 'lt'];

/** What is wrong with a filter. */
export interface FilterFlaw {
  /** Index of the first wrong character, from 0. */
  readonly index: number;
  readonly expected: string;
}

/** The first flaw of a filter expression; undefined for one that can be sent. */
export function findFilterFlaw(filters: string): FilterFlaw | undefined {
  let index = 0;
  for (const term of filters.split(/[;|]/)) {
    const flaw = findTermFlaw(term);
    if (flaw) return { ...flaw, index: index + flaw.index };
    index += term.length + 1;
  }
  return undefined;
}

function findTermFlaw(term: string): FilterFlaw | undefined {
  const field = /^[a-z_]*/.exec(term)![0];
  if (!field) return { index: 0, expected: 'the name of a field' };
  if (term[field.length] !== ':') return { index: field.length, expected: '":" after the field' };
  const rest = term.slice(field.length + 1);
  const operator = rest.split(':', 1)[0];
  const start = field.length + 1;
  if (!OPERATORS.includes(operator)) return { index: start, expected: `one of ${OPERATORS.join(', ')}` };
  const valueAt = start + operator.length + 1;
  const value = term.slice(valueAt);
  if (!value.trim()) return { index: Math.min(valueAt, term.length), expected: '":" and a value after the operator' };
  const isComparison = operator === 'gt' || operator === 'lt';
  return isComparison && !Number.isFinite(Number(value)) ? { index: valueAt, expected: 'a number' } : undefined;
}

/** The flaw with its place marked, for the page's author: of a long text what is around it. */
export function describeFlaw(filters: string, { index, expected }: FilterFlaw): string {
  const found = filters.slice(index, index + 12);
  const from = Math.max(0, index - 40);
  const excerpt = filters.slice(from, index + 40);
  const where = found ? `not "${found}"` : 'where the text ends';
  return `filters: ${expected} expected at character ${index + 1}, ${where}:\n${excerpt}\n${' '.repeat(index - from)}^`;
}
