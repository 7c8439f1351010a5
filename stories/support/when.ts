/** Resolves when it is so; a story that never gets there fails its test. */
export function when(condition: () => unknown): Promise<void> {
  return new Promise((resolve) => {
    const look = () => (condition() ? resolve() : requestAnimationFrame(look));
    look();
  });
}
