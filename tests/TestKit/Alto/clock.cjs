// Preloaded into the bundler, which compares validity times with its own clock: shifts that clock by the milliseconds
// that stand in the file named by CLOCK_OFFSET_FILE, so that it moves together with the chain's.
"use strict";
const { readFileSync } = require("node:fs");

const file = process.env.CLOCK_OFFSET_FILE;
const now = Date.now.bind(Date);

Date.now = () => now() + Number(readFileSync(file, "utf8"));
