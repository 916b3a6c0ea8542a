// What viem sends for grantPermissions: reads { expiry, sessionKey, permission }, amounts of policies as decimal text;
// writes the request { method, params } as a wallet receives it.
import { text } from 'node:stream/consumers';
import { createWalletClient, custom } from 'viem';
import { grantPermissions } from 'viem/experimental';

const { expiry, sessionKey, permission } = JSON.parse(await text(process.stdin));
for (const { data } of permission.policies) {
  for (const name of Object.keys(data)) data[name] = BigInt(data[name]);
}

let received;
const transport = custom({
  request: async (request) => {
    received = request;
    return { expiry, grantedPermissions: [], permissionsContext: '0x' };
  },
});
const signer = { type: 'account', data: { id: sessionKey } };
await grantPermissions(createWalletClient({ transport }), { expiry, signer, permissions: [permission] });
process.stdout.write(JSON.stringify(received));
