/**
 * The tables of docs/ that are made of the code: attributes, events, slots, parts and methods of every element from
 * custom-elements.json, error codes, and every string of the elements.
 *
 *   npm run docs                 writes them; a test fails while they are not current
 *
 * A table stands between `<!-- table: NAME -->` and `<!-- /table -->`.
 */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { errorCodes, type ErrorCode } from '../src/api/error.js';

const root = fileURLToPath(new URL('..', import.meta.url));

interface Named {
  readonly name: string;
  readonly description?: string;
  readonly default?: string;
  readonly type?: { readonly text: string };
}
interface Member extends Named {
  readonly kind: string;
  readonly attribute?: string;
  readonly static?: boolean;
  readonly parameters?: readonly Named[];
  readonly return?: { readonly type?: { readonly text: string } };
}
export interface Declaration extends Named {
  readonly tagName?: string;
  readonly attributes?: readonly Named[];
  readonly members?: readonly Member[];
  readonly events?: readonly Named[];
  readonly slots?: readonly Named[];
  readonly cssParts?: readonly Named[];
  readonly cssProperties?: readonly Named[];
  readonly cssStates?: readonly Named[];
}

export function readManifest(): Declaration[] {
  const { modules } = JSON.parse(readFileSync(`${root}custom-elements.json`, 'utf8')) as {
    modules: { declarations?: Declaration[] }[];
  };
  return modules.flatMap(({ declarations }) => declarations ?? []);
}

/** What each code means and what to do; the order is that of the type. */
const CODES: Record<ErrorCode, string> = {
  network: 'No answer: the network, DNS, CORS or a `connect-src` of the page. Retryable',
  timeout: 'No answer within 10 s (30 s for a start). Retryable',
  aborted: 'Ended by its caller; never shown',
  unauthorized: 'Key or token refused (401)',
  forbidden: 'The token lacks the scope, or the origin is not allowed (403)',
  'not-found': 'No such session, game or player, or no longer (404)',
  invalid: 'The request was not accepted (400, 422); `error.fields` says which field',
  conflict: 'Somebody else changed it (409)',
  'rate-limited': 'Too many requests (429); `error.retryAfter` in seconds. Retryable',
  unavailable: 'A refusal of the business: not for this country, currency or player. Not an outage',
  upstream: 'The service or the gateway failed (5xx). Retryable',
  schema: 'An answer that is not what the service describes; `error.fields` says where',
  expired: 'The token ran out and nothing renewed it',
  unsupported: 'The settings cannot work; the message says which and what would be right',
  'unknown-outcome':
    'A start or a creation was sent and no answer came: look before you try again. Never repeated by itself',
};

const cell = (text = '') => text.replace(/\s*\n\s*/g, ' ').replaceAll('|', '\\|');
const code = (text: string) => (text ? `\`${text}\`` : '');
const typeOf = ({ type }: Named) =>
  (type?.text ?? '')
    .replace(/ \| undefined/g, '')
    .replaceAll("'", '')
    .replaceAll('\n', ' ');
