// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {VectorTest} from "./VectorTest.sol";
import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";

/// @notice The grants of tests/vectors/grants.json: what Solidity reads of them.
abstract contract GrantVectorReader is VectorTest {
    struct GrantInput {
        uint256 chainId;
        address module;
        address account;
        uint40 route;
        uint32 epoch;
        uint48 validAfter;
        uint48 expiresAt;
        uint32 ttl;
        bytes32 replaces;
        uint48 grantDeadline;
    }

    /// @notice What a token of a budget says of itself; only of grants with token names.
    struct TokenVector {
        address token;
        string symbol;
        uint8 decimals;
    }

    struct LeafVector {
        bytes leaf;
        bytes32 hash;
    }

    struct ProofVector {
        uint256 index;
        bytes32[] proof;
    }

    struct GrantVector {
        string name;
        GrantInput input;
        bytes core;
        bytes details;
        bytes capabilities;
        LeafVector[] leaves;
        ProofVector[] proofs;
        bytes32 capabilityRoot;
        bytes32 sessionId;
        bytes32 domainSeparator;
        bytes32 digest;
        bytes typedSignature;
        TokenVector[] tokens;
        string text;
        bool textFits;
        bytes32 textDigest;
        bytes textSignature;
    }

    string private constant TYPES = "GrantVector(string name,GrantInput input,bytes core,bytes details,"
        "bytes capabilities,LeafVector[] leaves,ProofVector[] proofs,bytes32 capabilityRoot,bytes32 sessionId,"
        "bytes32 domainSeparator,bytes32 digest,bytes typedSignature,TokenVector[] tokens,string text,bool textFits,"
        "bytes32 textDigest,bytes textSignature)"
        "GrantInput(uint256 chainId,address module,address account,uint40 route,uint32 epoch,uint48 validAfter,"
        "uint48 expiresAt,uint32 ttl,bytes32 replaces,uint48 grantDeadline)" "LeafVector(bytes leaf,bytes32 hash)"
        "ProofVector(uint256 index,bytes32[] proof)" "TokenVector(address token,string symbol,uint8 decimals)";

    function grantCount(string memory json) internal pure returns (uint256) {
        return vm.parseJsonUint(json, ".count");
    }

    function grantAt(string memory json, uint256 index) internal pure returns (GrantVector memory) {
        return abi.decode(entryAt(json, ".grants", index, TYPES), (GrantVector));
    }

    /// @notice Makes the tokens of a grant with token names answer as the vector says.
    function mockTokens(GrantVector memory vector) internal {
        for (uint256 i; i < vector.tokens.length; ++i) {
            TokenVector memory token = vector.tokens[i];
            vm.mockCall(token.token, abi.encodeCall(IERC20Metadata.symbol, ()), abi.encode(token.symbol));
            vm.mockCall(token.token, abi.encodeCall(IERC20Metadata.decimals, ()), abi.encode(token.decimals));
        }
    }

    function packedTerms(GrantVector memory vector) internal pure returns (bytes memory) {
        return bytes.concat(vector.core, vector.details, vector.capabilities);
    }
}
