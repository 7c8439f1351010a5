/** Pages of docs/ inside Storybook: links between them lead to Storybook's pages. */

/** Files of docs/ and the pages made of them. */
const PAGES: Record<string, string> = {
  'quick-start.md': 'quick-start--docs',
  'theming.md': 'theming--docs',
  'reference.md': 'states--docs',
  'frameworks.md': 'frameworks--docs',
  'gateway.md': 'gateway--docs',
  'accessibility.md': 'accessibility--docs',
  'CHANGELOG.md': 'changelog--docs',
  'leaderboard.md': 'gs-leaderboard--docs',
  'session-launcher.md': 'gs-session-launcher--docs',
  'multi-swiper.md': 'gs-multi-swiper--docs',
  'recent-games.md': 'gs-recent-games--docs',
  'provider.md': 'gs-provider--docs',
  'game-frame.md': 'gs-game-frame--docs',
};

/** Links to pages that are here lead there; to others they are plain text. Marks for generated tables are left out. */
export function forStorybook(text: string): string {
  return text
    .replace(/<!--[\s\S]*?-->\n?/g, '')
    .replace(/!\[[^\]]*\]\([^)]*\)\n*/g, '')
    .replace(/\[([^\]]+)\]\((?!https?:)([^)\s]+)\)/g, (_, label: string, target: string) => {
      const page = PAGES[target.split('#')[0]?.split('/').at(-1) ?? ''];
      return page ? `[${label}](?path=/docs/${page})` : label;
    });
}

/** The part of a page under a heading, down to the next heading of its level. */
export function section(text: string, heading: string): string {
  const [, level = '##'] = new RegExp(`^(#+) ${heading}$`, 'm').exec(text) ?? [];
  const from = text.indexOf(`${level} ${heading}\n`);
  if (from < 0) throw new Error(`There is no heading "${heading}".`);
  const rest = text.slice(from + level.length);
  const end = rest.search(new RegExp(`\n#{1,${level.length}} `));
  return level + (end < 0 ? rest : rest.slice(0, end));
}
