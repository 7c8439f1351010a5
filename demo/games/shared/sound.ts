/** Small sounds made on the spot. Silent until the player has touched the game, as browsers want it. */
export interface Sound {
  readonly isMuted: boolean;
  setMuted(isMuted: boolean): void;
  setPaused(isPaused: boolean): void;
  /** A note of `frequency` Hz that dies away within `seconds`. */
  blip(frequency: number, seconds?: number, shape?: OscillatorType): void;
}

export function createSound(): Sound {
  let context: AudioContext | undefined;
  let isMuted = false;
  let isPaused = false;
  const wake = (): void => {
    context ??= new AudioContext();
    if (context.state === 'suspended' && !isPaused) void context.resume();
  };
  addEventListener('pointerdown', wake);
  addEventListener('keydown', wake);
  return {
    get isMuted() {
      return isMuted;
    },
    setMuted(muted) {
      isMuted = muted;
    },
    setPaused(paused) {
      isPaused = paused;
      if (context) void (paused ? context.suspend() : context.resume());
    },
    blip(frequency, seconds = 0.12, shape = 'sine') {
      if (isMuted || isPaused || context?.state !== 'running') return;
      const start = context.currentTime;
      const note = context.createOscillator();
      const volume = context.createGain();
      note.type = shape;
      note.frequency.value = frequency;
      volume.gain.setValueAtTime(0.12, start);
      volume.gain.exponentialRampToValueAtTime(0.001, start + seconds);
      note.connect(volume).connect(context.destination);
      note.start(start);
      note.stop(start + seconds);
    },
  };
}
