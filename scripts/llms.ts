/**
 * docs/llms.txt: the product on one page for language models (llmstxt.org), made of the README, the titles of docs/ and
 * custom-elements.json. The package has it in its root, too, and the CDN folder without the links to docs/.
 *
 *   npm run docs                 writes it; a test fails while it is not current
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import root from '../package.json' with { type: 'json' };
import { docsPages, readManifest, type Declaration } from './docs-tables.js';

const path = (relative: string) => fileURLToPath(new URL(`../${relative}`, import.meta.url));

export const llmsFile = path('docs/llms.txt');

type Named = NonNullable<Declaration['attributes']>[number];

const line = (text = '') => text.replace(/\s+/g, ' ').trim();
const typeOf = ({ type }: Named) => line(type?.text).replaceAll(' | undefined', '').replaceAll("'", '"');

function item(one: Named, detail: string): string {
  const preset =
    one.default && one.default !== 'undefined' ? `, default ${line(one.default).replaceAll("'", '"')}` : '';
  const about = [detail + preset, line(one.description)].filter(Boolean).join('; ');
  return `- \`${one.name || '(default)'}\`${about ? `: ${about}` : ''}`;
}

const list = (title: string, items: readonly string[]) => (items.length > 0 ? [`${title}:`, '', ...items, ''] : []);

function element(one: Declaration): string[] {
  const properties = one.members?.filter(
    ({ kind, attribute, description }) => kind === 'field' && !attribute && description,
  );
  const methods = one.members?.filter(({ kind, description }) => kind === 'method' && description);
  return [
    `### <${one.tagName}>`,
    '',
    line(one.description),
    '',
    ...list('Attributes', one.attributes?.map((attribute) => item(attribute, typeOf(attribute))) ?? []),
    ...list('Properties that are no attribute', properties?.map((property) => item(property, typeOf(property))) ?? []),
    ...list(
      'Methods',
      methods?.map((method) => {
        const parameters = method.parameters?.map(({ name }) => name).join(', ') ?? '';
        return item({ ...method, name: `${method.name}(${parameters})` }, line(method.return?.type?.text));
      }) ?? [],
    ),
    ...list('Events', one.events?.map((event) => item(event, typeOf(event))) ?? []),
    ...list('Slots', one.slots?.map((slot) => item(slot, '')) ?? []),
    ...list('Parts', one.cssParts?.map((part) => item(part, '')) ?? []),
  ];
}

/** The whole text. `docs` is where the pages of docs/ are, as links name it; without it the list of pages is left out. */
export function llmsText(docs: string | undefined): string {
  const readme = readFileSync(path('README.md'), 'utf8');
  const [snippet = ''] = /```html\n[\s\S]*?```/.exec(readme) ?? [];
  const pages = docsPages().map((file) => {
    const [, title = ''] = /^# (.*)$/m.exec(readFileSync(file, 'utf8')) ?? [];
    return `- [${title.replaceAll('`', '')}](${docs}/${basename(file)})`;
  });
  // the analyzer's order of modules is not always the same
  const elements = readManifest()
    .filter(({ tagName }) => tagName)
    .sort((a, b) => a.name.localeCompare(b.name, 'en'));
  const text = [
    `# ${root.name}`,
    '',
    `> ${root.description}`,
    '',
    'Custom elements made with Lit. A board with simulated data, without a server (`gs/` is the folder `cdn` of the package):',
    '',
    snippet,
    '',
    'In production `data-gateway="https://…"` stands in place of `data-mock`: the address of a `game-session-gateway`, which has the',
    'keys of the three APIs. Keys never stand in a page. Attributes take words and numbers, objects and functions are properties.',
    '',
    ...(docs === undefined ? [] : ['## Documentation', '', ...pages, '']),
    '## Elements',
    '',
    ...elements.flatMap(element),
  ];
  return `${text.join('\n').trimEnd()}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(llmsFile, llmsText('.'));
