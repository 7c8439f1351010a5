/** Stories of the money that a page knows: controls for `balance` and `netPosition`, properties that have no attribute. */
import type { StoryObj } from '@storybook/web-components-vite';
import type { TemplateResult } from 'lit';
import { expect, waitFor } from 'storybook/test';
import { formatMoney } from '../../src/elements/game-shell/panels.js';
import type { GsMultiSwiper } from '../../src/elements/multi-swiper/multi-swiper.js';
import type { GsSessionLauncher } from '../../src/elements/session-launcher/session-launcher.js';
import { forgetPlayer, storySandbox, withSandbox } from './sandbox.js';
import { when } from './when.js';

/** In units of the player's currency. */
export interface Money {
  balance?: number;
  netPosition?: number;
}

const control = (description: string) => ({
  description,
  control: { type: 'number', step: 0.1 } as const,
  table: { category: 'properties', type: { summary: 'number' } },
});

/**
 * Starts a game with a balance of 100, then changes the money as a page does after bets and wins, and looks at the toolbar.
 *
 * @param content the element, with `money` as its properties
 */
export function moneyStory(content: (money: Money) => TemplateResult): StoryObj<Money> {
  let sandbox = storySandbox();
  return {
    args: { balance: 87.3, netPosition: undefined },
    argTypes: {
      balance: control('The player’s balance. Won or lost is its change since the game was started, here with 100.'),
      netPosition: control('Won or lost in this session as the page counts it. Takes precedence over `balance`.'),
    },
    render: (money, { canvasElement }) => {
      // a control changes the element that is there: neither a new provider nor a new game
      if (canvasElement.querySelector('gs-provider')?.fetch !== sandbox.fetch) {
        forgetPlayer();
        sandbox = storySandbox();
      }
      return withSandbox(content(money), sandbox);
    },
    play: async ({ canvasElement }) => {
      const element = canvasElement.querySelector<GsSessionLauncher | GsMultiSwiper>(
        'gs-session-launcher, gs-multi-swiper',
      )!;
      await when(() => element.state === 'ready' || element.state === 'idle');
      element.balance = 100;
      await ('launch' in element ? element.launch() : element.start());
      await when(() => element.phase === 'playing');
      const shell = () => element.shadowRoot?.querySelector('gs-game-shell')?.shadowRoot;
      const shows = (net: number) =>
        waitFor(
          () =>
            expect(shell()?.querySelector('[part=net-position]')?.textContent).toBe(formatMoney(language, net, 'EUR')),
          { timeout: 5000, onTimeout: (error) => error },
        );
      const language = document.documentElement.lang;
      await shows(0);
      element.balance = 112.5;
      await shows(12.5);
      element.netPosition = -40;
      await shows(-40);
      Object.assign(element, { balance: 87.3, netPosition: undefined });
      await shows(-12.7);
    },
  };
}
