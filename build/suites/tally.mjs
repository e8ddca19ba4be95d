// @ts-check
/** Counts of what passed, and how test runners' JSON reports become counts. */
import { readFileSync } from 'node:fs';

/**
 * @typedef {object} Tally
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 */

/** @returns {Tally} */
export const nothing = () => ({ passed: 0, failed: 0, skipped: 0 });

/** @param {readonly Tally[]} tallies @returns {Tally} */
export function sum(tallies) {
  const total = nothing();
  for (const one of tallies) {
    total.passed += one.passed;
    total.failed += one.failed;
    total.skipped += one.skipped;
  }
  return total;
}

/** @param {Tally} tally */
export function sentence(tally) {
  return `${tally.passed} passed, ${tally.failed} failed${tally.skipped > 0 ? `, ${tally.skipped} skipped` : ''}`;
}

/** @param {string} file @returns {any} null when there is no report */
function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

/**
 * vitest's report. A file that could not be loaded has no tests in it and is one failure; so is a bad exit without any.
 * @param {string} file
 * @param {number} exitCode
 * @returns {Tally}
 */
export function tallyVitest(file, exitCode) {
  const report = readReport(file);
  if (!report) return { ...nothing(), failed: 1 };
  const brokenFiles = report.testResults.filter(
    (/** @type {any} */ suite) =>
      suite.status === 'failed' && !suite.assertionResults.some((/** @type {any} */ one) => one.status === 'failed'),
  ).length;
  const failed = report.numFailedTests + brokenFiles;
  return {
    passed: report.numPassedTests,
    failed: exitCode !== 0 && failed === 0 ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/**
 * Playwright's report.
 * @param {string} file
 * @param {number} exitCode
 * @returns {Tally}
 */
export function tallyPlaywright(file, exitCode) {
  const stats = readReport(file)?.stats;
  if (!stats) return { ...nothing(), failed: 1 };
  const failed = stats.unexpected;
  return { passed: stats.expected + stats.flaky, failed: exitCode !== 0 && failed === 0 ? 1 : failed, skipped: stats.skipped };
}
