import bodies from 'gl-transitions/gl-transitions.json';
import { describe, expect, it } from 'vitest';
import { glTransitions } from './catalog.ts';
import { readDeclarations } from './declarations.ts';
import { specOf, wordsOf } from './param-specs.ts';

const valueIn = (glsl: string, name: string) =>
  readDeclarations(glsl).params.find((param) => param.name === name)?.value;

describe('defaults in comments', () => {
  it('are read in every spelling that the package has', () => {
    expect(valueIn('uniform float a; // = 4', 'a')).toBe(4);
    expect(valueIn('uniform float a ; // = 200.0', 'a')).toBe(200);
    expect(valueIn('uniform float a;// = .7', 'a')).toBe(0.7);
    expect(valueIn('uniform float a; //=5.', 'a')).toBe(5);
    expect(valueIn('uniform float a; // = 0.4 ; // if 0.0, there is none', 'a')).toBe(0.4);
    expect(valueIn('uniform vec3 c /* = vec3(0.9, 0.4, 0.2) */;', 'c')).toEqual([0.9, 0.4, 0.2]);
    expect(valueIn('uniform vec2 c; // = vec2(0.5)', 'c')).toEqual([0.5, 0.5]);
    expect(valueIn('uniform vec4 c; // = vec4(0.,0.,0.,.6)', 'c')).toEqual([0, 0, 0, 0.6]);
    expect(valueIn('uniform ivec2 s; // = ivec2(10, 12)', 's')).toEqual([10, 12]);
    expect(valueIn('uniform bool b; // = true', 'b')).toBe(true);
    expect(valueIn('uniform bool b; // = 1 ', 'b')).toBe(true);
    expect(valueIn('uniform int n; // =-1', 'n')).toBe(-1);
    expect(valueIn('uniform highp float a, b; // = 2', 'b')).toBe(2);
  });

  it('are zero when there is none, and comments declare nothing', () => {
    expect(valueIn('uniform float a;', 'a')).toBe(0);
    expect(readDeclarations('// uniform float a; // = 1\n/* uniform int b; */').params).toEqual([]);
    expect(readDeclarations('uniform float progress; uniform float ratio; uniform float seed;').params).toEqual([]);
    expect(valueIn('uniform float seed; // = 12.9', 'seed')).toBe(12.9);
  });

  it('name what no setting can hold', () => {
    const { unsupported, samplers } = readDeclarations('\nuniform mat3 m;\nuniform sampler2D map;');
    expect(unsupported).toEqual([{ name: 'm', type: 'mat3', line: 2 }]);
    expect(samplers).toEqual(['map']);
  });

  it('never fail, whatever the text', () => {
    for (const text of ['', 'uniform', 'uniform float', 'uniform float ;', '/* = ', 'uniform float a; // = vec2(']) {
      expect(() => readDeclarations(text)).not.toThrow();
    }
  });
});

describe('the package', () => {
  it('is there as a whole, each with its author and licence', () => {
    expect(glTransitions).toHaveLength(125);
    expect(new Set(glTransitions.map(({ id }) => id)).size).toBe(125);
    for (const { author, licence } of glTransitions) {
      expect(author).toBeTruthy();
      expect(licence).toMatch(/MIT|BSD/);
    }
  });

  it('exposes every uniform of every body', () => {
    for (const { name, glsl } of bodies) {
      const definition = glTransitions.find(({ id }) => id === `gl-${name}`);
      const declared = [...glsl.matchAll(/^[ \t]*uniform\s+\w+\s+(\w+)/gm)].map((match) => match[1]);
      const exposed = [...Object.keys(definition?.params ?? {}), ...Object.keys(definition?.textures ?? {})];
      expect(exposed.toSorted(), name).toEqual(declared.toSorted());
    }
  });

  it('has right what the package’s own metadata loses', () => {
    const paramsOf = (id: string) => glTransitions.find((definition) => definition.id === id)?.params;
    expect(paramsOf('gl-burn')?.['color']).toMatchObject({ type: 'color', default: [0.9, 0.4, 0.2] });
    expect(paramsOf('gl-luminance_melt')?.['direction']).toMatchObject({ type: 'bool', default: true });
    expect(paramsOf('gl-perlin')?.['seed']?.default).toBe(12.9898);
  });

  it('gives the two that read a picture one', () => {
    const withPictures = glTransitions.filter(({ textures }) => textures !== undefined);
    expect(withPictures.map(({ id }) => id)).toEqual(['gl-displacement', 'gl-luma']);
    const picture = withPictures[0]?.textures?.['displacementMap'];
    const pixels = picture?.rgba() ?? new Uint8Array();
    expect(pixels).toHaveLength(128 * 128 * 4);
    expect(Buffer.compare(pixels, picture?.rgba() ?? new Uint8Array())).toBe(0);
    const greys = new Set(pixels.filter((_, index) => index % 4 === 0));
    expect(greys.size).toBe(256);
  });
});

it('names parameters as a person would', () => {
  expect(wordsOf('uHotClr')).toBe('Hot colour');
  expect(wordsOf('zoom_quickness')).toBe('Zoom quickness');
  expect(wordsOf('colorSeparation')).toBe('Colour separation');
});

it('gives every number a range around its default', () => {
  for (const value of [-1, 0, 0.001, 0.5, 1, 2.5, 30, 200]) {
    const { min, max, step } = specOf({ name: 'amplitude', type: 'float', value, remark: '' });
    expect(min).toBeLessThanOrEqual(value);
    expect(max).toBeGreaterThanOrEqual(value);
    expect(step).toBeGreaterThan(0);
  }
  expect(specOf({ name: 'blocksize', type: 'float', value: 0.02, remark: '' }).min).toBeGreaterThan(0);
});
