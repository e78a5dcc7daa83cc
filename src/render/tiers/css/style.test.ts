import { describe, expect, it } from 'vitest';
import { alphaAt, gradientLine } from '../canvas2d/mask.ts';
import { layerStyle, viewTransform } from './style.ts';

describe('layer styles', () => {
  it('leaves out what a layer does not use', () => {
    expect(layerStyle({})).toEqual({ opacity: '1', transform: 'none', clipPath: 'none', maskImage: 'none' });
  });

  it('writes every property of the closed set', () => {
    const style = layerStyle({
      opacity: 0.5,
      translate: [10, -20],
      scale: 1.1,
      inset: [1, 2, 3, 4],
      mask: {
        angleDeg: 90,
        stops: [
          [0, 1],
          [0.5, 0],
        ],
      },
    });
    expect(style).toEqual({
      opacity: '0.5',
      transform: 'translate(10%, -20%) scale(1.1)',
      clipPath: 'inset(1% 2% 3% 4%)',
      maskImage: 'linear-gradient(90deg, rgb(0 0 0 / 1) 0%, rgb(0 0 0 / 0) 50%)',
    });
    expect(
      layerStyle({
        polygon: [
          [0, 0],
          [100, 0],
          [50, 99.5],
        ],
      }).clipPath,
    ).toBe('polygon(0% 0%, 100% 0%, 50% 99.5%)');
  });

  it('does not touch a photo that is shown as it is', () => {
    expect(viewTransform({ offsetX: 0, offsetY: 0, scaleX: 1, scaleY: 1 })).toBe('none');
    expect(viewTransform({ offsetX: 0.25, offsetY: 0, scaleX: 0.5, scaleY: 1 })).toContain('translate(-50.00000%');
  });
});

describe('masks', () => {
  it('run along the line that css gradients run along', () => {
    const size = { widthPx: 200, heightPx: 100 };
    expect(gradientLine(90, size).map(Math.round)).toEqual([0, 50, 200, 50]);
    expect(gradientLine(0, size).map(Math.round)).toEqual([100, 100, 100, 0]);
    const [x0, y0, x1, y1] = gradientLine(135, size);
    expect(Math.hypot(x1 - x0, y1 - y0)).toBeCloseTo(300 * Math.SQRT1_2, 6);
  });

  it('know their value between and beyond the stops', () => {
    const stops = [
      [-0.5, 1],
      [0.5, 0],
    ] as const;
    expect(alphaAt(stops, -1)).toBe(1);
    expect(alphaAt(stops, 0)).toBe(0.5);
    expect(alphaAt(stops, 1)).toBe(0);
  });
});
