/** The browser tests look at the build: a stale one would prove nothing. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export default function globalSetup(): void {
  const built = fileURLToPath(new URL('../../dist/server/main.js', import.meta.url));
  if (!existsSync(built)) throw new Error('There is no build to test. Run “npm run build” first.');
}
