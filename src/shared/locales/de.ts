import type { Translation } from '../strings.js';

export const strings: Translation = {
  // <gs-game-frame>
  frameTitle: 'Spiel',
  frameLoading: 'Das Spiel wird geladen…',
  frameSlow: 'Das Spiel braucht länger als sonst.',
  frameReload: 'Spiel neu laden',
  frameClosed:
    'Das Spiel hat zu viel auf einmal gesendet, darum hört diese Seite ihm nicht mehr zu. Punkte können fehlen.',
  frameBlank: 'Dieses Spiel hat keine Adresse.',
  frameInvalid: 'Die Adresse dieses Spiels ist keine vollständige Webadresse.',
  frameScheme: 'Die Adresse dieses Spiels ist von einer Art, die nicht erlaubt ist.',
  frameInsecure: 'Die Adresse dieses Spiels ist nicht sicher.',
  frameCredentials: 'Die Adresse dieses Spiels enthält einen Benutzernamen oder ein Passwort.',
  frameOwnOrigin: 'Dieses Spiel kommt von derselben Website wie die Seite und kann nicht sicher gezeigt werden.',
  frameNotListed: 'Diese Seite erlaubt keine Spiele von {host}.',
  framePagePolicy: 'Die Sicherheitsrichtlinie dieser Seite lässt das Spiel nicht zu.',

  // <gs-leaderboard>
  board: 'Bestenliste',
  boardEmpty: 'Noch spielt niemand mit. Sobald jemand beitritt, stehen hier die Punkte.',
  boardLive: 'Live',
  boardFinal: 'Endstand',
  boardPaused: 'Pausiert',
  boardUpcoming: 'Demnächst',
  boardClock: 'Uhr der Runde',
  boardStartsIn: 'Beginnt in {time}',
  boardPlayers: '{n} Spieler|{n} Spieler',
  boardRank: 'Rang',
  boardChange: 'Veränderung',
  boardPlayer: 'Spieler',
  boardScore: 'Punkte',
  boardYou: 'Du',
  boardUnnamed: 'Ohne Namen',
  boardUp: '{places} nach oben',
  boardDown: '{places} nach unten',
  boardGoToSelf: 'Du bist auf Platz {rank} mit {score}. Zur eigenen Zeile.',
  boardSearch: 'Spieler suchen',
  boardNoMatch: 'Niemand passt zu „{text}“.',
  boardPodium: 'Die ersten drei',
  boardNewRank: 'Du bist jetzt auf Platz {rank} von {total}.',
  boardNewLeader: '{name} führt jetzt mit {score}.',
};
