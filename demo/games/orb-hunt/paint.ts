import { type Field, type Orb, radiusOf, spiky } from './field.js';

/** Draws the field. Colours come from the skin. */
export function createPainter(canvas: HTMLCanvasElement, field: Field): { resize(): void; paint(): void } {
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('This browser has no canvas');
  let tones: string[] = [];
  let ink = '';
  const stars = Array.from({ length: 60 }, () => [Math.random(), Math.random() ** 1.4, Math.random()]);

  const disc = (x: number, y: number, radius: number, colour: string, alpha: number): void => {
    pen.globalAlpha = alpha;
    pen.fillStyle = colour;
    pen.beginPath();
    pen.arc(x, y, Math.max(0, radius), 0, Math.PI * 2);
    pen.fill();
  };

  const glow = (orb: Orb, radius: number): void => {
    const light = pen.createRadialGradient(orb.x, orb.y, 0, orb.x, orb.y, radius * 2.2);
    light.addColorStop(0, tones[orb.tone]);
    light.addColorStop(1, 'transparent');
    pen.globalAlpha = 0.45;
    pen.fillStyle = light;
    pen.fillRect(orb.x - radius * 2.2, orb.y - radius * 2.2, radius * 4.4, radius * 4.4);
    disc(orb.x, orb.y, radius, tones[orb.tone], 1);
    disc(orb.x - radius * 0.3, orb.y - radius * 0.35, radius * 0.32, '#fff', 0.75);
  };

  const spikes = (orb: Orb, radius: number): void => {
    pen.globalAlpha = 1;
    pen.fillStyle = tones[spiky];
    pen.beginPath();
    for (let point = 0; point < 20; point++) {
      const angle = (point / 20) * Math.PI * 2 + orb.age;
      const reach = radius * (point % 2 ? 0.72 : 1.15);
      pen.lineTo(orb.x + Math.cos(angle) * reach, orb.y + Math.sin(angle) * reach);
    }
    pen.fill();
    disc(orb.x, orb.y, radius * 0.34, '#000', 0.35);
  };

  const ring = (): void => {
    if (!field.ring.shown) return;
    pen.globalAlpha = 1;
    pen.strokeStyle = ink;
    pen.lineWidth = 3;
    pen.beginPath();
    pen.arc(field.ring.x, field.ring.y, 22, 0, Math.PI * 2);
    pen.moveTo(field.ring.x - 6, field.ring.y);
    pen.lineTo(field.ring.x + 6, field.ring.y);
    pen.moveTo(field.ring.x, field.ring.y - 6);
    pen.lineTo(field.ring.x, field.ring.y + 6);
    pen.stroke();
  };

  return {
    resize() {
      const scale = Math.min(2, devicePixelRatio || 1);
      field.width = canvas.clientWidth;
      field.height = canvas.clientHeight;
      canvas.width = Math.round(field.width * scale);
      canvas.height = Math.round(field.height * scale);
      pen.setTransform(scale, 0, 0, scale, 0, 0);
      const style = getComputedStyle(canvas);
      tones = [1, 2, 3, 4, 5].map((tone) => style.getPropertyValue(`--tone-${tone}`).trim());
      tones.push(style.getPropertyValue('--danger').trim());
      ink = style.getPropertyValue('--ink').trim();
    },
    paint() {
      pen.globalAlpha = 1;
      pen.clearRect(0, 0, field.width, field.height);
      for (const [x, y, light] of stars)
        disc(x * field.width, y * field.height, 0.6 + light * 1.2, ink, 0.15 + light * 0.35);
      for (const orb of field.orbs) (orb.tone === spiky ? spikes : glow)(orb, radiusOf(orb));
      for (const spark of field.sparks) {
        if (!spark.text) {
          disc(spark.x, spark.y, 3.5 * (1 - spark.age), tones[spark.tone], 1 - spark.age);
          continue;
        }
        pen.globalAlpha = 1 - spark.age;
        pen.fillStyle = ink;
        pen.font = '700 18px system-ui, sans-serif';
        pen.textAlign = 'center';
        pen.fillText(spark.text, spark.x, spark.y);
      }
      ring();
      pen.globalAlpha = 1;
    },
  };
}
