// Hashes by viem: reads a JSON array of byte strings in hex, writes a JSON array of their keccak256 hashes.
import { text } from 'node:stream/consumers';
import { keccak256 } from 'viem';

const messages = JSON.parse(await text(process.stdin));
process.stdout.write(JSON.stringify(messages.map((message) => keccak256(message))));
