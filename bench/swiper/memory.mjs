/** Memory of a browser's pages and frames, as far as the system tells: each site of a page is a process of its own. */
import { readFileSync } from 'node:fs';

const PRIVATE = /^Private_(?:Clean|Dirty):\s+(\d+) kB$/gm;

/** MiB that belong to renderers alone; undefined where there is no /proc. */
export async function rendererMemory(browser) {
  const session = await browser.target().createCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  try {
    return processInfo
      .filter(({ type }) => type === 'renderer')
      .flatMap(({ id }) => [...readFileSync(`/proc/${id}/smaps_rollup`, 'utf8').matchAll(PRIVATE)])
      .reduce((sum, [, kb]) => sum + Number(kb) / 1024, 0);
  } catch {
    return undefined;
  }
}
