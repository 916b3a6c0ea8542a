// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {SessionEncoder} from "./SessionEncoder.sol";

/// @notice Well-formed terms out of a seed, with every field as small or large as its place allows, whether or not they
/// may be granted.
library ArbitraryTerms {
    /// @notice Where choices come from.
    struct Source {
        uint256 seed;
        /// Number of the next choice.
        uint256 next;
    }

    /// @param most The most budgets, capabilities, rules of each and spends of each.
    function make(uint256 seed, uint256 most) internal pure returns (SessionEncoder.Terms memory terms) {
        Source memory source = Source({seed: seed, next: 0});
        terms.epoch = uint32(_number(source, 32));
        terms.features = uint8(_number(source, 8));
        terms.keyType = uint8(_pick(source, 2));
        terms.sessionKey = _address(source);
        terms.validAfter = uint48(_number(source, 48));
        terms.expiresAt = uint48(_number(source, 48));
        terms.laneBits = uint8(_number(source, 8));
        terms.nonceDomain = _name(source);
        terms.budgets = new bytes[](_pick(source, most + 1));
        for (uint256 i = 0; i < terms.budgets.length; i++) {
            address asset = _pick(source, 2) == 0 ? address(uint160(_pick(source, 3))) : _address(source);
            uint8 kind = uint8(_pick(source, 3));
            uint32 period = uint32(_number(source, 32));
            terms.budgets[i] = SessionEncoder.budget(kind, asset, uint128(_number(source, 128)), period);
        }
        _makeGroups(source, terms);
        _makeDetails(source, terms);

        uint256 count = 1 + _pick(source, most);
        terms.ids = new string[](count);
        terms.leaves = new bytes[](count);
        for (uint256 i = 0; i < count; i++) {
            terms.ids[i] = _name(source);
            terms.leaves[i] = _leaf(source, most, terms.budgets.length);
        }
    }

    function _makeGroups(Source memory source, SessionEncoder.Terms memory terms) private pure {
        uint8 features = terms.features;
        bytes memory groups;
        if (features & 0x01 != 0) {
            groups = abi.encodePacked(uint32(_number(source, 32)), uint16(_number(source, 16)));
        }
        if (features & 0x02 != 0) groups = abi.encodePacked(groups, _address(source));
        if (features & 0x04 != 0) groups = abi.encodePacked(groups, uint32(_number(source, 32)));
        if (features & 0x08 != 0) {
            uint8 weekdays = uint8(1 + _pick(source, 127));
            groups = abi.encodePacked(groups, uint24(_number(source, 24)), uint24(_number(source, 24)), weekdays);
        }
        if (features & 0x10 != 0) groups = abi.encodePacked(groups, _address(source));
        if (features & 0x80 != 0) {
            groups = abi.encodePacked(groups, _address(source), uint128(_number(source, 128)));
            groups = abi.encodePacked(groups, uint32(_number(source, 32)), _number(source, 256));
        }
        terms.groups = groups;
    }

    function _makeDetails(Source memory source, SessionEncoder.Terms memory terms) private pure {
        terms.grantDeadline = uint48(_number(source, 48));
        terms.salt = uint64(_number(source, 64));
        terms.detailFlags = uint8(2 * _pick(source, 2));
        terms.replaces = bytes32(_number(source, 256) | 1);
        if (_pick(source, 2) == 1) terms.label = _name(source);
    }

    function _leaf(Source memory source, uint256 most, uint256 budgets) private pure returns (bytes memory leaf) {
        bytes4[4] memory selectors = [bytes4(0), 0xa9059cbb, 0x23b872dd, bytes4(uint32(_number(source, 32)))];
        bytes[] memory rules = new bytes[](_pick(source, most + 1));
        for (uint256 i = 0; i < rules.length; i++) {
            (uint8 comparison, uint8 form) = (uint8(_pick(source, 9)), uint8(_pick(source, 3)));
            uint256 value = _number(source, 256);
            if (_pick(source, 4) == 0) value = type(uint256).max - value;
            rules[i] = SessionEncoder.rule(comparison, form, uint8(_number(source, 8)), bytes32(value));
        }
        bytes[] memory spends = new bytes[](budgets == 0 ? 0 : _pick(source, most + 1));
        for (uint256 i = 0; i < spends.length; i++) {
            uint8 budget = uint8(_pick(source, budgets));
            spends[i] = _pick(source, 2) == 0
                ? SessionEncoder.spendWord(budget, uint8(_number(source, 8)))
                : SessionEncoder.spendFixed(budget, uint128(_number(source, 128)));
        }
        uint128 maxValue = uint128(_number(source, 128));
        leaf = SessionEncoder.leaf(_address(source), selectors[_pick(source, 4)], maxValue, rules, spends);
        if (_pick(source, 2) == 1) leaf[24] |= 0x01; // essential
    }

    /// @dev Never 0, which means "none" where an address is optional.
    function _address(Source memory source) private pure returns (address) {
        uint160 number = uint160(_number(source, 160));
        return address(number == 0 ? 1 : number);
    }

    /// @dev 1 … 32 characters.
    function _name(Source memory source) private pure returns (string memory) {
        bytes memory characters = new bytes(1 + _pick(source, 32));
        for (uint256 i = 0; i < characters.length; i++) {
            characters[i] = bytes1(uint8(0x61 + _pick(source, 26)));
        }
        return string(characters);
    }

    /// @return A number of up to so many bits, small ones as often as large ones.
    function _number(Source memory source, uint256 bits) private pure returns (uint256) {
        uint256 width = _pick(source, bits + 1);
        return width == 0 ? 0 : _choice(source) >> (256 - width);
    }

    /// @return A number below the limit.
    function _pick(Source memory source, uint256 limit) private pure returns (uint256) {
        return _choice(source) % limit;
    }

    function _choice(Source memory source) private pure returns (uint256) {
        return uint256(keccak256(abi.encode(source.seed, source.next++)));
    }
}
