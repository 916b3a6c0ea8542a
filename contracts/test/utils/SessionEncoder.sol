// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice Builds the bytes of docs/encoding.md for tests, field by field and independent of the libraries under test.
library SessionEncoder {
    struct Terms {
        uint32 epoch;
        uint8 features;
        uint8 keyType;
        address sessionKey;
        uint48 validAfter;
        uint48 expiresAt;
        uint8 laneBits;
        string nonceDomain;
        /// kind ‖ asset ‖ limit ‖ period each, see `budget`.
        bytes[] budgets;
        /// What the feature bits announce.
        bytes groups;
        uint48 grantDeadline;
        uint8 detailFlags;
        uint64 salt;
        bytes32 replaces;
        string label;
        string[] ids;
        /// See `leaf`.
        bytes[] leaves;
    }

    function budget(uint8 kind, address asset, uint128 limit, uint32 period) internal pure returns (bytes memory) {
        return abi.encodePacked(kind, asset, limit, period);
    }

    function rule(uint8 comparison, uint8 printForm, uint8 word, bytes32 value) internal pure returns (bytes memory) {
        uint8 head = printForm << 4 | comparison;
        return comparison == 7 ? abi.encodePacked(head, word) : abi.encodePacked(head, word, value);
    }

    function spendWord(uint8 budgetIndex, uint8 word) internal pure returns (bytes memory) {
        return abi.encodePacked(budgetIndex, word);
    }

    function spendFixed(uint8 budgetIndex, uint128 amount) internal pure returns (bytes memory) {
        return abi.encodePacked(budgetIndex | 0x80, amount);
    }

    /// @param maxValue wei; 0 leaves the field out.
    function leaf(address target, bytes4 selector, uint128 maxValue, bytes[] memory rules, bytes[] memory spends)
        internal
        pure
        returns (bytes memory result)
    {
        uint8 counts = uint8(spends.length << 4 | rules.length);
        result = maxValue == 0
            ? abi.encodePacked(target, selector, uint8(0), counts)
            : abi.encodePacked(target, selector, uint8(2), counts, maxValue);
        for (uint256 i = 0; i < rules.length; i++) {
            result = bytes.concat(result, rules[i]);
        }
        for (uint256 i = 0; i < spends.length; i++) {
            result = bytes.concat(result, spends[i]);
        }
    }

    /* GROUPS: add them in the order of their bits */

    function addTtl(Terms memory terms, uint32 ttl, uint16 maxRenewals) internal pure {
        _addGroup(terms, 0x01, abi.encodePacked(ttl, maxRenewals));
    }

    function addRenewer(Terms memory terms, address renewer) internal pure {
        _addGroup(terms, 0x02, abi.encodePacked(renewer));
    }

    function addIdleTimeout(Terms memory terms, uint32 idleTimeout) internal pure {
        _addGroup(terms, 0x04, abi.encodePacked(idleTimeout));
    }

    /// @param from Inclusive, seconds of the UTC day.
    /// @param to Exclusive.
    /// @param weekdays Monday = bit 0.
    function addSchedule(Terms memory terms, uint24 from, uint24 to, uint8 weekdays) internal pure {
        _addGroup(terms, 0x08, abi.encodePacked(from, to, weekdays));
    }

    function addPaymaster(Terms memory terms, address paymaster) internal pure {
        _addGroup(terms, 0x10, abi.encodePacked(paymaster));
    }

    function addGuard(Terms memory terms, address guard, uint128 usdLimit, uint32 usdPeriod, bytes32 feedsHash)
        internal
        pure
    {
        _addGroup(terms, 0x80, abi.encodePacked(guard, usdLimit, usdPeriod, feedsHash));
    }

    function _addGroup(Terms memory terms, uint8 feature, bytes memory group) private pure {
        terms.features |= feature;
        terms.groups = bytes.concat(terms.groups, group);
    }

    function core(Terms memory terms) internal pure returns (bytes memory result) {
        result = abi.encodePacked(
            terms.epoch, terms.features, terms.keyType, terms.sessionKey, terms.validAfter, terms.expiresAt
        );
        result = abi.encodePacked(
            result,
            terms.laneBits,
            uint8(terms.budgets.length),
            uint8(bytes(terms.nonceDomain).length),
            terms.nonceDomain
        );
        for (uint256 i = 0; i < terms.budgets.length; i++) {
            result = bytes.concat(result, terms.budgets[i]);
        }
        result = bytes.concat(result, terms.groups);
    }

    function details(Terms memory terms) internal pure returns (bytes memory result) {
        result = abi.encodePacked(terms.grantDeadline, terms.detailFlags, terms.salt);
        if (terms.detailFlags & 2 != 0) result = abi.encodePacked(result, terms.replaces);
        bytes[] memory ids = new bytes[](terms.ids.length);
        for (uint256 i = 0; i < ids.length; i++) {
            ids[i] = abi.encodePacked(uint8(bytes(terms.ids[i]).length), terms.ids[i]);
        }
        return abi.encodePacked(
            result, uint8(bytes(terms.label).length), terms.label, uint16(ids.length), join(ids, 0, ids.length)
        );
    }

    function packed(Terms memory terms) internal pure returns (bytes memory result) {
        return bytes.concat(core(terms), details(terms), join(terms.leaves, 0, terms.leaves.length));
    }

    /// @dev By halves: one after the other, a thousand parts would copy themselves out of memory.
    function join(bytes[] memory parts, uint256 from, uint256 to) internal pure returns (bytes memory) {
        if (from == to) return "";
        if (from + 1 == to) return parts[from];

        uint256 middle = (from + to) / 2;
        return bytes.concat(join(parts, from, middle), join(parts, middle, to));
    }

    function leafHash(bytes memory data) internal pure returns (bytes32) {
        return keccak256(abi.encodePacked(uint8(0), keccak256(data)));
    }

    function setLeafHash(bytes32 value) internal pure returns (bytes32) {
        return keccak256(abi.encodePacked(uint8(1), keccak256(abi.encode(value))));
    }

    function node(bytes32 a, bytes32 b) internal pure returns (bytes32) {
        return a < b ? keccak256(abi.encode(a, b)) : keccak256(abi.encode(b, a));
    }

    function capabilityRoot(Terms memory terms) internal pure returns (bytes32) {
        bytes32[] memory level = new bytes32[](terms.leaves.length);
        for (uint256 i = 0; i < level.length; i++) {
            level[i] = leafHash(terms.leaves[i]);
        }
        return root(level);
    }

    /// @dev By recursion on levels, unlike the library's loop in place.
    function root(bytes32[] memory level) internal pure returns (bytes32) {
        if (level.length == 1) return level[0];

        bytes32[] memory next = new bytes32[]((level.length + 1) / 2);
        for (uint256 i = 0; i < next.length; i++) {
            next[i] = 2 * i + 1 < level.length ? node(level[2 * i], level[2 * i + 1]) : level[2 * i];
        }
        return root(next);
    }

    /// @notice The proof of one leaf of a level.
    function proof(bytes32[] memory level, uint256 index) internal pure returns (bytes memory) {
        if (level.length == 1) return "";

        bytes32[] memory next = new bytes32[]((level.length + 1) / 2);
        for (uint256 i = 0; i < next.length; i++) {
            next[i] = 2 * i + 1 < level.length ? node(level[2 * i], level[2 * i + 1]) : level[2 * i];
        }
        uint256 sibling = index ^ 1;
        bytes memory here = sibling < level.length ? abi.encodePacked(level[sibling]) : bytes("");
        return bytes.concat(here, proof(next, index / 2));
    }

    function capabilityProof(Terms memory terms, uint256 index) internal pure returns (bytes memory) {
        bytes32[] memory level = new bytes32[](terms.leaves.length);
        for (uint256 i = 0; i < level.length; i++) {
            level[i] = leafHash(terms.leaves[i]);
        }
        return proof(level, index);
    }

    function sessionId(Terms memory terms, address module, address account, uint40 route)
        internal
        view
        returns (bytes32)
    {
        return keccak256(
            abi.encodePacked(
                block.chainid, module, account, route, core(terms), capabilityRoot(terms), keccak256(details(terms))
            )
        );
    }

    /// @notice The nonce of a session's lane, without its sequence.
    function nonce(Terms memory terms, uint256 shift, uint256 width, uint256 lane) internal pure returns (uint256) {
        uint256 bits = width - terms.laneBits;
        uint256 domain = uint256(keccak256(bytes(terms.nonceDomain))) >> (256 - bits);
        if (domain == 0) domain = 1;
        return domain << (shift + terms.laneBits) | lane << shift;
    }
}
