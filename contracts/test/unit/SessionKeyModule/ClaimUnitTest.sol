// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../../../src/interfaces/IERC4337.sol";
import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {SessionId} from "../../../src/types/SessionId.sol";
import {SegmentFixtures} from "../../utils/SegmentFixtures.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {SessionKeyModuleUnitTest} from "./SessionKeyModuleUnitTest.sol";

/// @notice Claims, and the bounds that the module answers with.
abstract contract ClaimUnitTest is SessionKeyModuleUnitTest, SegmentFixtures {
    /// @notice May call the router, which spends nothing: no window bounds it.
    function freeTerms() internal view returns (SessionEncoder.Terms memory terms) {
        terms = termsOf(routerLeaf(none(), none()));
        delete terms.budgets;
    }

    /// @notice The right signature, and these bounds.
    function assertBounds(SessionEncoder.Terms memory terms, uint256 claimedAt, uint8 flags, uint256 validUntil)
        internal
    {
        assertBounds(opWith(terms, routerCall(""), claimedAt, flags), claimedAt, validUntil);
    }

    function assertBounds(PackedUserOperation memory userOp, uint256 claimedAt, uint256 validUntil) internal {
        assertEq(validate(userOp), validationData(claimedAt, validUntil), "bounds");
    }

    function refuseClaim(SessionEncoder.Terms memory terms, uint256 claimedAt, uint8 flags, bytes memory revertData)
        internal
    {
        refuse(opWith(terms, routerCall(""), claimedAt, flags), revertData);
    }

    /// @notice A first operation: it carries the grant.
    function firstOp(SessionEncoder.Terms memory terms, uint256 claimedAt, uint8 flags)
        internal
        view
        returns (PackedUserOperation memory userOp)
    {
        TestCall[] memory calls = one(routerCall(""));
        userOp = unsignedOp(terms, calls, 0);
        bytes memory part = enablePart(terms, TYPED, approve(terms, TYPED));
        sign(userOp, segmentBody(uint48(claimedAt), FLAG_ENABLE | flags, part, calls));
    }

    function disjoint(uint256 claimedAt, bytes32 upper, uint256 validUntil) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(
            ISessionKeyModule.BoundsDisjoint.selector, bytes32("claimedAt"), claimedAt, upper, validUntil
        );
    }

    function expiresAtOf(SessionId id) internal view returns (uint48) {
        return _module.sessionStatus(_account, id).expiresAt();
    }

    function lastActivityOf(SessionId id) internal view returns (uint48) {
        return _module.sessionStatus(_account, id).lastActivity();
    }

    function renewalsOf(SessionId id) internal view returns (uint16) {
        return _module.sessionStatus(_account, id).renewals();
    }
}
