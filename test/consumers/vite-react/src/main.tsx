import 'game-session-widgets/types/react';
import 'game-session-widgets/leaderboard';
import { configure } from 'game-session-widgets/configure';
import { createRoot } from 'react-dom/client';

configure({ mock: 'live' });

function Board() {
  return (
    <gs-leaderboard
      session-id="gs_demo"
      view="top"
      limit={5}
      loading="eager"
      className="board"
      ongs-load={() => (document.body.dataset.loaded = 'true')}
      ongs-rank-change={({ detail }) => console.log(detail.playerId, detail.from, detail.to)}
    />
  );
}

// @ts-expect-error -- a word that the attribute does not know
export const wrong = <gs-leaderboard view="bogus" />;

createRoot(document.getElementById('root')!).render(<Board />);
