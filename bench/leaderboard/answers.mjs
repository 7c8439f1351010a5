/** A service on the origin of the page, whose boards answer something else with every request. */

const NAMES = ['Ann Lee', 'Zoë Grüber', 'fox_42', '田中 花子'];

/** A row with all that the service describes: a third without pictures, half without accounts. */
function makePlayer(_, index) {
  return {
    playerId: `pl_${index.toString(36).padStart(6, '0')}`,
    displayName: `${NAMES[index % 4]} ${index}`,
    score: (index * 7919) % 1_000_003,
    imageUrl: index % 3 ? `https://cdn.example.net/p/${index}.png` : null,
    user: index % 2 ? null : { id: `usr_${index}`, username: `user${index}` },
    createdAt: '2026-03-02T18:02:00.000Z',
    updatedAt: new Date(1_770_000_000_000 + index * 1000).toISOString(),
  };
}

/** The answers of one list, one score in a hundred another one each time; made before anything is measured. */
export function makeAnswers(count, rows) {
  const players = Array.from({ length: rows }, makePlayer);
  return Array.from({ length: count }, (_, round) => {
    for (let i = 0; round && i < rows / 100; i++) {
      const player = players[(i * 101 + round * 37) % rows];
      player.score += ((i * 7919) % 50_000) + 1;
      player.updatedAt = new Date(1_780_000_000_000 + round * 1000 + i).toISOString();
    }
    return Buffer.from(JSON.stringify({ players }));
  });
}

/** Serves the lists below `/api`, by the name of their session, each answer once and the last one for good. */
export const service = (lists) => ({
  name: 'service',
  configurePreviewServer({ middlewares }) {
    middlewares.use('/api', ({ url }, response) => {
      const [, name] = /game-sessions\/(\w+)/.exec(url);
      const list = lists[name];
      response.setHeader('content-type', 'application/json');
      if (!url.endsWith('/players')) response.end(JSON.stringify({ id: name, name: 'Board', status: 'ACTIVE' }));
      else response.end(list.length > 1 ? list.shift() : list[0]);
    });
  },
});
