/** The elements in Vue's templates: `import 'game-session-widgets/types/vue'`. Events are listened to by `@gs-load`. */
import type { DefineComponent, EmitsToProps } from 'vue';
import type { GsEventMap } from '../types/shared/events.js';
import '../types/index.js';

type Tag = Extract<keyof HTMLElementTagNameMap, `gs-${string}`>;
type Props<Element> = Partial<Omit<Element, keyof HTMLElement>>;
type Emits = { [Name in keyof GsEventMap]: (event: GsEventMap[Name]) => void };
type GsComponents = {
  [Name in Tag]: DefineComponent<Props<HTMLElementTagNameMap[Name]> & EmitsToProps<Emits>>;
};

declare module 'vue' {
  interface GlobalComponents extends GsComponents {}
}
