// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {StateAttackTest} from "../StateAttackTest.sol";

/// @notice What the approver read is what comes on chain: no two grants look alike to a signature.
abstract contract EncodingAttacks is StateAttackTest {
    using SessionEncoder for SessionEncoder.Terms;

    /// @dev Two grants that differ in one term somewhere in the middle, each signed for the other, in both forms.
    function test_AC67_GrantsThatLookAlike() external {
        for (uint256 i = 0; i < 10; i++) {
            SessionEncoder.Terms memory signed = defaultTerms();
            bytes memory typed = approve(signed, TYPED);
            bytes memory text = approve(signed, TEXT);

            SessionEncoder.Terms memory brought = _changed(i);

            refuseGrant(brought, TYPED, typed, approverRefused());
            refuseGrant(brought, TEXT, text, approverRefused());
        }
        allow(smallEnablingOp(defaultTerms()));
    }

    /// @dev Cyrillic "а" in a label, a space that a device hides, an invisible end, a line that ends early.
    function test_AC67_NamesThatAreNotWhatTheyLook() external {
        string[6] memory labels =
            [string(hex"70d0b07970616c"), "pay pal", "pay\x00", "pay;\nExpires", string(hex"706179e280ae"), "pay:pal"];
        bytes1[6] memory characters = [bytes1(0xd0), " ", 0x00, ";", 0xe2, ":"];

        for (uint256 i = 0; i < labels.length; i++) {
            uint256 position = i == 0 ? 1 : 3;
            SessionEncoder.Terms memory terms = defaultTerms();
            terms.label = labels[i];
            refuseGrant(terms, _characterInvalid("label", position, characters[i]));
            terms.label = "paypal";
            terms.ids[0] = labels[i];
            refuseGrant(terms, _characterInvalid("id", position, characters[i]));
            terms.ids[0] = "paypal";
            terms.nonceDomain = labels[i];
            // The colon is the separator of domains.
            if (i != 5) refuseGrant(terms, _characterInvalid("nonceDomain", position, characters[i]));
        }
        SessionEncoder.Terms memory plain = defaultTerms();
        plain.label = "paypal";
        allow(smallEnablingOp(plain));
    }

    /// @dev ("a", "bc") and ("ab", "c"): the strings of a grant one after the other are the same.
    function test_AC69_BoundaryOfStringsMoved() external {
        SessionEncoder.Terms memory signed = defaultTerms();
        signed.label = "a";
        signed.ids[0] = "bc";
        bytes memory typed = approve(signed, TYPED);
        bytes memory text = approve(signed, TEXT);

        SessionEncoder.Terms memory moved = defaultTerms();
        moved.label = "ab";
        moved.ids[0] = "c";

        assertNotEq(_id(moved), _id(signed), "session id");
        refuseGrant(moved, TYPED, typed, approverRefused());
        refuseGrant(moved, TEXT, text, approverRefused());
        allow(enablingWith(signed, TEXT, text));
    }

    /// @dev The end of a list is the beginning of what follows: ids of two capabilities, rules and spends.
    function test_AC69_BoundaryOfListsMoved() external {
        SessionEncoder.Terms memory signed = _twoCapabilities("ab", "c");
        bytes memory typed = approve(signed, TYPED);
        bytes memory text = approve(signed, TEXT);
        SessionEncoder.Terms memory moved = _twoCapabilities("a", "bc");

        assertNotEq(_id(moved), _id(signed), "session id");
        refuseGrant(moved, TYPED, typed, approverRefused());
        refuseGrant(moved, TEXT, text, approverRefused());
        relay(granting(signed, TYPED, typed));
    }

    /// @dev "replaces nothing" could be said in two ways, the second with a session id of zero.
    function test_AC69_TwoEncodingsOfOneMeaning() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        terms.detailFlags = 2;

        bytes memory refusal = termInvalid("replaces", 0, 1);
        refuseRelayed(granting(terms, TYPED, ""), refusal);
        refuse(enablingWith(terms, TYPED, ""), refusal);
        terms.detailFlags = 0;
        allow(smallEnablingOp(terms));
    }

    function _changed(uint256 index) private view returns (SessionEncoder.Terms memory terms) {
        terms = defaultTerms();
        if (index == 0) terms.budgets[0] = SessionEncoder.budget(1, address(_token), 1_000_000e6, 1 days);
        if (index == 1) terms.budgets[0] = SessionEncoder.budget(1, address(_token), 1_000e6, 1 hours);
        if (index == 2) terms.laneBits = 5;
        if (index == 3) terms.expiresAt += 1 days;
        if (index == 4) terms.leaves[0] = transferLeaf(address(_otherToken), 0);
        if (index == 4) terms.budgets[0] = SessionEncoder.budget(1, address(_otherToken), 1_000e6, 1 days);
        if (index == 5) terms.sessionKey = _recipient;
        if (index == 6) terms.addTtl(1 hours, 5);
        if (index == 7) terms.addIdleTimeout(1 hours);
        if (index == 8) terms.addSchedule(0, 86_400, 0x7f);
        if (index == 9) terms.features = 0x60;
    }

    function _twoCapabilities(string memory first, string memory second)
        private
        view
        returns (SessionEncoder.Terms memory terms)
    {
        terms = defaultTerms();
        bytes[] memory leaves = new bytes[](2);
        leaves[0] = SessionEncoder.leaf(address(_token), 0x12345678, 0, new bytes[](0), new bytes[](0));
        leaves[1] = terms.leaves[0];
        terms.leaves = leaves;
        terms.ids = new string[](2);
        terms.ids[0] = first;
        terms.ids[1] = second;
    }

    function _id(SessionEncoder.Terms memory terms) private view returns (bytes32) {
        return terms.sessionId(address(_module), account(), route());
    }

    function _characterInvalid(bytes32 term, uint256 position, bytes1 character) private pure returns (bytes memory) {
        return abi.encodeWithSelector(ISessionKeyModule.CharacterInvalid.selector, term, position, character);
    }
}
