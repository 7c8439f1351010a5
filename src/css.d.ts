/** A style sheet as text, which Vite makes of the file. */
declare module '*.css?inline' {
  const text: string;
  // eslint-disable-next-line no-restricted-syntax -- Vite's own shape
  export default text;
}
