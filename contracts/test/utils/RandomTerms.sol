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

    /// Must say its name when it is asked.
    address internal constant TOKEN = address(0x70ce0001);
    address private constant TARGETS = address(0x7a460000);

    /// @param changed Which choice is made another way; the maximum: none.
    function make(uint256 seed, uint256 changed) internal pure returns (SessionEncoder.Terms memory terms) {
        Source memory source = Source({seed: seed, next: 0, changed: changed});
        terms.epoch = uint32(_pick(source, 3));
        terms.keyType = uint8(_pick(source, 2));
        terms.sessionKey = address(uint160(1000 + _pick(source, 2)));
        terms.validAfter = uint48(Defaults.NOW + _pick(source, 2));
        terms.expiresAt = uint48(Defaults.NOW + 1 days + _pick(source, 2));
        terms.laneBits = uint8(_pick(source, 3));
        terms.nonceDomain = _name(source, true);
        terms.grantDeadline = uint48(Defaults.NOW + 1 hours + _pick(source, 2));
        terms.salt = uint64(_pick(source, 3));
        terms.label = _name(source, false);
        terms.detailFlags = uint8(_pick(source, 4));
        terms.replaces = bytes32(1 + _pick(source, 2));
        uint256 fees = _pick(source, 6);
        _makeBudgets(source, terms, fees >= 4);
        _makeLiveness(source, terms);
        _makeFees(source, terms, fees);

        uint256 count = 1 + _pick(source, 3);
        terms.ids = new string[](count);
        terms.leaves = new bytes[](count);
        for (uint256 i = 0; i < count; i++) {
            terms.ids[i] = _name(source, true);
            terms.leaves[i] = _leaf(source, address(uint160(TARGETS) + uint160(2 * i + _pick(source, 2))));
        }
    }

    /// @dev The first budget is on the token, the second on native value: spends and values point there.
    function _makeBudgets(Source memory source, SessionEncoder.Terms memory terms, bool gas) private pure {
        terms.budgets = new bytes[](gas ? 3 : 2 + _pick(source, 2));
        address[3] memory assets = [TOKEN, address(0), address(1)];
        if (_pick(source, 2) == 1) assets[2] = TOKEN;
        if (gas) assets[2] = address(2);
        for (uint256 i = 0; i < terms.budgets.length; i++) {
            uint8 kind = uint8(_pick(source, 3));
            uint32[3] memory periods = [0, uint32(3600 + _pick(source, 2)), uint32(3600 + 4 * _pick(source, 2))];
            terms.budgets[i] = SessionEncoder.budget(kind, assets[i], uint128(_pick(source, 3)), periods[kind]);
        }
    }

    function _makeLiveness(Source memory source, SessionEncoder.Terms memory terms) private pure {
        if (_pick(source, 2) == 1) {
            uint16 renewals = uint16(_pick(source, 3));
            terms.features |= 0x01;
            terms.groups = abi.encodePacked(uint32(1 + _pick(source, 2)), renewals);
            if (renewals != 0 && _pick(source, 2) == 1) {
                terms.features |= 0x02;
                terms.groups = abi.encodePacked(terms.groups, address(uint160(4000 + _pick(source, 2))));
            }
        }
        if (_pick(source, 2) == 1) {
            terms.features |= 0x04;
            terms.groups = abi.encodePacked(terms.groups, uint32(1 + _pick(source, 2)));
        }
        if (_pick(source, 2) == 1) {
            (uint24 from, uint24 to) = (uint24(_pick(source, 2)), uint24(2 + _pick(source, 2)));
            terms.features |= 0x08;
            terms.groups = abi.encodePacked(terms.groups, from, to, uint8(1 + _pick(source, 4)));
        }
    }

    /// @dev Not limited: paid by the account, by any paymaster, or by one; by one paymaster alone; within the gas budget,
    /// also by any paymaster.
    function _makeFees(Source memory source, SessionEncoder.Terms memory terms, uint256 fees) private pure {
        uint8[6] memory features = [0x40, 0x60, 0x50, 0x10, 0x00, 0x20];
        terms.features |= features[fees];
        if (terms.features & 0x10 != 0) {
            terms.groups = abi.encodePacked(terms.groups, address(uint160(2000 + _pick(source, 2))));
        }
    }

    function _leaf(Source memory source, address target) private pure returns (bytes memory leaf) {
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
        leaf = SessionEncoder.leaf(target, selector, maxValue, rules, spends);
        if (_pick(source, 2) == 1) leaf[24] |= 0x01; // essential
    }

    function _rule(Source memory source) private pure returns (bytes memory) {
        uint8 comparison = uint8(_pick(source, 9));
        uint8[6] memory forms = [0, 0, 2, 1, 0, uint8(_pick(source, 3))];
        uint256 value = _pick(source, 3);
        if (comparison == 4 || comparison == 5) value = _signed(source, value);
        if (comparison == 8) value = value << 248 | _pick(source, 3) << 124 | 1 + _pick(source, 2);
        uint8 form = forms[comparison < 4 ? 5 : comparison - 4];
        return SessionEncoder.rule(comparison, form, uint8(_pick(source, 2)), bytes32(value));
    }

    /// @dev The number or its negative, as a word.
    function _signed(Source memory source, uint256 value) private pure returns (uint256) {
        return _pick(source, 2) == 0 ? value : uint256(-int256(value));
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
