// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule} from "../interfaces/ISessionKeyModule.sol";
import {Text} from "../types/Text.sol";
import {BudgetTermsLib} from "./BudgetTermsLib.sol";

/// @notice What a token says of itself, as the end of a budget's line.
/// @dev A token is a stranger: it gets little gas, three words of its answer are copied, and only characters that
/// cannot look like anything else in the text are taken. Anything unusual is refused, never mended.
library TokenTextLib {
    /// Gas for each of the two questions: enough for a token behind a proxy.
    uint256 private constant GAS_CAP = 30_000;

    uint256 private constant MAX_SYMBOL_LENGTH = 11;

    /// [A-Za-z0-9.], one bit per ASCII code.
    uint256 private constant SYMBOL = 0x03ff << 48 | 1 << 46 | 0x03ffffff << 65 | 0x03ffffff << 97;

    bytes4 private constant SYMBOL_SELECTOR = 0x95d89b41; // symbol()
    bytes4 private constant DECIMALS_SELECTOR = 0x313ce567; // decimals()

    /// @notice `, <symbol> with <decimals> decimals`; nothing for what is no token.
    /// @dev Symbols of the type bytes32, which a few tokens from before ERC-20 was final have, are refused.
    function putName(Text text, address asset) internal view returns (Text) {
        if (asset <= BudgetTermsLib.GAS) return text;

        (uint256 size, uint256 first, uint256 length, uint256 symbol) = _ask(asset, SYMBOL_SELECTOR);
        // An ABI-encoded string: offset, length, characters.
        if (size < 96 || first != 32 || !_isSymbol(symbol, length)) {
            revert ISessionKeyModule.TokenNameInvalid(asset);
        }
        text = text.put(", ", 2).put(bytes32(symbol), length);

        (size, first,,) = _ask(asset, DECIMALS_SELECTOR);
        if (size != 32 || first > type(uint8).max) revert ISessionKeyModule.TokenNameInvalid(asset);
        return text.put(" with ", 6).putDecimal(first).put(" decimals", 9);
    }

    /// @param characters Left-aligned; zeros must follow.
    function _isSymbol(uint256 characters, uint256 length) private pure returns (bool) {
        if (length == 0 || length > MAX_SYMBOL_LENGTH) return false;

        for (uint256 i; i < length; ++i) {
            if (SYMBOL >> (characters >> 248) & 1 == 0) return false;
            characters <<= 8;
        }
        return characters == 0;
    }

    /// @return size Bytes of the answer; 0 if the call failed. Words beyond them mean nothing.
    function _ask(address token, bytes4 selector)
        private
        view
        returns (uint256 size, uint256 first, uint256 second, uint256 third)
    {
        assembly ("memory-safe") {
            let free := mload(0x40) // scratch behind the free pointer, not kept
            mstore(free, selector)
            let succeeded := staticcall(GAS_CAP, token, free, 4, free, 96) // at most three words come back
            size := mul(succeeded, returndatasize())
            first := mload(free)
            second := mload(add(free, 0x20))
            third := mload(add(free, 0x40))
        }
    }
}
