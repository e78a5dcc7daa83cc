/**
 * The page runs under `require-trusted-types-for 'script'`. Workers and the service worker are the only
 * script addresses made at run time, so the default policy lets this origin's own scripts through and
 * refuses HTML and script text altogether.
 */
interface TrustedTypesFactory {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): unknown;
}

export function installTrustedTypes(scope: object, origin: string): void {
  try {
    (scope as { trustedTypes?: TrustedTypesFactory }).trustedTypes?.createPolicy('default', {
      createScriptURL(url) {
        const target = new URL(url, origin);
        if (target.origin === origin) return url;
        throw new TypeError(`Afterimage does not load scripts from ${target.origin}`);
      },
    });
  } catch {
    // Another default policy is in place (an extension, a test): ours is not needed then.
  }
}
