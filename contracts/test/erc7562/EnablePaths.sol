// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../../src/interfaces/IERC4337.sol";
import {SessionId} from "../../src/types/SessionId.sol";
import {SessionEncoder} from "../utils/SessionEncoder.sol";
import {CheckedPaths} from "./CheckedPaths.sol";

/// @notice The ways through validation that carry the grant.
abstract contract EnablePaths is CheckedPaths {
    using SessionEncoder for SessionEncoder.Terms;

    /// @dev As many capabilities as the default terms' text has room for in 240 display lines.
    uint256 private constant TEXT_CAPABILITIES = 9;

    /// @notice The account signs a hash by ERC-1271; whatever that needs is installed.
    function signAsAccount(bytes32 hash) internal virtual returns (bytes memory);

    function test_WhenFirstOperationCarriesTypedGrant() external {
        passes(enablingOp(defaultTerms(), one(transferCall(1)), TYPED));
    }

    function test_WhenFirstOperationCarriesTextGrant() external {
        passes(enablingOp(defaultTerms(), one(transferCall(1)), TEXT));
    }

    function test_WhenGrantHasAllCapabilities() external {
        passes(enablingOp(withCapabilities(defaultTerms(), 32), one(transferCall(1)), TYPED));
    }

    function test_WhenTextIsLong() external {
        passes(enablingOp(withCapabilities(defaultTerms(), TEXT_CAPABILITIES), one(transferCall(1)), TEXT));
    }

    function test_WhenGrantHasEveryTerm() external {
        (, uint256 renewerKey) = makeKey("renewer");
        (SessionEncoder.Terms memory terms, TestCall[] memory calls) = budgetTerms();
        terms.addTtl(1 hours, 3);
        terms.addRenewer(vm.addr(renewerKey));
        terms.addIdleTimeout(1 hours);
        terms.addSchedule(0, 86_400, 0x7f);
        PackedUserOperation memory userOp = unsignedOp(terms, calls, 0);
        sign(userOp, segmentBody(claim(), FLAG_ENABLE, enablePart(terms, TYPED, approve(terms, TYPED)), calls));

        passes(userOp);
    }

    function test_WhenGrantIsKnownAlready() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        relayGrant(terms);

        passes(enablingOp(terms, one(transferCall(1)), TYPED));
    }

    function test_WhenAccountIsItsApprover() external {
        vm.prank(account());
        _module.setApprover(account());
        SessionEncoder.Terms memory terms = defaultTerms();
        terms.epoch = 2;
        bytes32 digest = _messages.grantDigest(address(_module), account(), route(), terms.packed(), TYPED);
        bytes memory signature = signAsAccount(digest);
        TestCall[] memory calls = one(transferCall(1));
        PackedUserOperation memory userOp = unsignedOp(terms, calls, 0);
        sign(userOp, segmentBody(claim(), FLAG_ENABLE, enablePart(terms, TYPED, signature), calls));

        passes(userOp);
    }

    function test_WhenGrantReplacesASession() external {
        SessionId replaced = relayGrant(defaultTerms());
        SessionEncoder.Terms memory terms = defaultTerms();
        terms.salt = 8;
        terms.detailFlags = 2;
        terms.replaces = SessionId.unwrap(replaced);

        passes(enablingOp(terms, one(transferCall(1)), TYPED));
        assertTrue(_module.sessionStatus(account(), replaced).isRevoked(), "replaced");
    }

    function test_WhenConcurrentSessionsAreLimited() external {
        vm.prank(account());
        _module.setConcurrentLimit(1);
        relayGrant(defaultTerms());
        SessionEncoder.Terms memory terms = defaultTerms();
        terms.salt = 8;

        passes(enablingOp(terms, one(transferCall(1)), TYPED));
        assertEq(_module.accountState(account()).floor(), 1, "floor");
    }
}
