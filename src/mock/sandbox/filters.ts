/**
 * The filter language of the history and catalogue:
 *
 *     filters = group *( ";" group )       ; AND
 *     group   = term  *( "|" term )        ; OR
 *     term    = field ":" operator ":" value
 *
 * Operators eq, neq, in, nin (comma lists), gt, lt. The value starts after the second colon, so it may hold colons.
 * There is no way to escape `;`, `|` or `,`.
 */
export type Row = Readonly<Record<string, unknown>>;

/** A filter that cannot be understood; the message says why. */
export class FilterError extends Error {}

const operators = ['eq', 'neq', 'in', 'nin', 'gt', 'lt'] as const;
type Operator = (typeof operators)[number];

/** Fields that can be filtered by. Some go by another name than the field that is answered. */
export const filterFields: ReadonlyMap<string, string> = new Map([
  ...[
    'game_id', 'game_name', 'game_studio', 'category', 'vaix_tags', 'vaix_category', 'tags', 'channels', 'has_megaways',
    'is_live', 'has_bonus', 'has_buy', 'has_jackpot', 'has_sticky', 'has_avalanche', 'has_fixed', 'has_free_spin',
    'has_wilds', 'has_gamble', 'has_respin', 'has_scatter', 'has_symbols_collection', 'has_symbols_mega',
    'has_symbols_expanding', 'has_symbols_mystery', 'has_multiplier', 'has_wilds_random', 'has_wilds_walking', 'enabled',
    'game_country', 'min_bet', 'max_bet',
  ].map((name) => [name, name] as const),
  ['game_image', 'game_image_url'],
  ['has_game_link', 'game_link'],
  ['live', 'is_live'],
  ['game_brand', 'game_studio'],
  ['properties_channels', 'channels'],
]); // prettier-ignore

/** A test for rows made from filter text; throws `FilterError` for text that is not a filter. */
export function parseFilters(text: string): (row: Row) => boolean {
  const groups = text.split(';').map((group) => group.split('|').map(parseTerm));
  return (row) => groups.every((terms) => terms.some((matches) => matches(row)));
}

function parseTerm(term: string): (row: Row) => boolean {
  const [, name, word, value] = /^([^:]*):([^:]*):(.*)$/s.exec(term) ?? [];
  if (value === undefined || value === '') throw new FilterError('Invalid filter expression');
  const field = filterFields.get(name);
  if (!field) throw new FilterError('Unknown filter field');
  const operator = operators.find((known) => known === word);
  if (!operator) throw new FilterError('Unknown filter operator');
  if ((operator === 'gt' || operator === 'lt') && !Number.isFinite(Number(value))) {
    throw new FilterError('Invalid filter value');
  }
  return (row) => holds(row[field], operator, value, name.startsWith('has_game_link'));
}

function holds(actual: unknown, operator: Operator, value: string, presence: boolean): boolean {
  const has = presence ? Boolean(actual) : actual;
  switch (operator) {
    case 'eq':
      return equals(has, value);
    case 'neq':
      return !equals(has, value);
    case 'in':
      return value.split(',').some((item) => equals(has, item));
    case 'nin':
      return !value.split(',').some((item) => equals(has, item));
    case 'gt':
      return typeof has === 'number' && has > Number(value);
    case 'lt':
      return typeof has === 'number' && has < Number(value);
  }
}

/** Flags compare with 1 and 0 (or true and false), lists by any of their items, the rest as text. */
function equals(actual: unknown, value: string): boolean {
  if (Array.isArray(actual)) return actual.some((item) => equals(item, value));
  if (typeof actual === 'boolean') return value === (actual ? '1' : '0') || value === String(actual);
  if (typeof actual === 'number') return actual === Number(value);
  return actual === value;
}
