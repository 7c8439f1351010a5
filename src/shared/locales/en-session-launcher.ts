/** What <gs-session-launcher> says in English; see en.ts for the form. */
import { addDefaults } from '../default-strings.js';
import './en-games.js';

export const sessionLauncherEnglish = {
  cancel: 'Cancel',
  sessions: 'Game sessions',
  sessionsEmpty: 'No sessions yet. As soon as one opens, it is here.',
  sessionsNone: 'No session matches.',
  sessionsSearch: 'Search sessions',
  sessionsMore: 'Show more',
  sessionsAll: 'All sessions',
  sessionNew: 'New session',
  sessionName: 'Name',
  sessionDescription: 'Description',
  sessionStatus: 'Status',
  sessionGame: 'Mini game',
  sessionGameBy: 'Mini game given by',
  sessionById: 'Id',
  sessionByName: 'Name',
  sessionCreate: 'Create session',
  sessionUnsure: 'It is not certain whether the session was created. Look at the list before you try again.',
  sessionJoin: 'Join',
  sessionJoined: 'You are in',
  sessionInvite: 'Invite',
  sessionInvited: 'Link copied',
  sessionLink: 'Link to this session',
  sessionPlayers: 'Players: {names}',
  sessionOver: 'This session is over.',
  sessionPaused: 'This session is paused.',
  sessionNoGame: 'There is nothing to play here yet.',
};

addDefaults(sessionLauncherEnglish);
