/**
 * `npm run check`: every check, in the order in which they fail fastest. Goes on after a failure, so that one run
 * tells all, and ends with a table and `N passed, N failed`.
 *
 *   node tools/check.mjs [step …]    only these steps
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';

const bin = (name, ...args) => [process.execPath, [`node_modules/${name}`, ...args]];

const counts = {
  vitest: () => {
    const { numPassedTests, numFailedTests, numPendingTests, numTotalTestSuites, numFailedTestSuites } =
      read('.cache/vitest.json');
    return {
      passed: numPassedTests,
      failed: numFailedTests || (numTotalTestSuites === 0 ? 1 : numFailedTestSuites && !numFailedTests ? 1 : 0),
      skipped: numPendingTests,
    };
  },
  playwright: (report) => {
    const { suites, stats } = read(report);
    for (const title of flakyTitles(suites)) console.log(`Passed only at the second try: ${title}`);
    return { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped };
  },
};

const steps = [
  { name: 'format', run: bin('prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.') },
  { name: 'lint', run: bin('oxlint/bin/oxlint', '--deny-warnings') },
  { name: 'types', run: bin('typescript-native/bin/tsc', '-b') },
  { name: 'dependencies', run: [process.execPath, ['tools/check-deps.mjs']] },
  { name: 'words', run: [process.execPath, ['tools/check-words.mjs']] },
  {
    name: 'unit',
    run: bin(
      'vitest/vitest.mjs',
      'run',
      '--reporter=default',
      '--reporter=json',
      '--outputFile.json=.cache/vitest.json',
    ),
    count: counts.vitest,
    report: '.cache/vitest.json',
  },
  { name: 'build', run: [process.execPath, ['tools/build.mjs']] },
  { name: 'size', run: [process.execPath, ['tools/size-report.mjs']] },
  ...[
    ['scenes', '2'],
    ['e2e', '2'],
    ['alone', '1'],
  ].map(([name, workers]) => ({
    name,
    run: bin('playwright/cli.js', 'test', '--project', name, '--workers', workers),
    count: counts.playwright,
    report: `.cache/${name}.json`,
  })),
  { name: 'soak', run: [process.execPath, ['tools/soak.mjs', '--slides', '40', '--width', '640', '--height', '360']] },
];

function flakyTitles(suites = []) {
  return suites.flatMap(({ file, specs, suites: inner }) => [
    ...specs
      .filter(({ tests }) => tests.some(({ status }) => status === 'flaky'))
      .map(({ title }) => `${file} › ${title}`),
    ...flakyTitles(inner),
  ]);
}

function read(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}

function runStep({ name, run: [command, args], count, report }) {
  if (report) rmSync(report, { force: true });
  console.log(`\n── ${name} ${'─'.repeat(60 - name.length)}`);
  const start = Date.now();
  const { status } = spawnSync(command, args, {
    stdio: 'inherit',
    env: {
      ...process.env,
      ...(report && { AFTERIMAGE_REPORT: report }),
      FORCE_COLOR: process.env.CI ? '0' : (process.env.FORCE_COLOR ?? '1'),
    },
  });
  const seconds = ((Date.now() - start) / 1000).toFixed(1);
  let result = { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1, skipped: 0 };
  if (count && existsSync(report)) {
    const counted = count(report);
    // A runner that fails without a failing test (a crash, an unhandled error) has still failed.
    result = { ...counted, failed: status !== 0 && counted.failed === 0 ? 1 : counted.failed };
  }
  return { name, seconds, ...result };
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !steps.some((step) => step.name === name));
if (unknown.length > 0) {
  console.error(`There is no check called “${unknown[0]}”. There are: ${steps.map((step) => step.name).join(', ')}.`);
  process.exit(2);
}
const results = steps.filter(({ name }) => wanted.length === 0 || wanted.includes(name)).map(runStep);

console.log(
  `\n${'check'.padEnd(14)}${'passed'.padStart(8)}${'failed'.padStart(8)}${'skipped'.padStart(9)}${'seconds'.padStart(9)}`,
);
for (const { name, passed, failed, skipped, seconds } of results) {
  console.log(
    `${name.padEnd(14)}${String(passed).padStart(8)}${String(failed).padStart(8)}${String(skipped).padStart(9)}${seconds.padStart(9)}`,
  );
}
const sum = (key) => results.reduce((total, result) => total + result[key], 0);
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
process.exitCode = sum('failed') > 0 ? 1 : 0;
