/** Made by `npm run manifest`; type checks must not depend on whether it was. */
declare module '*custom-elements.json' {
  const manifest: object;
  export default manifest;
}
