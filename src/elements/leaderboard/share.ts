/** The own place as a picture, to be shared or saved. */
import { initialsOf } from '../../shared/avatar.js';

export interface SharedStanding {
  readonly title: string;
  /** "4th of 40" */
  readonly place: string;
  readonly name: string;
  readonly score: string;
  /** Computed style of the board: its font, colours and direction. */
  readonly style: CSSStyleDeclaration;
}

const WIDTH = 1200;
const HEIGHT = 630;
const MARGIN = 80;

/** Resolves to the picture as a PNG. */
export async function drawStanding({ title, place, name, score, style }: SharedStanding): Promise<Blob> {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [WIDTH, HEIGHT];
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  const isRtl = style.direction === 'rtl';
  const start = isRtl ? WIDTH - MARGIN : MARGIN;
  context.direction = isRtl ? 'rtl' : 'ltr';
  context.fillStyle = style.backgroundColor || '#fff';
  context.fillRect(0, 0, WIDTH, HEIGHT);
  const write = (text: string, y: number, size: number, weight = 400) => {
    context.font = `${weight} ${size}px ${style.fontFamily || 'sans-serif'}`;
    context.fillText(text, start, y, WIDTH - MARGIN * 2);
  };
  context.fillStyle = style.color || '#16181d';
  write(title, 140, 44);
  write(place, 330, 128, 700);
  write(`${initialsOf(name)} · ${name}`, 440, 52, 600);
  write(score, 530, 52);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/png'),
  );
}

/** Offers the picture to the device's share sheet, else downloads it. A dismissed share sheet is no failure. */
export async function shareStanding(standing: SharedStanding): Promise<void> {
  const blob = await drawStanding(standing);
  const file = new File([blob], 'leaderboard.png', { type: blob.type });
  const data = { files: [file], title: standing.title, text: `${standing.place} · ${standing.score}` };
  if (navigator.canShare?.(data)) {
    try {
      return await navigator.share(data);
    } catch (error) {
      if ((error as DOMException).name === 'AbortError') return;
    }
  }
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
