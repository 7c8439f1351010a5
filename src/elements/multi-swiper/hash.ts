/** The game in front as a part of the page's address: `#game=101`. */

/** The id of the game that the address names. */
export function readHash(name: string): string | undefined {
  return new URLSearchParams(location.hash.slice(1)).get(name) ?? undefined;
}

/** Names a game in the address, without a step in the history: one swipes through more than one goes back by. */
export function writeHash(name: string, gameId: string): void {
  const hash = new URLSearchParams(location.hash.slice(1));
  hash.set(name, gameId);
  try {
    history.replaceState(history.state, '', `#${hash}`);
  } catch {
    return; // documents without an address of their own, such as srcdoc, have none to change
  }
}

/** Little memory, or a player who saves data: one game at a time is enough. */
export function prefersReducedData(): boolean {
  const { deviceMemory, connection } = (globalThis.navigator ?? {}) as Navigator & {
    deviceMemory?: number;
    connection?: { saveData?: boolean };
  };
  return (deviceMemory ?? 8) <= 2 || connection?.saveData === true;
}
