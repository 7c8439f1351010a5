'use client';
import { useEffect, useRef } from 'react';
import type { GsLeaderboard } from 'game-session-widgets';
import { configure } from 'game-session-widgets/configure';
import type {} from 'game-session-widgets/types/react';

export function Board({ id }: { id: string }) {
  const board = useRef<GsLeaderboard>(null);
  useEffect(() => {
    const onLoad = () => (document.body.dataset.loaded = 'true');
    const element = board.current;
    element?.addEventListener('gs-load', onLoad);
    configure({ mock: 'live' });
    void import('game-session-widgets/leaderboard');
    return () => element?.removeEventListener('gs-load', onLoad);
  }, []);
  return <gs-leaderboard ref={board} suppressHydrationWarning session-id={id} limit={5} loading="eager" />;
}
