/** Serves the files below a folder as Web-standard answers: no dot files, nothing outside the folder, no listing. */
import { readFile } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.json': 'application/json',
  '.map': 'application/json',
};

/** @param pathname as in a url, percent-encoded; a folder means its index.html */
export async function serveFiles(folder: string, pathname: string): Promise<Response> {
  const missing = () => new Response('Not found', { status: 404 });
  let path: string;
  try {
    path = join(folder, decodeURIComponent(pathname.endsWith('/') ? `${pathname}index.html` : pathname));
  } catch {
    return missing(); // a malformed escape names no file
  }
  if (!path.startsWith(folder + sep) || path.includes(`${sep}.`)) return missing();
  const body = await readFile(path).catch(() => undefined);
  if (!body) return missing();
  return new Response(new Uint8Array(body), {
    headers: {
      'content-type': types[extname(path)] ?? 'application/octet-stream',
      'cache-control': 'no-cache',
      'access-control-allow-origin': '*',
    },
  });
}
