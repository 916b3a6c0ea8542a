// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Defaults} from "./Defaults.sol";
import {SessionEncoder} from "./SessionEncoder.sol";

/// @notice Terms that may be granted, made by many small choices out of a seed. With few values for each choice, two of
/// them are often nearly the same.
library RandomTerms {
    /// @notice Where choices come from.
    struct Source {
        uint256 seed;
        /// Number of the next choice.
        uint256 next;
        /// The choice that is made another way; those behind it are as they were.
        uint256 changed;
    }

    address private constant TOKEN = address(0x70ce0001);
    address private constant TARGETS = address(0x7a460000);

    /// @param changed Which choice is made another way; the maximum: none.
    function make(uint256 seed, uint256 changed) internal pure returns (SessionEncoder.Terms memory terms) {
        Source memory source = Source({seed: seed, next: 0, changed: changed});
        terms.epoch = uint32(_pick(source, 3));
        terms.sessionKey = address(uint160(1000 + _pick(source, 2)));
        terms.validAfter = uint48(Defaults.NOW + _pick(source, 2));
        terms.expiresAt = uint48(Defaults.NOW + 1 days + _pick(source, 2));
        terms.laneBits = uint8(_pick(source, 3));
        terms.nonceDomain = _name(source, true);
        terms.grantDeadline = uint48(Defaults.NOW + 1 hours + _pick(source, 2));
        terms.salt = uint64(_pick(source, 3));
        terms.label = _name(source, false);
        _makeBudgets(source, terms);
        _makeFees(source, terms);

        uint256 count = 1 + _pick(source, 3);
        terms.ids = new string[](count);
        terms.leaves = new bytes[](count);
        for (uint256 i = 0; i < count; i++) {
            terms.ids[i] = _name(source, true);
            terms.leaves[i] = _leaf(source, address(uint160(TARGETS) + uint160(2 * i + _pick(source, 2))));
        }
    }

    /// @dev The first budget is on the token, the second on native value: spends and values point there.
    function _makeBudgets(Source memory source, SessionEncoder.Terms memory terms) private pure {
        terms.budgets = new bytes[](2 + _pick(source, 2));
        address[3] memory assets = [TOKEN, address(0), address(1)];
        if (_pick(source, 2) == 1) assets[2] = TOKEN;
        for (uint256 i = 0; i < terms.budgets.length; i++) {
            uint8 kind = uint8(_pick(source, 2));
            uint32 period = kind == 0 ? 0 : uint32(600 + _pick(source, 2));
            terms.budgets[i] = SessionEncoder.budget(kind, assets[i], uint128(_pick(source, 3)), period);
        }
    }

    /// @dev Paid by anybody's leave: not limited, by one paymaster, or both; by the account or any paymaster, not limited.
    function _makeFees(Source memory source, SessionEncoder.Terms memory terms) private pure {
        uint8[4] memory features = [0x40, 0x60, 0x10, 0x50];
        terms.features = features[_pick(source, 4)];
        if (terms.features & 0x10 != 0) terms.groups = abi.encodePacked(address(uint160(2000 + _pick(source, 2))));
    }

    function _leaf(Source memory source, address target) private pure returns (bytes memory) {
        bytes4[4] memory selectors = [bytes4(0), bytes4(0xa9059cbb), bytes4(0x12345678), bytes4(0xa9059cbc)];
        bytes4 selector = selectors[_pick(source, 4)];
        uint128 maxValue = uint128(_pick(source, 3));

        bytes[] memory rules = new bytes[](_pick(source, 3));
        for (uint256 i = 0; i < rules.length; i++) {
            rules[i] = _rule(source);
        }
        bytes[] memory spends = new bytes[](_pick(source, 3));
        for (uint256 i = 0; i < spends.length; i++) {
            uint8 number = uint8(1 + _pick(source, 2));
            spends[i] =
                _pick(source, 2) == 0 ? SessionEncoder.spendWord(0, number) : SessionEncoder.spendFixed(0, number);
        }
        return SessionEncoder.leaf(target, selector, maxValue, rules, spends);
    }

    function _rule(Source memory source) private pure returns (bytes memory) {
        uint8[6] memory comparisons = [0, 1, 2, 3, 6, 7];
        uint8 comparison = comparisons[_pick(source, 6)];
        uint8 form = uint8(_pick(source, 3));
        if (comparison == 6) form = 2;
        if (comparison == 7) form = 1;
        return SessionEncoder.rule(comparison, form, uint8(_pick(source, 2)), bytes32(_pick(source, 3)));
    }

    function _name(Source memory source, bool required) private pure returns (string memory) {
        string[5] memory names = ["", "none", "1", "12", "a-b"];
        return required ? names[1 + _pick(source, 4)] : names[_pick(source, 5)];
    }

    /// @return A number below the limit.
    function _pick(Source memory source, uint256 limit) private pure returns (uint256) {
        uint256 choice = uint256(keccak256(abi.encode(source.seed, source.next)));
        if (source.next == source.changed) choice++;
        source.next++;
        return choice % limit;
    }
}
