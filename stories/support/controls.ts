/** Connects the controls panel with the element of a story, whatever the story renders around it. */
import { useArgs } from 'storybook/preview-api';
import type { DecoratorFunction } from 'storybook/internal/types';
import type { WebComponentsRenderer } from '@storybook/web-components-vite';
import { attributesOf } from './manifest.js';

type Value = string | number | boolean | undefined | null;

/** Sets custom properties as the controls say; one that was cleared is removed. */
function applyProperties({ style }: HTMLElement, values: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(values)) {
    if (name.startsWith('--')) style.setProperty(name, typeof value === 'string' ? value : '');
  }
}

/** Sets attributes as the controls say; one that was cleared is removed. */
export function applyAttributes(element: Element, values: Readonly<Record<string, unknown>>): void {
  for (const { name } of attributesOf(element.localName)) {
    if (!(name in values)) continue;
    const value = values[name] as Value;
    if (value === undefined || value === null || value === false || value === '') element.removeAttribute(name);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
}

/** The values that controls start with: what the story has set on the element. */
function valuesOf(element: Element): Record<string, unknown> {
  return Object.fromEntries(
    attributesOf(element.localName)
      .filter(({ name }) => element.hasAttribute(name))
      .map(({ name, type }): [string, unknown] => {
        const text = element.getAttribute(name) ?? '';
        if (type?.text.includes('boolean')) return [name, true];
        return [name, type?.text.includes('number') && text !== '' ? Number(text) : text];
      }),
  );
}

interface Shown {
  readonly id: string;
  readonly rendered: unknown;
}

/** What each canvas shows. A story without args of its own is not rendered anew for a control: its sandbox goes on. */
const shown = new WeakMap<object, Shown>();

/** Applies the args to the story's first element of its `component`. */
export const withControls: DecoratorFunction<WebComponentsRenderer> = (story, context) => {
  const { id, args, initialArgs, component, canvasElement } = context;
  const [, updateArgs] = useArgs();
  if (typeof component !== 'string') return story();
  const before = shown.get(canvasElement);
  const isFirst = before?.id !== id;
  const hasOwnArgs = Object.keys(initialArgs).length > 0;
  const rendered: unknown = isFirst || hasOwnArgs ? story() : before.rendered;
  shown.set(canvasElement, { id, rendered });
  // The story is in the document after this function has returned.
  requestAnimationFrame(() => {
    const element = canvasElement.querySelector<HTMLElement>(component);
    if (!element) return;
    applyAttributes(element, args);
    applyProperties(element, args);
    // A play function has its own idea of what comes next.
    if (!isFirst || ('playFunction' in context && context.playFunction)) return;
    const unknown = Object.entries(valuesOf(element)).filter(([name]) => !(name in args));
    if (unknown.length > 0) updateArgs(Object.fromEntries(unknown));
  });
  return rendered as ReturnType<typeof story>;
};
