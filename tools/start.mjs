/**
 * `npm start`: from a fresh clone to a running show. Installs and builds only what is missing, then becomes the
 * companion in this very process. Needs Node and nothing else.
 */
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(
    `Afterimage needs Node 20.19 or newer; this is ${process.versions.node}. Install a newer one from nodejs.org.\n`,
  );
  process.exitCode = 1;
} else {
  const { start } = await import('./lib/start.mjs');
  await start();
}
