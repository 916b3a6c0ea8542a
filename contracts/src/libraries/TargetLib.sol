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

    /// @notice The module and its helpers.
    struct Own {
        address module;
        address messages;
        address renderer;
        address verifier;
    }

    /// @param index The call, or at grant the capability; 0 is the first.
    function check(address target, uint256 index, address account, Own memory own) internal pure {
        uint256 found = target.isSame(account) | target.isSame(own.module) | target.isSame(own.messages);
        found |= target.isSame(own.renderer) | target.isSame(own.verifier) | target.isSame(ENTRY_POINT_V06);
        found |= target.isSame(ENTRY_POINT_V07) | target.isSame(ENTRY_POINT_V08) | target.isSame(ENTRY_POINT_V09);
        if (found != 0 || uint160(target) <= EnvelopeLib.RESERVED) {
            revert ISessionKeyModule.TargetForbidden(index, target);
        }
    }
}
