// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Test} from "./Test.sol";

/// @notice The struct hash of a grant in the plainest way: read byte by byte from docs/encoding.md §1, hashed by
/// abi.encode and by the type strings of §2.
abstract contract PlainTypedGrant is Test {
    string private constant BUDGET =
        "Budget(uint8 budget,address budgetAsset,uint128 budgetLimit,uint8 budgetKind,uint32 budgetPeriod)";
    string private constant CAPABILITY = "Capability(uint16 capability,string capabilityId,address target,bytes4 selector,uint8 ruleCount,"
        "Rule[] rules,uint8 spendCount,Spend[] spends,uint128 maxValue,bool essential)";
    string private constant RULE = "Rule(uint8 rule,uint8 ruleWord,uint8 comparison,uint8 printForm,bytes32 ruleValue)";
    string private constant SPEND =
        "Spend(uint8 spend,address spendAsset,bool fixedAmount,uint8 spendWord,uint128 spendAmount)";
    string private constant GRANT = "SessionGrant(address account,uint32 epoch,uint40 route,address sessionKey,uint8 keyType,"
        "uint48 validAfter,uint48 expiresAt,uint32 ttl,uint16 maxRenewals,address renewer,uint32 idleTimeout,"
        "uint24 scheduleFrom,uint24 scheduleTo,uint8 weekdays,string nonceDomain,uint8 laneBits,"
        "bool anyPaymaster,address paymaster,bool feesUnlimited,address guard,uint128 usdLimit,"
        "uint32 usdPeriod,bytes32 feedsHash,uint8 budgetCount,Budget[] budgets,uint16 capabilityCount,"
        "Capability[] capabilities,bytes32 replaces,string label,bool tokenNames,uint48 grantDeadline," "uint64 salt)";

    /// @dev What was read of the terms so far, and the fields that stand elsewhere in the struct.
    struct Reader {
        bytes terms;
        uint256 position;
        address[] assets;
    }

    /// @notice The EIP-712 digest under a module's domain on this chain.
    function plainGrantDigest(address module, address account, uint40 route, bytes memory terms)
        internal
        view
        returns (bytes32)
    {
        return plainDigest(module, plainGrant(account, route, terms));
    }

    function plainDigest(address module, bytes32 structHash) internal view returns (bytes32) {
        bytes32 kind = keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
        bytes32 domain = keccak256(abi.encode(kind, keccak256("SessionKeys"), keccak256("1"), block.chainid, module));
        return keccak256(abi.encodePacked(hex"1901", domain, structHash));
    }

    function plainGrant(address account, uint40 route, bytes memory terms) internal pure returns (bytes32) {
        Reader memory reader;
        reader.terms = terms;
        bytes memory fields = abi.encode(
            keccak256(bytes(string.concat(GRANT, BUDGET, CAPABILITY, RULE, SPEND))), account, _uint(reader, 4), route
        );
        fields = bytes.concat(fields, _core(reader), _details(reader));
        assertEq(reader.position, terms.length, "the plain reader comes to the end");
        return keccak256(fields);
    }

    /// @dev From `sessionKey` to `budgets`.
    function _core(Reader memory reader) private pure returns (bytes memory fields) {
        uint256 features = _uint(reader, 1);
        uint256 keyType = _uint(reader, 1);
        fields = abi.encode(_uint(reader, 20), keyType, _uint(reader, 6), _uint(reader, 6));
        uint256 laneBits = _uint(reader, 1);
        uint256 budgetCount = _uint(reader, 1);
        bytes32 domain = keccak256(_bytes(reader, _uint(reader, 1)));
        bytes32 budgets = _budgets(reader, budgetCount);
        bool paymaster = features & 0x10 != 0;

        fields = bytes.concat(fields, _group(reader, features, 0x01, [uint256(4), 2, 0, 0]));
        fields = bytes.concat(fields, _group(reader, features, 0x02, [uint256(20), 0, 0, 0]));
        fields = bytes.concat(fields, _group(reader, features, 0x04, [uint256(4), 0, 0, 0]));
        fields = bytes.concat(fields, _group(reader, features, 0x08, [uint256(3), 3, 1, 0]));
        fields = bytes.concat(fields, abi.encode(domain, laneBits, features & 0x20 != 0));
        fields = bytes.concat(fields, abi.encode(paymaster ? _uint(reader, 20) : 0, features & 0x40 != 0));
        fields = bytes.concat(fields, _group(reader, features, 0x80, [uint256(20), 16, 4, 32]));
        return bytes.concat(fields, abi.encode(budgetCount, budgets));
    }

    /// @dev One word for each field of a group, given their sizes; zeros if the group is absent.
    function _group(Reader memory reader, uint256 features, uint256 bit, uint256[4] memory sizes)
        private
        pure
        returns (bytes memory fields)
    {
        for (uint256 i; i < 4 && sizes[i] != 0; ++i) {
            fields = bytes.concat(fields, abi.encode(features & bit == 0 ? 0 : _uint(reader, sizes[i])));
        }
    }

    function _budgets(Reader memory reader, uint256 count) private pure returns (bytes32) {
        reader.assets = new address[](count);
        bytes32[] memory hashes = new bytes32[](count);
        for (uint256 i; i < count; ++i) {
            uint256 kind = _uint(reader, 1);
            reader.assets[i] = address(uint160(_uint(reader, 20)));
            uint256 limit = _uint(reader, 16);
            bytes32 typeHash = keccak256(bytes(BUDGET));
            hashes[i] = keccak256(abi.encode(typeHash, i + 1, reader.assets[i], limit, kind, _uint(reader, 4)));
        }
        return keccak256(abi.encodePacked(hashes));
    }

    /// @dev From `capabilityCount` to the end.
    function _details(Reader memory reader) private pure returns (bytes memory) {
        uint256 deadline = _uint(reader, 6);
        uint256 flags = _uint(reader, 1);
        uint256 salt = _uint(reader, 8);
        uint256 replaces = flags & 2 == 0 ? 0 : _uint(reader, 32);
        bytes32 label = keccak256(_bytes(reader, _uint(reader, 1)));
        bytes32[] memory ids = new bytes32[](_uint(reader, 2));
        for (uint256 i; i < ids.length; ++i) {
            ids[i] = keccak256(_bytes(reader, _uint(reader, 1)));
        }
        bytes32[] memory hashes = new bytes32[](ids.length);
        for (uint256 i; i < ids.length; ++i) {
            hashes[i] = _capability(reader, i + 1, ids[i]);
        }
        bytes32 capabilities = keccak256(abi.encodePacked(hashes));
        return abi.encode(ids.length, capabilities, replaces, label, flags & 1 != 0, deadline, salt);
    }

    function _capability(Reader memory reader, uint256 ordinal, bytes32 id) private pure returns (bytes32) {
        bytes memory fields = abi.encode(keccak256(bytes(string.concat(CAPABILITY, RULE, SPEND))), ordinal, id);
        fields = bytes.concat(fields, abi.encode(_uint(reader, 20), bytes4(uint32(_uint(reader, 4)))));
        uint256 flags = _uint(reader, 1);
        uint256 counts = _uint(reader, 1);
        uint256 maxValue = flags & 2 == 0 ? 0 : _uint(reader, 16);
        fields = bytes.concat(fields, abi.encode(counts % 16, _rules(reader, counts % 16)));
        fields = bytes.concat(fields, abi.encode(counts / 16, _spends(reader, counts / 16)));
        return keccak256(bytes.concat(fields, abi.encode(maxValue, flags & 1 != 0)));
    }

    function _rules(Reader memory reader, uint256 count) private pure returns (bytes32) {
        bytes32[] memory hashes = new bytes32[](count);
        for (uint256 i; i < count; ++i) {
            uint256 head = _uint(reader, 1);
            uint256 word = _uint(reader, 1);
            uint256 value = head % 16 == 7 ? 0 : _uint(reader, 32);
            hashes[i] = keccak256(abi.encode(keccak256(bytes(RULE)), i + 1, word, head % 16, head / 16, value));
        }
        return keccak256(abi.encodePacked(hashes));
    }

    function _spends(Reader memory reader, uint256 count) private pure returns (bytes32) {
        bytes32[] memory hashes = new bytes32[](count);
        for (uint256 i; i < count; ++i) {
            uint256 head = _uint(reader, 1);
            bool isFixed = head >= 128;
            uint256 word = isFixed ? 0 : _uint(reader, 1);
            uint256 amount = isFixed ? _uint(reader, 16) : 0;
            address asset = reader.assets[head % 128];
            hashes[i] = keccak256(abi.encode(keccak256(bytes(SPEND)), i + 1, asset, isFixed, word, amount));
        }
        return keccak256(abi.encodePacked(hashes));
    }

    function _uint(Reader memory reader, uint256 size) private pure returns (uint256 value) {
        for (uint256 i; i < size; ++i) {
            value = value * 256 + uint8(reader.terms[reader.position++]);
        }
    }

    function _bytes(Reader memory reader, uint256 length) private pure returns (bytes memory result) {
        result = new bytes(length);
        for (uint256 i; i < length; ++i) {
            result[i] = reader.terms[reader.position++];
        }
    }
}
