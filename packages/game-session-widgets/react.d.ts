/**
 * The elements in TSX of React 19, with their attributes, properties and events: `import 'game-session-widgets/types/react'`.
 * Events are props named by `on` and the event: `<gs-leaderboard session-id="…" ongs-load={(event) => …} />`.
 */
import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { GsEventMap } from '../types/shared/events.js';
import '../types/index.js';

type Tag = Extract<keyof HTMLElementTagNameMap, `gs-${string}`>;

/** `sessionId` as `session-id`. */
type Kebab<Name extends string> = Name extends `${infer First}${infer Rest}`
  ? Rest extends Uncapitalize<Rest>
    ? `${Lowercase<First>}${Kebab<Rest>}`
    : `${Lowercase<First>}-${Kebab<Rest>}`
  : Name;

/** Attributes are words, numbers and switches; anything else is a property, by its own name. */
type Props<Element> = {
  [
    Name in Exclude<keyof Element, keyof HTMLElement> & string as Element[Name] extends Attribute ? Kebab<Name> : Name
  ]?: Element[Name];
};
type Attribute = string | number | boolean | undefined;

type Events = { [Name in keyof GsEventMap as `on${Name}`]?: (event: GsEventMap[Name]) => void };

type GsElements = {
  [Name in Tag]: Omit<
    DetailedHTMLProps<HTMLAttributes<HTMLElementTagNameMap[Name]>, HTMLElementTagNameMap[Name]>,
    keyof Props<HTMLElementTagNameMap[Name]>
  > &
    Props<HTMLElementTagNameMap[Name]> &
    Events;
};

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements extends GsElements {}
  }
}
