// tests/vectors/feeds.json: lists of price feeds, by viem and the committed ABI of the guard.
import { readFileSync } from 'node:fs'
import { encodeAbiParameters, encodeErrorResult, encodeFunctionData } from 'viem'
import { keccak, zeroAddress } from './bytes.mjs'
import { secondToken, thirdToken, token } from './parties.mjs'
import { random } from './random.mjs'

const MAX_FEEDS = 64
const MAX_SECONDS = 2 ** 32 - 1
const MAX_ADDRESS = `0x${'ff'.repeat(20)}`

const abi = JSON.parse(readFileSync(new URL('../../contracts/abi/SessionExecutionGuard.json', import.meta.url)))
const { inputs } = abi.find(({ type, name }) => type === 'function' && name === 'registerFeeds')

const numbers = random('price feeds')
const feed = (asset, assetDecimals, changes) =>
  ({ asset, assetDecimals, aggregator: numbers.address(), maxAge: 3_900, ...changes })
const native = (changes) => feed(zeroAddress, 18, changes)
const priced = (changes) => feed(token, 6, changes)
const uptime = { uptimeFeed: numbers.address(), uptimeGrace: 3_600 }

/** Any tokens, in the order of their addresses. */
const tokens = (count) => Array.from({ length: count }, () => numbers.address()).sort()
  .map((asset) => feed(asset, numbers.below(37), { maxAge: 1 + numbers.below(MAX_SECONDS) }))

const list = (name, feeds, terms) => ({ name, uptimeFeed: zeroAddress, uptimeGrace: 0, feeds, ...terms })
const accepted = [
  list('native alone', [native()]),
  list('one token', [priced()]),
  list('native and tokens', [native(), priced(), feed(secondToken, 0), feed(thirdToken, 36)]),
  list('the sequencer must be up', [native(), priced()], uptime),
  list('the sequencer must be up, without grace', [priced()], { ...uptime, uptimeGrace: 0 }),
  list('the greatest of everything', [priced({ aggregator: MAX_ADDRESS, maxAge: MAX_SECONDS })], {
    uptimeFeed: MAX_ADDRESS, uptimeGrace: MAX_SECONDS,
  }),
  list('the smallest age', [priced({ maxAge: 1 })]),
  list('the last address', [native(), feed(MAX_ADDRESS, 18)]),
  list('as many feeds as there may be', tokens(MAX_FEEDS), uptime),
  ...[2, 3, 7, 20].map((count) => list(`${count} random feeds`, tokens(count), uptime)),
]

const invalidList = (count) =>
  encodeErrorResult({ abi, errorName: 'FeedListInvalid', args: [BigInt(count), BigInt(MAX_FEEDS)] })
const invalidFeed = (index) => encodeErrorResult({ abi, errorName: 'FeedInvalid', args: [BigInt(index)] })
const refused = [
  { ...list('no feeds', []), refusal: invalidList(0) },
  { ...list('one feed too many', tokens(MAX_FEEDS + 1)), refusal: invalidList(MAX_FEEDS + 1) },
  { ...list('a grace without uptime feed', [priced()], { uptimeGrace: 1 }), refusal: invalidList(1) },
  { ...list('an asset twice', [native(), priced(), priced()]), refusal: invalidFeed(2) },
  { ...list('native twice', [native(), native()]), refusal: invalidFeed(1) },
  { ...list('no aggregator', [native(), priced({ aggregator: zeroAddress })]), refusal: invalidFeed(1) },
  { ...list('no age', [native({ maxAge: 0 })]), refusal: invalidFeed(0) },
  { ...list('native with 17 decimals', [native({ assetDecimals: 17 })]), refusal: invalidFeed(0) },
  { ...list('native with 19 decimals', [native({ assetDecimals: 19 })]), refusal: invalidFeed(0) },
  { ...list('a token with 37 decimals', [feed(token, 37)]), refusal: invalidFeed(0) },
]

const vector = ({ name, refusal, ...list }) => ({
  name,
  ...list,
  feedCount: list.feeds.length,
  feedsHash: keccak(encodeAbiParameters(inputs, [list])),
  callData: encodeFunctionData({ abi, functionName: 'registerFeeds', args: [list] }),
  refusal: refusal ?? '0x',
})

export const file = 'feeds.json'

export async function build() {
  const lists = [...accepted, ...refused].map(vector)
  return {
    about: 'Lists of price feeds, their hash and the call that registers them; refusal: what the guard reverts with.',
    count: lists.length,
    lists,
  }
}
