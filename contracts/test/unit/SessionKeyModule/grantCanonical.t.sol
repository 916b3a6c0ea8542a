// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../../../src/interfaces/IERC4337.sol";
import {CheckedGrant, GrantContext} from "../../../src/types/Grant.sol";
import {Defaults} from "../../utils/Defaults.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {SessionKeyModuleUnitTest} from "./SessionKeyModuleUnitTest.sol";

/// @notice One signed grant is one session: no second byte string says the same in the approver's words.
contract SessionKeyModule_GrantCanonical_Test is SessionKeyModuleUnitTest {
    using SessionEncoder for SessionEncoder.Terms;

    /// @dev Both forms say "replaces nothing" for it, but its session id would be another one: a second set of budgets,
    /// and a life after the revocation of the first.
    function test_RevertWhen_ReplacesIsPresentAndZero() public {
        SessionEncoder.Terms memory terms = defaultTerms();
        bytes memory typed = approve(terms, TYPED);
        bytes memory text = approve(terms, TEXT);
        terms.detailFlags = 0x02;
        bytes memory packed = terms.packed();

        vm.expectRevert(termInvalid("replaces", 0, 1));
        _module.grant(_account, route(), packed, TYPED, typed);
        vm.expectRevert(termInvalid("replaces", 0, 1));
        _module.grant(_account, route(), packed, TEXT, text);
        refuse(_enabling(enablePart(terms, TYPED, typed)), termInvalid("replaces", 0, 1));
    }

    function testFuzz_WhenAnyBitIsAnother(uint256 bit) public {
        bytes memory packed = _richTerms().packed();
        (bool accepted, bytes32 typed) = _signed(packed, TYPED);
        assertTrue(accepted, "terms may be granted");
        (, bytes32 text) = _signed(packed, TEXT);

        bit %= packed.length * 8;
        packed[bit / 8] ^= bytes1(uint8(1 << (bit % 8)));

        _requireAnother(packed, TYPED, typed);
        _requireAnother(packed, TEXT, text);
    }

    /* HELPERS */

    /// @dev Refused, or something else to sign.
    function _requireAnother(bytes memory packed, uint8 form, bytes32 original) private view {
        (bool accepted, bytes32 digest) = _signed(packed, form);
        if (accepted) assertTrue(digest != original, "another message to sign");
    }

    function _signed(bytes memory packed, uint8 form) private view returns (bool accepted, bytes32 digest) {
        GrantContext memory context = GrantContext({
            module: address(_module),
            control: address(0),
            account: _account,
            approver: _approver,
            nonceWidth: 152,
            activation: Defaults.NOW,
            route: route(),
            form: form,
            inOperation: false
        });
        try _messages.checkGrant(context, packed) returns (CheckedGrant memory checked) {
            return (true, checked.digest);
        } catch {
            return (false, 0);
        }
    }

    function _enabling(bytes memory part) private view returns (PackedUserOperation memory userOp) {
        TestCall[] memory calls = one(transferCall(1));
        userOp = unsignedOp(defaultTerms(), calls, 0);
        sign(userOp, segmentBody(claim(), FLAG_ENABLE, part, calls));
    }

    /// @dev A named paymaster, each enforced kind of budget, rule and spend, a value, empty calldata.
    function _richTerms() private returns (SessionEncoder.Terms memory terms) {
        terms = defaultTerms();
        terms.features = 0x10;
        terms.groups = abi.encodePacked(makeAddress("paymaster"));
        withBudget(terms, SessionEncoder.budget(0, address(_token), 5_000e6, 0));
        withBudget(terms, SessionEncoder.budget(0, address(0), 1 ether, 0));
        withBudget(terms, SessionEncoder.budget(1, address(1), 24, 1 hours));
        withBudget(terms, SessionEncoder.budget(0, address(2), 1 ether, 0));

        bytes[] memory rules = list(
            SessionEncoder.rule(0, 1, 0, bytes32(uint256(uint160(_recipient)))),
            SessionEncoder.rule(1, 0, 1, bytes32(uint256(3)))
        );
        rules = append(rules, SessionEncoder.rule(2, 0, 2, bytes32(uint256(100))));
        rules = append(rules, SessionEncoder.rule(3, 2, 3, bytes32(uint256(5))));
        rules = append(rules, SessionEncoder.rule(6, 2, 4, keccak256("set")));
        rules = append(rules, SessionEncoder.rule(7, 1, 5, 0));
        bytes[] memory spends = list(SessionEncoder.spendWord(0, 1), SessionEncoder.spendFixed(0, 77));
        address low = address(0x10000);
        terms.leaves[0] = SessionEncoder.leaf(low, 0x00000000, 1 ether, none(), none());
        withLeaf(terms, SessionEncoder.leaf(low, SELECTOR, 0.5 ether, rules, spends));
    }
}
