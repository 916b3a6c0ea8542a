// The term that has its place in the format and is not enforced by this version of the module.
import { ascii, keccak } from '../bytes.mjs'
import { guard, paymaster } from '../parties.mjs'
import { DAY, grant, maxUint } from './build.mjs'
import { everything, unlimited } from './life.mjs'

const usd = { guard, usdLimit: '25000000000', usdPeriod: DAY, feedsHash: keccak(ascii('feeds')) }
const guarded = (name, fields) => grant(name, { terms: ['guard'], ...fields })

export const guardCases = [
  guarded('a guard with a limit in USD', usd),
  guarded('a guard with the greatest limit in USD', { ...usd, usdLimit: maxUint(128), usdPeriod: 2 ** 32 - 1 }),
  guarded('every optional group with one paymaster', { ...everything, ...usd, paymaster }),
  guarded('every optional group with any paymaster, fees not limited', {
    ...everything, ...usd, ...unlimited, standard: 2,
  }),
]
