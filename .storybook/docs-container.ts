/** Documentation pages follow the toolbar, too: those without a story have nothing else that would apply it. */
import { DocsContainer, type DocsContainerProps } from '@storybook/addon-docs/blocks';
import { themes } from 'storybook/theming';

type Globals = Readonly<Record<string, unknown>>;

/** The part of a documentation page's context that has the toolbar's values. */
interface ContextWithGlobals {
  readonly store: { readonly userGlobals: { readonly globals: Globals } };
}

/** A container for Storybook's documentation pages, which Storybook renders again at each change of the toolbar. */
export const docsContainer =
  (apply: (globals: Globals) => void) =>
  (props: DocsContainerProps): ReturnType<typeof DocsContainer> => {
    const { globals } = (props.context as unknown as ContextWithGlobals).store.userGlobals;
    apply(globals);
    return DocsContainer({ ...props, theme: globals['scheme'] === 'dark' ? themes.dark : themes.light });
  };
