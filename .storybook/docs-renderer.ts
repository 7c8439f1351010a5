/**
 * Renders the documentation pages. In a file of its own because Storybook's blocks and React are about 900 KB of script,
 * of which a story in its frame needs nothing.
 */
import { DocsRenderer } from '@storybook/addon-docs';
import { DocsContainer, type DocsContainerProps } from '@storybook/addon-docs/blocks';
import { themes } from 'storybook/theming';
import elementDocs from './element-docs.mdx';

type Globals = Readonly<Record<string, unknown>>;

/** The part of a documentation page's context that has the toolbar's values. */
interface ContextWithGlobals {
  readonly store: { readonly userGlobals: { readonly globals: Globals } };
}

/** Storybook's own renderer, whose pages follow the toolbar, too: those without a story have nothing else that would apply it. */
export function docsRenderer(apply: (globals: Globals) => void): DocsRenderer<never> {
  /** Rendered again by Storybook at each change of the toolbar. */
  const container = (props: DocsContainerProps) => {
    const { globals } = (props.context as unknown as ContextWithGlobals).store.userGlobals;
    apply(globals);
    return DocsContainer({ ...props, theme: globals['scheme'] === 'dark' ? themes.dark : themes.light });
  };
  const { render, unmount } = new DocsRenderer<never>();
  return {
    // What is written as a page is given as a parameter; that of an element is the same for all.
    render: (context, parameters, element) => render(context, { page: elementDocs, ...parameters, container }, element),
    unmount,
  };
}
