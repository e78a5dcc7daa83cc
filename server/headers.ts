/**
 * The headers every response carries. They isolate the page (COOP, COEP, CORP: needed for `SharedArrayBuffer`),
 * and decide what it may load and use. Worker scripts need the same headers as the page, so there is one set for all.
 *
 * `dev` loosens only what Vite's development client needs: inline styles, its web socket, and no Trusted Types.
 */
import type { ServerResponse } from 'node:http';

const directives = {
  'default-src': "'none'",
  'script-src': "'self' 'wasm-unsafe-eval'",
  'worker-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self' blob: data: https: http:",
  'media-src': "'self' blob: https: http:",
  'font-src': "'self'",
  'connect-src': "'self' https: http: blob: data:",
  'manifest-src': "'self'",
  // MilkDrop's frame is ours. The widget “Web page”: only what somebody allowed and wrote down, sandboxed and without
  // credentials (decision 21).
  'frame-src': "'self' https: http:",
  'object-src': "'none'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
} as const;

const trustedTypes = {
  'require-trusted-types-for': "'script'",
  'trusted-types': 'default afterimage',
} as const;

const devDirectives = {
  ...directives,
  'worker-src': "'self' blob:",
  'style-src': "'self' 'unsafe-inline'",
  'connect-src': `${directives['connect-src']} ws: wss:`,
} as const;

/** An SVG photo opened by itself runs no script, loads nothing and has no origin. */
export const svgPolicy = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/**
 * The frame that draws MilkDrop: its presets become code, and that is all they may do. No network, no files, no origin.
 * The first part is written into the document too, for hosts that send no headers.
 */
export const frameDocumentPolicy =
  "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval'; style-src 'unsafe-inline'; img-src data:";
export const framePolicy = `sandbox allow-scripts; ${frameDocumentPolicy}; base-uri 'none'; form-action 'none'; frame-ancestors 'self'`;

const allowed = [
  'autoplay',
  'display-capture',
  'fullscreen',
  'microphone',
  'picture-in-picture',
  'screen-wake-lock',
  'window-management',
];

const denied = [
  'accelerometer',
  'browsing-topics',
  'camera',
  'geolocation',
  'gyroscope',
  'hid',
  'idle-detection',
  'magnetometer',
  'midi',
  'payment',
  'publickey-credentials-get',
  'serial',
  'usb',
  'xr-spatial-tracking',
];

function contentSecurityPolicy(dev: boolean): string {
  const rules = dev ? devDirectives : { ...directives, ...trustedTypes };
  return Object.entries(rules)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ');
}

function permissionsPolicy(): string {
  return [...allowed.map((name) => `${name}=(self)`), ...denied.map((name) => `${name}=()`)].join(', ');
}

export function securityHeaders(options: { dev: boolean }): Readonly<Record<string, string>> {
  return {
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Permissions-Policy': permissionsPolicy(),
    'Content-Security-Policy': contentSecurityPolicy(options.dev),
  };
}

export function setHeaders(res: ServerResponse, headers: Readonly<Record<string, string | number>>): void {
  for (const [name, value] of Object.entries(headers)) res.setHeader(name, value);
}
