// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {SessionKeyModuleUnitTest} from "./SessionKeyModuleUnitTest.sol";

/// @notice Terms of the signed format that this version does not enforce: refused by name, never ignored.
contract SessionKeyModule_GrantNotEnforced_Test is SessionKeyModuleUnitTest {
    function test_RevertWhen_KeyIsP256() public {
        SessionEncoder.Terms memory terms = defaultTerms();
        uint8[3] memory keyTypes = [1, 2, 255];
        for (uint256 i = 0; i < keyTypes.length; i++) {
            terms.keyType = keyTypes[i];
            refuseGrant(terms, notEnforced("keyType"));
        }
    }

    function test_RevertWhen_TtlIsOn() public {
        _refuseGroup(0x01, abi.encodePacked(uint32(1 days), uint16(0)), "ttl");
    }

    function test_RevertWhen_RenewalsAreOn() public {
        _refuseGroup(0x01, abi.encodePacked(uint32(1 days), uint16(3)), "ttl");
    }

    function test_RevertWhen_RenewerIsOn() public {
        _refuseGroup(0x02, abi.encodePacked(makeAddress("renewer")), "renewer");
        _refuseGroup(0x03, abi.encodePacked(uint32(1 days), uint16(3), makeAddress("renewer")), "ttl");
    }

    function test_RevertWhen_IdleTimeoutIsOn() public {
        _refuseGroup(0x04, abi.encodePacked(uint32(1 hours)), "idleTimeout");
    }

    function test_RevertWhen_ScheduleIsOn() public {
        _refuseGroup(0x08, abi.encodePacked(uint24(0), uint24(86_400), uint8(127)), "schedule");
    }

    function test_RevertWhen_GuardIsOn() public {
        _refuseGroup(0x80, abi.encodePacked(makeAddress("guard"), uint128(0), uint32(0), keccak256("feeds")), "guard");
    }

    function test_RevertWhen_TokenNamesAreOn() public {
        SessionEncoder.Terms memory terms = defaultTerms();
        terms.detailFlags = 0x01;

        refuseGrant(terms, notEnforced("tokenNames"));
    }

    function test_RevertWhen_ReplacesIsOn() public {
        SessionEncoder.Terms memory terms = defaultTerms();
        terms.detailFlags = 0x02;
        terms.replaces = keccak256("another session");

        refuseGrant(terms, notEnforced("replaces"));
    }

    function test_RevertWhen_CapabilityIsEssential() public {
        refuseGrant(termsOf(abi.encodePacked(address(_router), SELECTOR, uint8(1), uint8(0))), notEnforced("essential"));
    }

    function test_RevertWhen_ComparisonIsSignedOrARatio() public {
        uint8[3] memory comparisons = [4, 5, 8];
        for (uint256 i = 0; i < comparisons.length; i++) {
            bytes[] memory rules = list(SessionEncoder.rule(comparisons[i], 0, 0, bytes32(uint256(1))));
            refuseGrant(termsOf(routerLeaf(rules, none())), notEnforced("comparison"));
        }
    }

    /// @dev The group alone, and beside the one of a paymaster.
    function _refuseGroup(uint8 bit, bytes memory group, bytes32 term) private {
        SessionEncoder.Terms memory terms = defaultTerms();
        terms.features = 0x40 | bit;
        terms.groups = group;
        refuseGrant(terms, notEnforced(term));

        terms.features = 0x10 | bit;
        bytes memory paymaster = abi.encodePacked(makeAddress("paymaster"));
        terms.groups = bit == 0x80 ? bytes.concat(paymaster, group) : bytes.concat(group, paymaster);
        refuseGrant(terms, notEnforced(term));
    }
}
