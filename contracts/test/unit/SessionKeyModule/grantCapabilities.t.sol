// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {Defaults} from "../../utils/Defaults.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {SessionKeyModuleUnitTest} from "./SessionKeyModuleUnitTest.sol";

/// @notice The rules of a grant's capabilities. At each limit the last allowed value passes.
contract SessionKeyModule_GrantCapabilities_Test is SessionKeyModuleUnitTest {
    using SessionEncoder for SessionEncoder.Terms;

    function test_RevertWhen_CapabilityCountIsOutOfRange() public {
        _refuseCount(0);
        _refuseCount(1001);
        _refuseCount(type(uint16).max);
        bytes memory packed = _packed(1000);

        vm.prank(_account);
        assertTrue(isKnown(_module.grant(_account, route(), packed, TYPED, "")), "1,000 capabilities");
    }

    function test_RevertWhen_OperationCarriesTooManyCapabilities() public {
        TestCall[] memory calls = one(callOf(address(0x10000), abi.encodePacked(SELECTOR)));

        assertEq(uint160(validate(enablingOp(_terms(32), calls, TYPED))), 0, "32 capabilities");
        refuse(enablingOp(_terms(33), calls, TYPED), termInvalid("capabilityCount", 33, 32));
    }

    function test_RevertWhen_DetailFlagsAreUnknown() public {
        SessionEncoder.Terms memory terms = defaultTerms();
        for (uint256 flag = 4; flag < 256; flag <<= 1) {
            terms.detailFlags = uint8(flag);
            bytes memory packed = terms.packed();
            vm.expectRevert(termInvalid("detailFlags", flag, 3));
            _module.grant(_account, route(), packed, TYPED, "");
        }
    }

    function test_RevertWhen_IdHasAWrongLength() public {
        SessionEncoder.Terms memory terms = defaultTerms();

        terms.ids[0] = "a";
        assertGrantable(terms);
        terms.ids[0] = "abcdefghijklmnopqrstuvwxyz012345";
        assertGrantable(terms);
        terms.ids[0] = "";
        refuseGrant(terms, termInvalid("id", 0, 1));
        terms.ids[0] = "abcdefghijklmnopqrstuvwxyz0123456";
        refuseGrant(terms, termInvalid("id", 33, 32));

        terms = _terms(2);
        assertGrantable(terms);
        terms.ids[1] = "";
        refuseGrant(terms, termInvalid("id", 0, 1));
    }

    function test_RevertWhen_CapabilitiesAreNotSorted() public {
        bytes memory lower = SessionEncoder.leaf(address(0x10000), 0x00000001, 0, none(), none());
        bytes memory higherSelector = SessionEncoder.leaf(address(0x10000), 0x00000002, 0, none(), none());
        bytes memory higherTarget = SessionEncoder.leaf(address(0x10001), 0x00000000, 0, none(), none());

        assertGrantable(_terms(lower, higherSelector));
        assertGrantable(_terms(higherSelector, higherTarget));
        bytes memory refused = refusal(ISessionKeyModule.CapabilitiesUnsorted.selector, 1);
        refuseGrant(_terms(higherSelector, lower), refused);
        refuseGrant(_terms(higherTarget, higherSelector), refused);
        refuseGrant(_terms(lower, lower), refused);
        bytes memory sameWithValue = SessionEncoder.leaf(address(0x10000), 0x00000001, 1, none(), none());
        refuseGrant(_terms(lower, sameWithValue), refused);
    }

    function test_RevertWhen_TargetIsForbidden() public {
        address[12] memory forbidden = [
            _account,
            address(_module),
            _controlCode,
            address(_messages),
            address(_renderer),
            address(_verifier),
            0x5FF137D4b0FDCD49DcA30c7CF57E578a026d2789,
            address(ENTRY_POINT_V07),
            address(ENTRY_POINT_V08),
            address(ENTRY_POINT_V09),
            address(1),
            address(0xffff)
        ];
        for (uint256 i = 0; i < forbidden.length; i++) {
            refuseGrant(
                termsOf(SessionEncoder.leaf(forbidden[i], SELECTOR, 0, none(), none())),
                abi.encodeWithSelector(ISessionKeyModule.TargetForbidden.selector, 0, forbidden[i])
            );
        }
        assertGrantable(termsOf(SessionEncoder.leaf(address(0x10000), SELECTOR, 0, none(), none())));
        refuseGrant(
            _terms(
                SessionEncoder.leaf(address(0x10000), SELECTOR, 0, none(), none()),
                SessionEncoder.leaf(address(ENTRY_POINT_V07), SELECTOR, 0, none(), none())
            ),
            abi.encodeWithSelector(ISessionKeyModule.TargetForbidden.selector, 1, address(ENTRY_POINT_V07))
        );
    }

    function test_RevertWhen_TargetIsZero() public {
        refuseGrant(
            termsOf(SessionEncoder.leaf(address(0), SELECTOR, 0, none(), none())),
            abi.encodeWithSelector(ISessionKeyModule.TargetForbidden.selector, 0, address(0))
        );
        refuseGrant(
            termsOf(SessionEncoder.leaf(address(0), 0x00000000, 0, none(), none())),
            refusal(ISessionKeyModule.CapabilitiesUnsorted.selector, 0)
        );
    }

    function test_RevertWhen_CapabilityFlagsAreUnknown() public {
        for (uint256 flag = 4; flag < 256; flag <<= 1) {
            refuseGrant(
                termsOf(abi.encodePacked(address(_router), SELECTOR, uint8(flag), uint8(0))),
                termInvalid("capabilityFlags", flag, 3)
            );
        }
    }

    function test_RevertWhen_ValueHasNoNativeBudget() public {
        bytes memory leaf = SessionEncoder.leaf(address(_router), SELECTOR, 1, none(), none());

        refuseGrant(termsOf(leaf), refusal(ISessionKeyModule.NativeBudgetMissing.selector, 0));
        assertGrantable(withBudget(termsOf(leaf), SessionEncoder.budget(0, address(0), 1, 0)));
    }

    function test_RevertWhen_MaximumValueIsZeroButPresent() public {
        bytes memory leaf = abi.encodePacked(address(_router), SELECTOR, uint8(2), uint8(0), uint128(0));

        refuseGrant(
            withBudget(termsOf(leaf), SessionEncoder.budget(0, address(0), 1, 0)), termInvalid("maxValue", 0, 1)
        );
    }

    function test_RevertWhen_ThereAreTooManyRules() public {
        bytes[] memory rules = new bytes[](8);
        for (uint256 i = 0; i < 8; i++) {
            rules[i] = SessionEncoder.rule(0, 0, uint8(i), bytes32(i));
        }

        assertGrantable(termsOf(routerLeaf(rules, none())));
        rules = append(rules, rules[0]);
        refuseGrant(termsOf(routerLeaf(rules, none())), termInvalid("ruleCount", 9, 8));
    }

    function test_RevertWhen_ThereAreTooManySpends() public {
        bytes[] memory spends = new bytes[](4);
        for (uint256 i = 0; i < 4; i++) {
            spends[i] = SessionEncoder.spendWord(0, uint8(i));
        }

        assertGrantable(termsOf(routerLeaf(none(), spends)));
        spends = append(spends, spends[0]);
        refuseGrant(termsOf(routerLeaf(none(), spends)), termInvalid("spendCount", 5, 4));
    }

    function test_RevertWhen_ComparisonIsUnknown() public {
        for (uint8 comparison = 9; comparison < 16; comparison++) {
            _refuseRule(SessionEncoder.rule(comparison, 0, 0, 0), termInvalid("comparison", comparison, 8));
        }
    }

    function test_RevertWhen_PrintFormIsUnknown() public {
        for (uint8 form = 3; form < 16; form++) {
            _refuseRule(SessionEncoder.rule(0, form, 0, 0), termInvalid("printForm", form, 2));
        }
    }

    function test_RevertWhen_PrintFormDoesNotFitTheComparison() public {
        _grantRule(SessionEncoder.rule(6, 2, 0, keccak256("set")));
        _refuseRule(SessionEncoder.rule(6, 0, 0, keccak256("set")), termInvalid("printForm", 0, 2));
        _refuseRule(SessionEncoder.rule(6, 1, 0, 0), termInvalid("printForm", 1, 2));
        _grantRule(SessionEncoder.rule(7, 1, 0, 0));
        _refuseRule(SessionEncoder.rule(7, 0, 0, 0), termInvalid("printForm", 0, 1));
        _refuseRule(SessionEncoder.rule(7, 2, 0, 0), termInvalid("printForm", 2, 1));
    }

    function test_RevertWhen_SignedNumberIsNotDecimal() public {
        for (uint8 comparison = 4; comparison < 6; comparison++) {
            _grantRule(SessionEncoder.rule(comparison, 0, 0, bytes32(type(uint256).max)));
            _grantRule(SessionEncoder.rule(comparison, 0, 0, bytes32(uint256(1 << 255))));
            _refuseRule(SessionEncoder.rule(comparison, 1, 0, 0), termInvalid("printForm", 1, 0));
            _refuseRule(SessionEncoder.rule(comparison, 2, 0, 0), termInvalid("printForm", 2, 0));
        }
    }

    function test_RevertWhen_RatioIsNotDecimal() public {
        bytes32 half = bytes32(uint256(1) << 248 | uint256(1) << 124 | 2);

        _grantRule(SessionEncoder.rule(8, 0, 0, half));
        _refuseRule(SessionEncoder.rule(8, 1, 0, half), termInvalid("printForm", 1, 0));
        _refuseRule(SessionEncoder.rule(8, 2, 0, half), termInvalid("printForm", 2, 0));
    }

    function test_RevertWhen_RatioHasNoDenominator() public {
        bytes32 largest = bytes32(type(uint256).max);

        _grantRule(SessionEncoder.rule(8, 0, 255, largest));
        _grantRule(SessionEncoder.rule(8, 0, 0, bytes32(uint256(1))));
        _refuseRule(SessionEncoder.rule(8, 0, 0, bytes32(type(uint256).max << 124)), termInvalid("denominator", 0, 1));
        _refuseRule(SessionEncoder.rule(8, 0, 0, 0), termInvalid("denominator", 0, 1));
    }

    function test_WhenCapabilityIsEssential() public {
        assertGrantable(termsOf(abi.encodePacked(address(_router), SELECTOR, uint8(1), uint8(0))));
        bytes memory withValue = abi.encodePacked(address(_router), SELECTOR, uint8(3), uint8(0), uint128(1));
        assertGrantable(withBudget(termsOf(withValue), SessionEncoder.budget(0, address(0), 1, 0)));
    }

    function test_RevertWhen_PrintedAddressIsTooWide() public {
        uint256 widest = type(uint160).max;
        for (uint8 comparison = 0; comparison < 4; comparison++) {
            _grantRule(SessionEncoder.rule(comparison, 1, 0, bytes32(widest)));
            _refuseRule(
                SessionEncoder.rule(comparison, 1, 0, bytes32(widest + 1)), termInvalid("ruleValue", widest + 1, widest)
            );
            _grantRule(SessionEncoder.rule(comparison, 0, 255, bytes32(type(uint256).max)));
            _grantRule(SessionEncoder.rule(comparison, 2, 0, bytes32(type(uint256).max)));
        }
    }

    /* HELPERS */

    /// @dev Capabilities of targets 0x10000 and up, one each.
    function _terms(uint256 count) private view returns (SessionEncoder.Terms memory terms) {
        terms = defaultTerms();
        terms.ids = new string[](count);
        terms.leaves = new bytes[](count);
        for (uint256 i = 0; i < count; i++) {
            terms.ids[i] = "id";
            terms.leaves[i] = SessionEncoder.leaf(address(uint160(0x10000 + i)), SELECTOR, 0, none(), none());
        }
    }

    function _refuseCount(uint256 count) private {
        bytes memory packed = abi.encodePacked(_head(), uint16(count));
        vm.prank(_account);
        vm.expectRevert(termInvalid("capabilityCount", count, 1000));
        _module.grant(_account, route(), packed, TYPED, "");
    }

    /// @dev The same, written in one go: appending a thousand times would need too much memory.
    function _packed(uint256 count) private view returns (bytes memory) {
        bytes memory ids = new bytes(2 * count);
        bytes memory leaves = new bytes(26 * count);
        for (uint256 i = 0; i < count; i++) {
            ids[2 * i] = 0x01;
            ids[2 * i + 1] = "a";
            bytes memory leaf = SessionEncoder.leaf(address(uint160(0x10000 + i)), SELECTOR, 0, none(), none());
            for (uint256 j = 0; j < 26; j++) {
                leaves[26 * i + j] = leaf[j];
            }
        }
        return abi.encodePacked(_head(), uint16(count), ids, leaves);
    }

    /// @dev Everything up to the number of capabilities.
    function _head() private view returns (bytes memory) {
        SessionEncoder.Terms memory terms = defaultTerms();
        return abi.encodePacked(terms.core(), terms.grantDeadline, uint8(0), uint64(0), uint8(0));
    }

    function _terms(bytes memory first, bytes memory second) private view returns (SessionEncoder.Terms memory terms) {
        terms = withLeaf(termsOf(first), second);
        if (bytes1(first[24]) == 0x02 || bytes1(second[24]) == 0x02) {
            withBudget(terms, SessionEncoder.budget(0, address(0), Defaults.CALL_LIMIT, 0));
        }
    }

    function _grantRule(bytes memory rule) private {
        assertGrantable(termsOf(routerLeaf(list(rule), none())));
    }

    function _refuseRule(bytes memory rule, bytes memory revertData) private {
        refuseGrant(termsOf(routerLeaf(list(rule), none())), revertData);
    }
}
