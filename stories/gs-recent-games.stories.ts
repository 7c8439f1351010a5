import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import '../src/elements/recent-games/recent-games.js';
import type { SandboxOptions } from '../src/mock/sandbox/index.js';
import { fromArgs } from './support/from-args.js';
import { forgetPlayer, storySandbox, withSandbox, type StoryPlayer } from './support/sandbox.js';
import { when } from './support/when.js';

/** What the player played last, each game one tap away from going on. */
const meta: Meta = { title: 'gs-recent-games', component: 'gs-recent-games' };
export default meta;

interface Setting {
  sandbox?: SandboxOptions;
  player?: StoryPlayer;
  /** Width of the box around it. */
  width?: string;
  children?: () => Node[];
}

/** A story whose controls are the element's attributes. */
const story = (args: Record<string, unknown>, setting: Setting = {}): StoryObj => ({
  args,
  render: (current) => {
    const element = fromArgs('gs-recent-games', current, ...(setting.children?.() ?? []));
    const box = document.createElement('div');
    if (setting.width) box.style.inlineSize = setting.width;
    box.append(element);
    return withSandbox(box, storySandbox(setting.sandbox), setting.player);
  },
});

/** Rows as the history would send them. */
const rows = (data: object[]): SandboxOptions => ({
  switches: {
    failures: [
      {
        operation: 'getLatestGameSessions',
        kind: 'answer',
        answer: { status: 200, body: { status: 'success', data } },
      },
    ],
  },
});

const everything = 'studio played-at duration min-bet tags badges new features';

/** One row that scrolls: the default. The history sends no pictures; they are those of the catalogue. */
export const Carousel = story({ count: 12 });

/** Everything a card can say, in a grid that has as many columns as fit. */
export const Grid = story({ layout: 'grid', count: 12, show: everything });

/** One line for each game: for a sidebar. */
export const List = story({ layout: 'list', count: 6, show: 'studio played-at duration' });

/** Everything a line can say in the narrowest sidebar: nothing lies on the little pictures. */
export const ListOfEverything = story({ layout: 'list', show: everything }, { width: '15em' });

/** Every play, under the day it was played on. */
export const ByDay = story({
  layout: 'list',
  distinction: 'none',
  'group-by': 'day',
  count: 20,
  show: 'studio duration',
});

/** The days side by side. */
export const DaysInARow = story({ 'group-by': 'day', distinction: 'daily', count: 20 });

/** Half a phone: cards shrink, the studio gives way to the time. */
export const Narrow = story({}, { width: '16em' });

/** Portrait art in cards of a fixed width. */
export const Portrait = story({ '--gs-card-aspect': '3 / 4', '--gs-card-size': '10em' });

/** Square art. */
export const Square = story({ layout: 'grid', '--gs-card-aspect': '1', '--gs-card-size': '9em' });

/** The player hides games and marks favourites, which come first; a link leads to all games. */
export const AsThePlayerLikes = story({ 'allow-hide': true, 'allow-favourite': true, 'see-all-href': '#all' });

/** A part of the element of a story. */
const partOf = (canvas: HTMLElement, name: string) =>
  canvas.querySelector('gs-recent-games')?.shadowRoot?.querySelector<HTMLElement>(`[part~='${name}']`);

/** A game was hidden: the words below say so, and lead back. */
export const Hidden: StoryObj = {
  ...story({ 'allow-hide': true }),
  play: async ({ canvasElement }) => {
    forgetPlayer();
    await when(() => partOf(canvasElement, 'hide-button'));
    partOf(canvasElement, 'hide-button')!.click();
    await when(() => partOf(canvasElement, 'show-hidden-button'));
  },
};

/** Scrolled on: a button leads back. */
export const ScrolledOn: StoryObj = {
  ...story({ count: 12 }, { width: '30em' }),
  play: async ({ canvasElement }) => {
    await when(() => partOf(canvasElement, 'next-button'));
    partOf(canvasElement, 'next-button')!.click();
    await when(() => partOf(canvasElement, 'previous-button'));
  },
};

