import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { EmbedBuilder } from './support/embed-builder.js';

if (!customElements.get('embed-builder')) customElements.define('embed-builder', EmbedBuilder);

/** Choose an element, set it, see it live on the mock, and copy the code for your page. */
const meta: Meta = { title: 'Embed builder', tags: ['!autodocs'], parameters: { controls: { disable: true } } };
export default meta;

export const Builder: StoryObj = { render: () => html`<embed-builder></embed-builder>` };
