// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {VectorTest} from "./VectorTest.sol";

/// @notice The signatures of tests/vectors/published/ecdsa-p256.json (NIST, RFC 6979, Wycheproof): the verifier in
/// Solidity takes the low form of each exactly when it is valid, and the high form never, like P256.cs.
contract P256VectorsTest is VectorTest {
    struct P256Vector {
        string name;
        bytes32 hash;
        bytes publicKey;
        bytes signature;
        bool valid;
    }

    string private constant TYPES = "P256Vector(string name,bytes32 hash,bytes publicKey,bytes signature,bool valid)";

    uint256 private constant ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551;

    function test_Signatures() public view {
        string memory json = readVectors("published/ecdsa-p256.json");
        uint256 count = vm.parseJsonUint(json, ".count");
        assertGt(count, 0, "vectors");
        for (uint256 i; i < count; ++i) {
            P256Vector memory vector = abi.decode(entryAt(json, ".vectors", i, TYPES), (P256Vector));
            (uint256 x, uint256 y) = abi.decode(vector.publicKey, (uint256, uint256));
            (uint256 r, uint256 s) = abi.decode(vector.signature, (uint256, uint256));
            uint256 other = s < ORDER ? ORDER - s : s;
            (uint256 low, uint256 high) = s < other ? (s, other) : (other, s);

            assertEq(_verify(vector.hash, r, low, x, y), vector.valid, vector.name);
            assertFalse(_verify(vector.hash, r, high, x, y), string.concat(vector.name, ", high s"));
        }
    }

    function _verify(bytes32 hash, uint256 r, uint256 s, uint256 x, uint256 y) private view returns (bool) {
        return _verifier.verify(hash, bytes32(r), bytes32(s), bytes32(x), bytes32(y));
    }
}
