/** Pictures painted from code: enough like photos (sky, ridges, light, detail) to judge a transition by. */
export type PictureKind = 'dawn' | 'forest' | 'night' | 'plain-red' | 'plain-blue';

type Context = OffscreenCanvasRenderingContext2D;

export function noise(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 0x1_0000_0000;
  };
}

function sky(context: Context, width: number, height: number, stops: readonly [number, string][]): void {
  const gradient = context.createLinearGradient(0, 0, 0, height);
  for (const [at, color] of stops) gradient.addColorStop(at, color);
  context.fillStyle = gradient;
  context.fillRect(0, 0, width, height);
}

function glow(context: Context, x: number, y: number, radius: number, rgb: string): void {
  const gradient = context.createRadialGradient(x, y, 0, x, y, radius);
  gradient.addColorStop(0, `rgb(${rgb} / 0.95)`);
  gradient.addColorStop(1, `rgb(${rgb} / 0)`);
  context.fillStyle = gradient;
  context.fillRect(x - radius, y - radius, radius * 2, radius * 2);
}

interface Range {
  readonly base: number;
  readonly rough: number;
  readonly color: string;
  readonly seed: number;
}

function ridge(context: Context, width: number, height: number, { base, rough, color, seed }: Range): void {
  const random = noise(seed);
  const phases = Array.from({ length: 7 }, () => random() * Math.PI * 2);
  context.fillStyle = color;
  context.beginPath();
  context.moveTo(0, height);
  for (let x = 0; x <= width; x += 2) {
    let y = 0;
    for (const [octave, phase] of phases.entries()) {
      const frequency = 2 ** octave;
      y += Math.sin((x / width) * frequency * 3.1 + phase) / frequency ** 0.9;
    }
    context.lineTo(x, height * (base + rough * y * 0.2));
  }
  context.lineTo(width, height);
  context.fill();
}

function dawn(context: Context, width: number, height: number): void {
  sky(context, width, height, [
    [0, '#27406f'],
    [0.45, '#e7a07c'],
    [0.62, '#ffe0b0'],
    [1, '#7c5a63'],
  ]);
  glow(context, width * 0.68, height * 0.55, height * 0.5, '255 240 200');
  const ranges = ['#a5747f', '#7d5a74', '#573f60', '#38294a', '#1d1730'];
  for (const [index, color] of ranges.entries()) {
    ridge(context, width, height, { base: 0.6 + index * 0.09, rough: 0.5 - index * 0.04, color, seed: 11 + index });
  }
}

function forest(context: Context, width: number, height: number): void {
  sky(context, width, height, [
    [0, '#e8f2ee'],
    [0.5, '#a9cfc4'],
    [1, '#31524a'],
  ]);
  const random = noise(5);
  for (let row = 0; row < 5; row++) {
    const shade = 150 - row * 30;
    context.fillStyle = `rgb(${shade * 0.45},${shade * 0.8},${shade * 0.62})`;
    for (let tree = 0; tree < 26 + row * 4; tree++) {
      const x = random() * width;
      const base = height * (0.55 + row * 0.12);
      const tall = height * (0.16 + row * 0.06) * (0.7 + random() * 0.6);
      for (let tier = 0; tier < 5; tier++) {
        const y = base - (tall * tier) / 6;
        const half = (tall * (6 - tier)) / 26;
        context.beginPath();
        context.moveTo(x - half, y);
        context.lineTo(x + half, y);
        context.lineTo(x, y - tall * 0.36);
        context.fill();
      }
    }
    context.fillRect(0, height * (0.55 + row * 0.12) - 2, width, height);
  }
}

function night(context: Context, width: number, height: number): void {
  sky(context, width, height, [
    [0, '#05060d'],
    [0.6, '#101a33'],
    [1, '#1b2740'],
  ]);
  const random = noise(99);
  for (let star = 0; star < 400; star++) {
    context.fillStyle = `rgba(255,255,255,${0.2 + random() * 0.7})`;
    const size = (random() ** 3 * height) / 300 + 0.4;
    context.fillRect(random() * width, random() * height * 0.7, size, size);
  }
  glow(context, width * 0.25, height * 0.25, height * 0.12, '245 240 225');
  for (const [index, color] of ['#0e1526', '#080d18', '#04060c'].entries()) {
    ridge(context, width, height, { base: 0.7 + index * 0.1, rough: 0.4, color, seed: 31 + index });
  }
}

function plain(color: string): (context: Context, width: number, height: number) => void {
  return (context, width, height) => {
    context.fillStyle = color;
    context.fillRect(0, 0, width, height);
  };
}

const painters: Readonly<Record<PictureKind, (context: Context, width: number, height: number) => void>> = {
  dawn,
  forest,
  night,
  'plain-red': plain('#c83232'),
  'plain-blue': plain('#3250c8'),
};

const masters = new Map<string, OffscreenCanvas>();

/** Painted once, by the processor: a graphics card may put an edge a shade elsewhere when it paints the same again. */
function masterOf(kind: PictureKind, width: number, height: number): OffscreenCanvas {
  const key = `${kind} ${width}×${height}`;
  const known = masters.get(key);
  if (known) return known;
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true });
  if (!context) throw new Error('no context');
  painters[kind](context, width, height);
  masters.set(key, canvas);
  return canvas;
}

/** A copy of its own every time, every pixel the same. */
export function picture(kind: PictureKind, width: number, height: number): OffscreenCanvas {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) throw new Error('no context');
  context.drawImage(masterOf(kind, width, height), 0, 0);
  return canvas;
}
