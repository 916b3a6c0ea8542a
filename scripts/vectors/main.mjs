// Writes tests/vectors/*.json; with --check it compares instead and fails on a difference.
import { readFileSync, writeFileSync } from 'node:fs'
import * as calldata from './calldata.mjs'
import * as controls from './controls.mjs'
import * as feeds from './feeds.mjs'
import * as grants from './grants.mjs'
import * as nonceDomains from './nonce-domains.mjs'
import * as refusals from './refusals.mjs'
import * as revocations from './revocations.mjs'
import * as segments from './segments.mjs'
import * as transactions from './transactions.mjs'
import * as userop from './userop.mjs'
import * as useropV06 from './userop-v06.mjs'

const vectors = [
  grants, revocations, controls, segments, nonceDomains, calldata, userop, useropV06, refusals, feeds,
  transactions,
]
const MAX_BYTES = 2 ** 20
const folder = new URL('../../tests/vectors/', import.meta.url)
const check = process.argv[2] === '--check'
if (process.argv.length > (check ? 3 : 2)) {
  console.error('usage: scripts/vectors.sh [--check]')
  process.exit(2)
}

const current = (path) => {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (error.code === 'ENOENT') return undefined
    throw error
  }
}

let differences = 0
for (const { file, build } of vectors) {
  const path = new URL(file, folder)
  const text = `${JSON.stringify(await build(), null, 1)}\n`
  if (Buffer.byteLength(text) >= MAX_BYTES) throw new Error(`${file} has ${MAX_BYTES} bytes or more`)
  if (!check) {
    writeFileSync(path, text)
    console.log(`tests/vectors/${file}: ${Buffer.byteLength(text)} bytes`)
  } else if (current(path) !== text) {
    differences++
    console.error(`tests/vectors/${file} is not what scripts/vectors.sh writes; run it and commit the result`)
  }
}
process.exit(differences === 0 ? 0 : 1)
