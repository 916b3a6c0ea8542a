// usage: node scripts/count-tests.mjs forge FILE.json | junit FILE.xml | trx FILE.trx | mutants FILE.log | checks FILE.log
// Prints "passed failed skipped" of one suite; names each failed test, and each skipped one with its reason, on standard
// error. An unreadable report counts as 0 0 0, which the caller refuses.
import { existsSync, readdirSync, readFileSync } from "node:fs";

const [kind, file] = process.argv.slice(2);
const counters = { forge: countForge, junit: countJunit, trx: countTrx, mutants: countMutants, checks: countChecks };

if (!(kind in counters) || file === undefined) {
  console.error("usage: node scripts/count-tests.mjs forge|junit|trx|mutants|checks FILE");
  process.exit(2);
}

const { passed, failed, skipped } = existsSync(file) ? counters[kind](readFileSync(file, "utf8")) : none();
console.log(`${passed} ${failed} ${skipped}`);

function none() {
  return { passed: 0, failed: 0, skipped: 0 };
}

function countForge(text) {
  const count = none();
  let suites;
  try {
    suites = JSON.parse(text);
  } catch {
    console.error(`    forge wrote no report: ${text.slice(0, 2_000)}`);
    return count;
  }
  for (const [suite, { test_results: results }] of Object.entries(suites)) {
    for (const [test, { status, reason }] of Object.entries(results)) {
      if (status === "Success") {
        count.passed++;
      } else if (status === "Skipped") {
        count.skipped++;
      } else {
        count.failed++;
        console.error(`    failed: ${suite} ${test}: ${reason}`);
      }
    }
  }
  return count;
}

function countJunit(text) {
  const count = none();
  for (const [, suite, cases] of text.matchAll(/<testsuite name="([^"]*)"([^]*?)<\/testsuite>/g)) {
    for (const [, name, rest] of cases.matchAll(/<testcase name="([^"]*)"([^]*?)<\/testcase>/g)) {
      const failure = /<(?:failure|error) ([^>]*?)\/?>/.exec(rest);
      if (failure !== null) {
        count.failed++;
        console.error(`    failed: ${suite} ${name}: ${failure[1]}`);
      } else if (rest.includes("<skipped")) {
        count.skipped++;
      } else {
        count.passed++;
      }
    }
  }
  return count;
}

function countTrx(text) {
  const counters = /<Counters ([^>]*)>/.exec(text)?.[1];
  if (counters === undefined) return none();
  const number = (name) => Number(new RegExp(`\\b${name}="(\\d+)"`).exec(counters)?.[1] ?? 0);

  // A skipped test is in the total but not among the executed; everything executed that did not pass has failed.
  const [total, executed, passed] = [number("total"), number("executed"), number("passed")];
  for (const [, attributes, rest] of text.matchAll(/<UnitTestResult ([^>]*[^/])>([^]*?)<\/UnitTestResult>/g)) {
    const outcome = /\boutcome="([^"]*)"/.exec(attributes)?.[1];
    if (outcome === "Passed") continue;
    const name = /\btestName="([^"]*)"/.exec(attributes)?.[1];
    const message = /<Message>([^<]*)<\/Message>/.exec(rest)?.[1] ?? "no reason given";
    const trace = outcome === "NotExecuted" ? "" : /<StackTrace>([^<]*)<\/StackTrace>/.exec(rest)?.[1] ?? "";
    console.error(`    ${outcome === "NotExecuted" ? "skipped" : "failed"}: ${name}: ${message}${trace && `\n${trace}`}`);
  }
  return { passed, failed: executed - passed, skipped: total - executed };
}

function countMutants(text) {
  const totals = /(\d+) killed, (\d+) survived, (\d+) broken\n$/.exec(text);
  if (totals === null) return none();
  for (const [line] of text.matchAll(/^(?:survived|broken) .*$/gm)) console.error(`    failed: ${line}`);

  const [killed, survived, broken] = totals.slice(1).map(Number);
  return { passed: killed, failed: survived + broken, skipped: 0 };
}

function countChecks(text) {
  const totals = /(\d+) passed, (\d+) failed, 0 skipped\n$/.exec(text);
  if (totals === null) return none();
  for (const [line] of text.matchAll(/^FAIL .*$/gm)) console.error(`    failed: ${line}`);

  const [passed, failed] = totals.slice(1).map(Number);
  return { passed, failed, skipped: 0 };
}
