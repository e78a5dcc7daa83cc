/** For accents: the photo's own hue in degrees, and a saturation in percent that stays calm. `averageColor` is 0xRRGGBB. */
export function hueOf(averageColor: number): { hue: number; saturation: number } {
  const [r = 0, g = 0, b = 0] = [16, 8, 0].map((shift) => (averageColor >> shift) & 255);
  const most = Math.max(r, g, b);
  const spread = most - Math.min(r, g, b);
  if (spread === 0) return { hue: 215, saturation: 0 };
  const sixth = most === r ? (g - b) / spread : most === g ? (b - r) / spread + 2 : (r - g) / spread + 4;
  return { hue: Math.round((sixth * 60 + 360) % 360), saturation: Math.round(Math.min(48, (spread / most) * 110)) };
}
