/** What Vite and Storybook make of files that are no scripts. */
declare module '*.mdx' {
  const page: () => unknown;
  export default page;
}
declare const __VERSION__: string;
declare const __INTEGRITY__: string;
