/** The elements in Svelte 5: `import 'game-session-widgets/types/svelte'`. Events are props named by `on` and the event. */
import type { SvelteHTMLElements } from 'svelte/elements';
import type { GsEventMap } from '../types/shared/events.js';
import '../types/index.js';

type Tag = Extract<keyof HTMLElementTagNameMap, `gs-${string}`>;
type Kebab<Name extends string> = Name extends `${infer First}${infer Rest}`
  ? Rest extends Uncapitalize<Rest>
    ? `${Lowercase<First>}${Kebab<Rest>}`
    : `${Lowercase<First>}-${Kebab<Rest>}`
  : Name;
type Attribute = string | number | boolean | undefined;
type Props<Element> = {
  [
    Name in Exclude<keyof Element, keyof HTMLElement> & string as Element[Name] extends Attribute ? Kebab<Name> : Name
  ]?: Element[Name];
};
type Events = { [Name in keyof GsEventMap as `on${Name}`]?: (event: GsEventMap[Name]) => void };
type GsElements = { [Name in Tag]: SvelteHTMLElements['div'] & Props<HTMLElementTagNameMap[Name]> & Events };

declare module 'svelte/elements' {
  interface SvelteHTMLElements extends GsElements {}
}
