import type { Phase as RunPhase } from '../../play/phases.js';

/** Where an element stands, in one word beside its state: the list, the form, or the phase of its game (`play/phases.ts`). */
export type Phase = RunPhase | 'browsing' | 'creating' | 'joining';
