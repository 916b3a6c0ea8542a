// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ValidationFlags} from "../interfaces/ERC6900Types.sol";

/// @notice What an account reads of a validation to judge most operations, in one slot: unused 8 ‖ second selector 32 ‖
/// first selector 32 ‖ has execution hooks 8 ‖ has validation hooks 8 ‖ flags 8 ‖ module 160 (high to low).
/// @dev Module 0: not installed. A selector is 0 if there is none; the list of all selectors then says whether 0 itself is
/// among them.
type ValidationHead is uint256;

using ValidationHeadLib for ValidationHead global;

library ValidationHeadLib {
    function pack(
        address newModule,
        uint8 newFlags,
        bool newHasValidationHooks,
        bool newHasExecutionHooks,
        bytes4[] calldata selectors
    ) internal pure returns (ValidationHead) {
        uint256 first = selectors.length > 0 ? uint32(selectors[0]) : 0;
        uint256 second = selectors.length > 1 ? uint32(selectors[1]) : 0;
        uint256 hooks = (newHasExecutionHooks ? 1 << 176 : 0) | (newHasValidationHooks ? 1 << 168 : 0);

        return ValidationHead.wrap(second << 216 | first << 184 | hooks | uint256(newFlags) << 160 | uint160(newModule));
    }

    /// @notice Whether there is no validation.
    function isZero(ValidationHead head) internal pure returns (bool) {
        return ValidationHead.unwrap(head) == 0;
    }

    /// @dev The casts keep the low bits on purpose: each field is shifted to the bottom first.
    function module(ValidationHead head) internal pure returns (address) {
        return address(uint160(ValidationHead.unwrap(head)));
    }

    function flags(ValidationHead head) internal pure returns (ValidationFlags) {
        return ValidationFlags.wrap(uint8(ValidationHead.unwrap(head) >> 160));
    }

    function hasValidationHooks(ValidationHead head) internal pure returns (bool) {
        return uint8(ValidationHead.unwrap(head) >> 168) != 0;
    }

    function hasExecutionHooks(ValidationHead head) internal pure returns (bool) {
        return uint8(ValidationHead.unwrap(head) >> 176) != 0;
    }

    /// @notice Whether the function is one of the first two of the validation; if not, it may be further down the list.
    function names(ValidationHead head, bytes4 selector) internal pure returns (bool) {
        uint32 wanted = uint32(selector);
        uint32 first = uint32(ValidationHead.unwrap(head) >> 184);
        uint32 second = uint32(ValidationHead.unwrap(head) >> 216);

        return wanted != 0 && (wanted == first || wanted == second);
    }
}