const table = (head: string[], rows: string[][]) =>
  rows.length === 0
    ? '_None._'
    : [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n');

const attributes = (list: readonly Named[] = []) =>
  table(
    ['attribute', 'type', 'default', 'description'],
    list.map((one) => {
      const preset = one.default?.replaceAll("'", '');
      return [
        code(one.name),
        code(typeOf(one)),
        !preset || preset === 'undefined' ? '–' : code(preset),
        one.description ?? '',
      ];
    }),
  );
const named = (what: string, list: readonly Named[] = [], detail = false) =>
  table(
    detail ? [what, 'detail', 'description'] : [what, 'description'],
    list.map((one) => {
      const inner = /^CustomEvent<(.*)>$/s.exec(typeOf(one))?.[1] ?? typeOf(one);
      const name = one.name === '' ? '(default)' : code(one.name);
      return detail
        ? [name, inner === 'undefined' ? '–' : code(inner), one.description ?? '']
        : [name, one.description ?? ''];
    }),
  );
/** Public properties that are no attribute, and methods. */
const members = (list: readonly Member[] = []) =>
  table(
    ['property or method', 'type', 'description'],
    list
      .filter(
        ({ name, attribute, description, static: isStatic }) =>
          !attribute && !isStatic && description && !LIFE_CYCLE.test(name),
      )
      .map((one) => {
        const parameters = one.parameters?.map(({ name }) => name).join(', ') ?? '';
        const isMethod = one.kind === 'method';
        const type = isMethod ? (one.return?.type?.text ?? '') : typeOf(one);
        return [code(isMethod ? `${one.name}(${parameters})` : one.name), code(type), one.description ?? ''];
      }),
  );
const LIFE_CYCLE = /Callback$|^(styles|connection|addStyles|queries|isNearViewport|emit|warn|localize)$/;

/** English with all that elements bring along. */
async function strings(): Promise<Record<string, string | Record<string, string>>> {
  const folder = `${root}src/shared/locales/`;
  const all: Record<string, string | Record<string, string>> = {};
  for (const file of readdirSync(folder)
    .filter((name) => /^en(-.*)?\.ts$/.test(name))
    .sort()) {
    const module = (await import(`${folder}${file}`)) as Record<string, typeof all>;
    for (const exported of Object.values(module)) Object.assign(all, exported);
  }
  return Object.fromEntries(
    Object.entries(all).map(([key, text]) => [key, typeof text === 'string' ? text : forms(text)]),
  );
}

const forms = (plural: Record<string, string>) =>
  Object.entries(plural)
    .map(([form, text]) => `${form}: ${text}`)
    .join('; ');

/** The text of a table by its name, `attributes gs-leaderboard` for one. */
export async function makeTable(name: string, manifest: readonly Declaration[]): Promise<string> {
  const [what = '', tag = ''] = name.split(' ');
  const shared = ['GsElement', 'GsDataElement'].map((base) => manifest.find((one) => one.name === base));
  const own = manifest.find((one) => one.tagName === tag);
  const isShared = ({ name }: Named) =>
    tag !== 'shared' && shared.some((base) => base?.attributes?.some((one) => one.name === name));
  switch (what) {
    case 'attributes':
      if (tag === 'shared') return attributes(shared.flatMap((base) => base?.attributes ?? []));
      return attributes(own?.attributes?.filter((one) => !isShared(one) || one.name === 'refresh'));
    case 'events':
      return named('event', own?.events, true);
    case 'slots':
      return named('slot', own?.slots);
    case 'parts':
      return named('part', own?.cssParts);
    case 'properties':
      return named('custom property', own?.cssProperties);
    case 'members':
      return members(own?.members);
    case 'codes':
      return table(
        ['`error.code`', 'description'],
        errorCodes.map((word) => [code(word), CODES[word]]),
      );
    case 'strings':
      return table(
        ['name', 'English'],
        Object.entries(await strings()).map(([key, text]) => [
          code(key),
          // a text for a number has a form for each plural category
          typeof text === 'string'
            ? text
            : Object.entries(text)
                .map((form) => form.join(': '))
                .join(' · '),
        ]),
      );
    default:
      throw new Error(`There is no table "${name}".`);
  }
}

const TABLE = /<!-- table: ([^>]+?) -->\n[\s\S]*?<!-- \/table -->/g;

/** A page with its tables as they should be. */
export async function withTables(file: string, manifest = readManifest()): Promise<string> {
  const text = readFileSync(file, 'utf8');
  const made = new Map<string, string>();
  for (const [, name] of text.matchAll(TABLE)) made.set(name, await makeTable(name, manifest));
  if (made.size === 0) return text;
  const next = text.replace(
    TABLE,
    (_, name: string) => `<!-- table: ${name} -->\n\n${made.get(name)}\n\n<!-- /table -->`,
  );
  return format(next, { ...(await resolveConfig(file)), filepath: file });
}

export const docsPages = (): string[] =>
  readdirSync(`${root}docs`)
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${root}docs/${name}`);

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const file of docsPages()) writeFileSync(file, await withTables(file));
}
