/** Little memory, or a player who saves data: one game at a time is enough. */
export function prefersReducedData(): boolean {
  const { deviceMemory, connection } = (globalThis.navigator ?? {}) as Navigator & {
    deviceMemory?: number;
    connection?: { saveData?: boolean };
  };
  return (deviceMemory ?? 8) <= 2 || connection?.saveData === true;
}
