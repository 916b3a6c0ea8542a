// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Allowance} from "../types/Allowance.sol";
import {CallCursor} from "../types/CallCursor.sol";
import {Watch} from "../types/Watch.sol";
import {CallLib} from "./CallLib.sol";
import {CalldataLib} from "./CalldataLib.sol";
import {PriceLib} from "./PriceLib.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @notice What may be taken from the account later, because an operation's calls allowed it.
library AllowanceLib {
    bytes4 private constant APPROVE = 0x095ea7b3; // approve(address,uint256)
    bytes4 private constant INCREASE_ALLOWANCE = 0x39509351; // increaseAllowance(address,uint256)
    bytes4 private constant INCREASE_APPROVAL = 0xd73dd623; // increaseApproval(address,uint256), its older name

    /// @notice The allowances that calls will set on watched tokens, as they are now; none stands twice.
    /// @param calls Opened, and none of them read.
    function setBy(CallCursor calls, Watch watched, address account) internal view returns (Allowance[] memory found) {
        uint256 count = calls.count();
        found = new Allowance[](count);
        uint256 length;
        for (uint256 i; i < count; ++i) {
            CallLib.read(calls, i);
            address token = calls.target();
            if (!_setsAllowance(calls.selector()) || !watched.holds(token)) continue;

            // In the first word of the arguments, which validation saw to be there.
            address spender = address(uint160(CalldataLib.uintAt(calls.dataAt() + 4, 32)));
            if (_contains(found, length, token, spender)) continue;

            found[length++] = Allowance(token, spender, PriceLib.allowanceOf(token, account, spender));
        }
        assembly ("memory-safe") {
            mstore(found, length) // at most `count`
        }
    }

    /// @notice By how much the allowances on a token have grown; what one shrank by does not count for another.
    function growth(Allowance[] memory allowances, address token, address account) internal view returns (uint256 sum) {
        for (uint256 i; i < allowances.length; ++i) {
            Allowance memory allowance = allowances[i];
            if (allowance.token != token) continue;

            uint256 current = PriceLib.allowanceOf(token, account, allowance.spender);
            if (current > allowance.earlier) sum = Math.saturatingAdd(sum, current - allowance.earlier);
        }
    }

    function _setsAllowance(bytes4 selector) private pure returns (bool) {
        return selector == APPROVE || selector == INCREASE_ALLOWANCE || selector == INCREASE_APPROVAL;
    }

    function _contains(Allowance[] memory allowances, uint256 length, address token, address spender)
        private
        pure
        returns (bool)
    {
        for (uint256 i; i < length; ++i) {
            if (allowances[i].token == token && allowances[i].spender == spender) return true;
        }
        return false;
    }
}
