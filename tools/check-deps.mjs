/** Runs the dependency rules. Fails when a rule is broken, and when nothing was looked at. */
import { createRequire } from 'node:module';
import { cruise } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';

const require = createRequire(import.meta.url);

/**
 * @param {string} baseDir the folder that holds `src`
 * @param {string[]} folders below it
 */
export async function cruiseProject(baseDir, folders) {
  const { forbidden, options } = require('../.dependency-cruiser.cjs');
  const { output } = await cruise(
    folders,
    { ...options, ruleSet: { forbidden }, validate: true, baseDir },
    options.enhancedResolveOptions,
    { tsConfig: extractTSConfig(new URL('../tsconfig.base.json', import.meta.url).pathname) },
  );
  const { totalCruised, violations } = output.summary;
  return { totalCruised, violations };
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const root = new URL('..', import.meta.url).pathname;
  const { totalCruised, violations } = await cruiseProject(root, ['src', 'server']);
  for (const { rule, from, to } of violations) console.error(`${rule.name}: ${from} → ${to}`);
  if (totalCruised < 20) console.error(`only ${totalCruised} modules were looked at: the rules did not run`);
  console.log(`dependency rules: ${totalCruised} modules, ${violations.length} violations`);
  process.exitCode = violations.length > 0 || totalCruised < 20 ? 1 : 0;
}
