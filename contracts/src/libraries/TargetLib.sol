// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule} from "../interfaces/ISessionKeyModule.sol";
import {AddressLib} from "./AddressLib.sol";
import {EnvelopeLib} from "./EnvelopeLib.sol";

/// @notice Contracts that no session may ever call, whatever was granted: who calls them as the account could grant
/// itself more.
library TargetLib {
    using AddressLib for address;

    address internal constant ENTRY_POINT_V06 = 0x5FF137D4b0FDCD49DcA30c7CF57E578a026d2789;
    address internal constant ENTRY_POINT_V07 = 0x0000000071727De22E5E9d8BAf0edAc6f37da032;
    address internal constant ENTRY_POINT_V08 = 0x4337084D9E255Ff0702461CF8895CE9E3b5Ff108;
    address internal constant ENTRY_POINT_V09 = 0x433709009B8330FDa32311DF1C2AFA402eD8D009;

    /// @notice The module, its helpers and its control code.
    struct Own {
        address module;
        address messages;
        address renderer;
        address verifier;
        address control;
    }

    /// @param index The capability; 0 is the first.
    function check(address target, uint256 index, address account, Own memory own) internal pure {
        uint256 found = isPublic(target) | target.isSame(account) | target.isSame(own.module);
        found |= target.isSame(own.messages) | target.isSame(own.renderer);
        found |= target.isSame(own.verifier) | target.isSame(own.control);
        if (found != 0) revert ISessionKeyModule.TargetForbidden(index, target);
    }

    /// @notice 1 for an address up to 0xffff or an EntryPoint, else 0.
    function isPublic(address target) internal pure returns (uint256 found) {
        (uint256 clean, uint256 reserved) = (uint160(target), EnvelopeLib.RESERVED);
        assembly ("memory-safe") {
            found := iszero(gt(clean, reserved))
        }
        found |= target.isSame(ENTRY_POINT_V06) | target.isSame(ENTRY_POINT_V07);
        found |= target.isSame(ENTRY_POINT_V08) | target.isSame(ENTRY_POINT_V09);
    }
}
