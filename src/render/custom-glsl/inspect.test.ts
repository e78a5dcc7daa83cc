import bodies from 'gl-transitions/gl-transitions.json';
import { describe, expect, it } from 'vitest';
import { inspect, MOST_STEPS } from './inspect.ts';
import { estimateSteps } from './steps.ts';
import { expand, split } from './tokens.ts';

const body = (inside: string, before = ''): string =>
  `${before}\nvec4 transition(vec2 uv) {\n${inside}\n  return getFromColor(uv);\n}`;

function stepsOf(glsl: string): number {
  const { tokens, directives } = split(glsl);
  return estimateSteps(expand(tokens, directives) ?? []).total;
}

describe('reading a pasted body', () => {
  it('takes everything in the package, with room to spare', () => {
    for (const { name, glsl } of bodies) {
      expect(inspect(glsl), name).toEqual([]);
      expect(stepsOf(glsl), name).toBeLessThan(MOST_STEPS / 10);
    }
  });

  it.each([
    ['a million turns', body('float x = 0.0;\n for (int i = 0; i < 1000000; i++) x += 1.0;'), 4, /steps/],
    ['nested loops', body('for (int i=0;i<500;i++) for (int j=0;j<500;j++) { uv.x += 0.1; }'), 3, /steps/],
    ['a bound behind a name', body('for (int i=0;i<N;i++) uv.x += 0.1;', '#define N 1000 * 1000'), 3, /steps/],
    ['a constant bound', body('for (int i=0;i<N;i++) uv.x += 0.1;', 'const int N = 900000;'), 3, /steps/],
    [
      'loops in functions',
      body(
        'for (int i=0;i<900;i++) uv.x += f(uv.x);',
        'float f(float x) { for (int i=0;i<900;i++) x += 0.1; return x; }',
      ),
      3,
      /steps/,
    ],
    ['an endless loop', body('while (true) { uv.x += 0.1; }'), 3, /for/],
    ['a do loop behind a macro', body('FOREVER { uv.x += 0.1; }', '#define FOREVER while(true)'), 1, /for/],
    ['a loop without a step', body('for (int i = 0; i < 3; ) uv.x += 0.1;'), 3, /ends/],
    ['a loop without anything', body('for (;;) uv.x += 0.1;'), 3, /ends/],
    ['a loop that runs away from its end', body('for (int i = 0; i < 3; i--) uv.x += 0.1;'), 3, /ends/],
    ['a step of nothing', body('for (float i = 0.0; i < 3.0; i += 0.0) uv.x += 0.1;'), 3, /ends/],
    ['a loop that takes its own count back', body('for (int i = 0; i < 3; i++) { i -= 1; }'), 3, /ends/],
    [
      'a bound that only the drawing knows',
      body('for (int i = 0; i < int(progress * 1e9); i++) uv.x += 0.1;'),
      3,
      /ends/,
    ],
    ['200 kB', `${body('')}${'//'.padEnd(200_000, 'x')}`, 1, /200 kB/],
    ['#pragma', `\n${body('', '#pragma optimize(off)')}`, 2, /pragma/],
    ['a version', body('', '#version 300 es'), 1, /version/],
    ['an extension', body('', '  #  extension GL_OES_standard_derivatives : enable'), 1, /extension/],
    ['nothing', '', 1, /transition/],
    ['a parameter of a type that cannot be set', body('', 'uniform mat4 m;'), 1, /mat4/],
  ])('refuses %s, and says where', (_what, glsl, line, message) => {
    expect(inspect(glsl)).toEqual([{ line, message: expect.stringMatching(message) as string }]);
  });

  it('refuses macros that explode, quickly', () => {
    const doubling = Array.from({ length: 40 }, (_, n) => `#define A${n + 1} A${n} A${n}`).join('\n');
    const nested = `#define F(x) x+x+x+x\n${body(`float a = ${'F('.repeat(30)}1.0${')'.repeat(30)};`)}`;
    const mutual = body('float a = A(1.0);', '#define A(x) B(x) B(x)\n#define B(x) A(x) A(x)');
    const startedMs = performance.now();
    expect(inspect(body('float a = A40;', `#define A0 1.0 +\n${doubling}`))[0]?.message).toMatch(/macros/);
    expect(inspect(nested)[0]?.message).toMatch(/macros/);
    expect(() => inspect(mutual)).not.toThrow();
    expect(performance.now() - startedMs).toBeLessThan(2_000);
  });

  it('never throws, whatever the text', () => {
    for (const text of [
      '{',
      '((((',
      'for(',
      'for(;;)',
      '#define',
      '#define F(',
      'F(',
      '/*',
      'transition(',
      '}}}'.repeat(999),
    ])
      expect(() => inspect(text)).not.toThrow();
    expect(() => inspect('('.repeat(60_000))).not.toThrow();
    expect(() => inspect(body('for(;;)'.repeat(3_000)))).not.toThrow();
  });

  it('counts what it can read', () => {
    expect(stepsOf(body('for (int i = -8; i <= 8; i++) uv.x += 0.1;'))).toBeGreaterThan(15);
    expect(
      stepsOf(body('for (float t = 0.0; t < 2.0 * PI; t += 0.5) uv.x += 0.1;', 'const float PI = 3.14;')),
    ).toBeLessThan(40);
    expect(stepsOf(body(''))).toBe(1);
  });
});
