/** The games service inside the page: it answers at once, so that only what the element does is measured. */

const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });

/** A fetch for the provider; `onStart` is called when a start is answered. */
export function service(
  games: readonly number[],
  urlOf: (game: number) => string,
  onStart: () => void = () => undefined,
): typeof fetch {
  const catalogue = {
    data: games.map((id) => ({ id, title: `Game ${id}`, producer: 'Studio', type: 'slot' })),
    meta: { total: games.length },
  };
  const answer = (input: RequestInfo | URL, init?: RequestInit): Response => {
    const { pathname } = new URL(input instanceof Request ? input.url : input);
    if (pathname.endsWith('/games')) return json(catalogue);
    if (pathname.endsWith('/end')) return json({ success: true, message: 'ended' });
    const id = /game-sessions\/s_(\d+)\/status$/.exec(pathname)?.[1];
    if (id) return json({ success: true, data: { session_id: `s_${id}`, status: 'active', player_id: 'pl_1' } });
    onStart();
    const { game_id: game } = JSON.parse(init?.body as string) as { game_id: number };
    return json({ success: true, data: { session_id: `s_${game}`, session_token: 't', game_url: urlOf(game) } }, 201);
  };
  return (input, init) => Promise.resolve(answer(input, init));
}
