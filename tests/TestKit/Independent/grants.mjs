// What viem's hashing makes of packed grants: reads a JSON array of { chainId, module, account, route, core, details,
// leaves, sets }, writes a JSON array of { capabilityRoot, setRoots, sessionId } in the same order.
import { text } from 'node:stream/consumers';
import { concat, keccak, uint } from '../../../scripts/vectors/bytes.mjs';
import { capabilityLeaf, root, setRoot } from '../../../scripts/vectors/merkle.mjs';

const hashes = ({ chainId, module, account, route, core, details, leaves, sets }) => {
  const capabilityRoot = root(leaves.map(capabilityLeaf));
  const context = [uint(chainId, 32), module, account, uint(route, 5)];
  const sessionId = keccak(concat([...context, core, capabilityRoot, keccak(details)]));
  return { capabilityRoot, setRoots: sets.map(setRoot), sessionId };
};

process.stdout.write(JSON.stringify(JSON.parse(await text(process.stdin)).map(hashes)));