/** The vendor's answer with pictures and all other fields, without any catalogue. */
export const HistoryWithPictures = story({ catalogue: 'off' }, { sandbox: { switches: { historyExtras: 'always' } } });

/** The vendor's answer as it is described to be, without the catalogue that completes it: no pictures. */
export const WithoutCatalogue = story({ catalogue: 'off' });

/** Only what can be asked for: no times, no lengths, no ids of the operator. */
export const SelectableFieldsOnly = story({}, { sandbox: { switches: { historyExtras: 'never' } } });

/** Games for another device or country are marked before the tap. */
export const NotForThisPlayer = story(
  { layout: 'grid' },
  {
    player: { countryCode: 'AQ' },
    sandbox: rows([
      { game_id: '101' },
      { game_id: 'phone', game_name: 'Pocket Dice', channels: ['mobile'] },
      { game_id: 'desk', game_name: 'Desk Poker', channels: ['web'] },
      { game_id: 'off', game_name: 'Closed Casino', enabled: 0 },
    ]),
  },
);

/** The history knows ids only, and so does the catalogue: they stand for the names, and initials for the pictures. */
export const NamesUnknown = story(
  {},
  { sandbox: rows(['sw_saffron', 'zz-9', 'koi-pond'].map((game_id) => ({ game_id }))) },
);

/** The page's own catalogue answers promises, and corrects a name. */
export const Resolvers: StoryObj = {
  render: () =>
    withSandbox(
      html`<gs-recent-games
        .resolveGame=${({ gameId }: { gameId: string }) =>
          Promise.resolve(gameId === 'saffron-comet' ? { name: 'Saffron Comet, corrected by the page' } : undefined)}
      ></gs-recent-games>`,
    ),
};

/** Cards are links. */
export const Links = story({ action: 'link', href: '#play-{gameId}' });

/** A filter that is not one is not sent; the console shows the place to the page's author. */
export const WrongFilter = story({ filters: 'category:like:slot' });

const fallback = () => {
  const paragraph = document.createElement('p');
  paragraph.slot = 'fallback';
  paragraph.style.cssText = 'margin: 0; padding: 16px';
  paragraph.innerHTML = 'Nothing yet. <a href="#popular">See what others play</a>';
  return [paragraph];
};

/** A player who has not played yet, and what the page offers instead. */
export const Fallback = story({}, { player: { playerId: 'somebody_new' }, children: fallback });

/** The page's own words while the answer is awaited, and for an empty history. */
export const OwnSlots = story(
  {},
  {
    player: { playerId: 'somebody_new' },
    children: () =>
      Object.entries({ loading: 'One moment …', empty: 'Play your first game to see it here.' }).map(([slot, text]) =>
        Object.assign(document.createElement('p'), { slot, textContent: text, style: 'margin: 0; padding: 16px' }),
      ),
  },
);

/** The same without a fallback of the page's. */
export const Empty = story({}, { player: { playerId: 'somebody_new' } });

/** The true geometry, before the answer is there. */
export const Loading: StoryObj = {
  ...story({}, { sandbox: { switches: { failures: [{ operation: '*', kind: 'hang' }] } } }),
  tags: ['waits'],
};

/** The history can't be reached: the button tries again. */
export const Unreachable = story({}, { sandbox: { switches: { failures: [{ operation: '*', kind: 'network' }] } } });

/** The account has no right to the history. */
export const Forbidden = story({}, { sandbox: { switches: { historyPermission: false } } });

/** Markup, bidi controls, floods and script urls among the rows: text stays text, bad pictures are absent. */
export const Hostile = story(
  { layout: 'grid', count: 40, show: 'studio tags badges' },
  { sandbox: { switches: { hostile: true } } },
);
