import { describe, expect, it } from 'vitest';
import { startCompanion, temporaryFolder } from './testing.ts';

const policyOf = (header: unknown) =>
  new Map(
    String(header)
      .split('; ')
      .map((rule) => [rule.split(' ')[0], rule.split(' ').slice(1)] as const),
  );

async function companionWithEverything() {
  const clientDir = await temporaryFolder({
    'index.html': '<!doctype html>',
    'assets/worker-abc.js': 'postMessage(1)',
  });
  const photosDir = await temporaryFolder({ 'a.jpg': 'jpeg' });
  return startCompanion({ clientDir, photosDir });
}

describe('every answer', () => {
  it.each([
    ['the page', '/', 'GET'],
    ['a worker script', '/assets/worker-abc.js', 'GET'],
    ['a photo', '/photos/a.jpg', 'GET'],
    ['the list', '/api/photos', 'GET'],
    ['the health answer', '/health', 'GET'],
    ['a missing file', '/nothing.js', 'GET'],
    ['an unknown API address', '/api/nothing', 'GET'],
    ['a refused method', '/', 'POST'],
    ['a broken address', '/%', 'GET'],
  ])('isolates: %s', async (_what, path, method) => {
    const { get } = await companionWithEverything();
    const { headers } = await get(path, {}, method);
    expect(headers).toMatchObject({
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
    expect(headers['permissions-policy']).toContain('microphone=(self)');
    expect(headers['permissions-policy']).toContain('screen-wake-lock=(self)');
    expect(headers['permissions-policy']).toContain('camera=()');
    expect(policyOf(headers['content-security-policy']).get('default-src')).toEqual(["'none'"]);
  });
});

describe('the Content-Security-Policy', () => {
  it('runs only our own scripts, without eval or inline code', async () => {
    const { get } = await companionWithEverything();
    const policy = policyOf((await get('/')).headers['content-security-policy']);
    expect(policy.get('script-src')).toEqual(["'self'", "'wasm-unsafe-eval'"]);
    expect(policy.get('worker-src')).toEqual(["'self'"]);
    expect(policy.get('style-src')).toEqual(["'self'"]);
    expect(policy.get('require-trusted-types-for')).toEqual(["'script'"]);
    expect(policy.get('trusted-types')).toEqual(['default', 'afterimage']);
    // Ours, with a policy of its own, and pages of others, in a sandbox without an origin.
    expect(policy.get('frame-src')).toEqual(["'self'", 'https:', 'http:']);
    for (const name of ['object-src', 'base-uri', 'form-action', 'frame-ancestors']) {
      expect(policy.get(name)).toEqual(["'none'"]);
    }
  });

  it('in development lets Vite work and still runs no inline script', async () => {
    const { get } = await startCompanion({ dev: true });
    const policy = policyOf((await get('/')).headers['content-security-policy']);
    expect(policy.get('connect-src')).toContain('ws:');
    expect(policy.get('style-src')).toContain("'unsafe-inline'");
    expect(policy.get('script-src')).not.toContain("'unsafe-inline'");
    expect(policy.has('require-trusted-types-for')).toBe(false);
  });

  it('locks an SVG photo into a sandbox', async () => {
    const photosDir = await temporaryFolder({ 'drawing.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>' });
    const { get } = await startCompanion({ photosDir });
    const { headers } = await get('/photos/drawing.svg');
    expect(headers['content-type']).toBe('image/svg+xml');
    const policy = policyOf(headers['content-security-policy']);
    expect(policy.has('sandbox')).toBe(true);
    expect(policy.get('default-src')).toEqual(["'none'"]);
    expect(policy.has('script-src')).toBe(false);
  });
});
