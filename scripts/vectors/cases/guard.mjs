// Sessions that name a guard.
import { ascii, keccak } from '../bytes.mjs'
import { guard, paymaster } from '../parties.mjs'
import { DAY, grant, maxUint } from './build.mjs'
import { everything, unlimited } from './life.mjs'

const usd = { guard, usdLimit: '25000000000', usdPeriod: DAY, feedsHash: keccak(ascii('feeds')) }

export const guardCases = [
  grant('a guard with a limit in USD', usd),
  grant('a guard with the greatest limit in USD', { ...usd, usdLimit: maxUint(128), usdPeriod: 2 ** 32 - 1 }),
  grant('every optional group with one paymaster', { ...everything, ...usd, paymaster }),
  grant('every optional group with any paymaster, fees not limited', {
    ...everything, ...usd, ...unlimited, standard: 2,
  }),
]
