/** The code that the embed builder offers for an element with its attributes. */

export interface Embed {
  readonly tag: string;
  /** Attributes that are set; `''` for booleans. */
  readonly attributes: ReadonlyMap<string, string>;
  /** Folder of the files, without a slash at its end. */
  readonly files: string;
  readonly gateway: string;
  /** Blank for what is public. */
  readonly tokenUrl: string;
  /** Origins of the games, separated by blanks. */
  readonly games: string;
  /** Hash of embed.js; blank when it is not known. */
  readonly integrity: string;
}

const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');

const camel = (name: string) => name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());

/** `<tag a="b" c>` over one line or several. */
function element(tag: string, attributes: readonly string[], end: string): string {
  const line = [`<${tag}`, ...attributes].join(' ');
  return line.length + end.length < 100 || attributes.length < 2
    ? line + end
    : `<${tag}\n${attributes.map((attribute) => `  ${attribute}\n`).join('')}${end}`;
}

const plain = ({ attributes }: Embed) =>
  [...attributes].map(([name, value]) => (value === '' ? name : `${name}="${escape(value)}"`));

const script = ({ files, gateway, tokenUrl, games, integrity }: Embed, more: readonly string[] = []) =>
  element(
    'script',
    [
      'type="module"',
      `src="${escape(files)}/embed.js"`,
      ...(integrity ? [`integrity="${integrity}"`, 'crossorigin="anonymous"'] : []),
      `data-gateway="${escape(gateway)}"`,
      ...(tokenUrl ? [`data-token-url="${escape(tokenUrl)}"`] : []),
      ...(games ? [`data-frame-origins="${escape(games)}"`] : []),
      ...more,
    ],
    '></script>',
  );

const originOf = (url: string) => (URL.canParse(url) ? new URL(url).origin : '');

/** The Content-Security-Policy of a page that has the element and nothing else. */
export function policyFor({ files, gateway, games }: Embed): string {
  const list = (...sources: string[]) => ["'self'", ...new Set(sources.filter(Boolean))].join(' ');
  const lines = [
    `default-src 'self'`,
    ...(originOf(files) ? [`script-src ${list(originOf(files))}`] : []),
    `connect-src ${list(originOf(gateway))}`,
    ...(games ? [`frame-src ${games}`] : []),
    `img-src ${list(...games.split(' '))}`,
    `require-trusted-types-for 'script'`,
  ];
  return lines.join('; ');
}

/** Every variant by its name, in the order in which they are offered. */
export function snippetsFor(embed: Embed): Record<string, string> {
  const { tag, gateway, tokenUrl, attributes } = embed;
  const entry = tag.replace('gs-', '');
  const start = `import 'game-session-widgets/${entry}';
import { configure } from 'game-session-widgets/configure';

configure({ gateway: '${gateway}'${tokenUrl ? `, tokenUrl: '${tokenUrl}'` : ''} });`;
  const html = element(tag, plain(embed), `></${tag}>`);
  const bound = [...attributes].map(([name, value]) =>
    value === '' ? `[attr.${name}]="''"` : `${name}="${escape(value)}"`,
  );
  return {
    HTML: `${script(embed)}\n${html}`,
    Package: `${start}\n\n// in the page\n// ${html.replaceAll('\n', '\n// ')}`,
    React: `${start.replace('\n', `\nimport type {} from 'game-session-widgets/types/react';\n`)}

export const ${camel(`-${entry}`)} = () => (
  ${element(tag, plain(embed), ' />').replaceAll('\n', '\n  ')}
);`,
    Vue: `<script setup>\n${start}\n</script>\n\n<template>\n  ${html.replaceAll('\n', '\n  ')}\n</template>`,
    Svelte: `<script>\n${start.replace(/^/gm, '  ')}\n</script>\n\n${html}`,
    Angular: `import { Component, CUSTOM_ELEMENTS_SCHEMA } from '@angular/core';
${start}

@Component({
  selector: 'app-${entry}',
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: \`${element(tag, bound, `></${tag}>`)}\`,
})
export class ${camel(`-${entry}`)} {}`,
    'Content-Security-Policy': policyFor(embed),
  };
}
