import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { storySandbox, withSandbox } from './support/sandbox.js';

/**
 * The connection for everything inside it. It has no box of its own: these stories show what its settings do to the
 * elements inside.
 */
const meta: Meta = { title: 'gs-provider', component: 'gs-provider' };
export default meta;

/** The three APIs simulated in the page: no server, no key. Choose another scenario in the controls. */
export const Mock: StoryObj = {
  args: { mock: 'live' },
  argTypes: {
    mock: {
      control: { type: 'select' },
      options: [
        'live',
        'empty',
        'slow',
        'error',
        'offline',
        'expired',
        'rate-limited',
        'partial',
        'upcoming',
        'final',
        'hostile',
      ],
    },
  },
  render: ({ mock }: { mock?: string }) =>
    html`<gs-provider mock=${mock ?? ''}>
      <gs-leaderboard session-id="gs_demo" limit="5"></gs-leaderboard>
      <gs-recent-games count="6"></gs-recent-games>
    </gs-provider>`,
};

/** Two boards, one client, one cache: twenty elements of one session make one request. */
export const OneConnection: StoryObj = {
  render: () =>
    withSandbox(html`
      <gs-leaderboard session-id="gs_demo" heading="Left" limit="5"></gs-leaderboard>
      <gs-leaderboard session-id="gs_demo" heading="Right" limit="5"></gs-leaderboard>
    `),
};

/** A theme set on the provider reaches every element inside, whatever the page looks like. */
export const Themed: StoryObj = {
  args: { theme: 'dark' },
  render: ({ theme }: { theme?: string }) =>
    html`<gs-provider mock="live" theme=${theme ?? 'dark'}>
      <gs-leaderboard session-id="gs_demo" limit="5"></gs-leaderboard>
      <gs-leaderboard session-id="gs_demo" limit="5" heading="As the page" theme="auto"></gs-leaderboard>
    </gs-provider>`,
};

/** The player's token has run out, and nothing renews it. */
export const Expired: StoryObj = {
  render: () => html`<gs-provider mock="expired"><gs-leaderboard session-id="gs_demo"></gs-leaderboard></gs-provider>`,
};

/** Nothing is configured: the element says so to the reader, and the console says what is missing. */
export const NotConnected: StoryObj = {
  render: () => html`<gs-provider><gs-leaderboard session-id="gs_demo"></gs-leaderboard></gs-provider>`,
};

/** The key is refused by the API. */
export const WrongKey: StoryObj = {
  render: () =>
    html`<gs-provider
      .fetch=${storySandbox().fetch}
      meshmap-url="https://sandbox.example/meshmap/api/v1"
      meshmap-key="not-the-key"
      insecure-keys
    >
      <gs-leaderboard session-id="gs_demo"></gs-leaderboard>
    </gs-provider>`,
};

/** The network is gone before anything was loaded; the button tries again. */
export const Unreachable: StoryObj = {
  render: () => {
    const sandbox = storySandbox({ switches: { failures: [{ operation: '*', kind: 'network' }] } });
    return withSandbox(html`<gs-leaderboard session-id="gs_demo"></gs-leaderboard>`, sandbox);
  },
};
