// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../../src/interfaces/IERC4337.sol";
import {MODE_RESTRICTED} from "../../src/interfaces/ISessionKeyModule.sol";
import {SessionId} from "../../src/types/SessionId.sol";
import {AcceptingPaymaster} from "../mocks/AcceptingPaymaster.sol";
import {ControlFixtures} from "../utils/ControlFixtures.sol";
import {SessionEncoder} from "../utils/SessionEncoder.sol";
import {CheckedPaths} from "./CheckedPaths.sol";

/// @notice The ways through validation of sessions that live already.
abstract contract UsePaths is ControlFixtures, CheckedPaths {
    using SessionEncoder for SessionEncoder.Terms;

    /* USE */

    function test_WhenSessionIsUsed() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        relayGrant(terms);

        passes(sessionOp(terms, one(transferCall(1))));
        passes(sessionOp(terms, one(transferCall(1))));
    }

    /// @dev What a bundler simulates before the operation is signed.
    function test_WhenSignatureIsAStub() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        relayGrant(terms);
        PackedUserOperation memory userOp = unsignedOp(terms, one(transferCall(1)), 0);
        bytes memory body = segmentBody(claim(), 0, grantedPart(terms), one(transferCall(1)));
        userOp.signature = wrap(signedSegment(userOp, body, _approverKey));

        Inspection memory inspection = inspect(entryPoint(), userOp, address(_module));

        assertRefused(inspection.outcome, "AA24 signature error");
        assertClean(inspection);
    }

    function test_WhenBatchIsOfOneCapability() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        relayGrant(terms);

        passes(sessionOp(terms, times(16, transferCall(1))));
    }

    function test_WhenBatchIsOfSixteenCapabilities() external {
        SessionEncoder.Terms memory terms = withCapabilities(defaultTerms(), 16);
        relayGrant(terms);
        TestCall[] memory calls = times(16, transferCall(1));
        for (uint8 i = 0; i < 16; i++) {
            calls[i] = callOf(address(bytes20(terms.leaves[i])), calls[0].data);
            calls[i].leafIndex = i;
        }

        // Only the first target is a token, so the calls fail later on.
        passesValidation(sessionOp(terms, calls));
    }

    function test_WhenAllBudgetsAreCharged() external {
        (SessionEncoder.Terms memory terms, TestCall[] memory calls) = _grantedBudgetTerms();

        passes(_flagged(terms, calls, 0));
        passes(_flagged(terms, calls, 0));
    }

    function test_WhenAllBudgetsAreChargedWithGrace() external {
        (SessionEncoder.Terms memory terms, TestCall[] memory calls) = _grantedBudgetTerms();
        vm.warp((vm.getBlockTimestamp() / 1 days + 1) * 1 days - 60);

        passes(_flagged(terms, calls, FLAG_GRACE));
        vm.warp(vm.getBlockTimestamp() + 120);
        passes(_flagged(terms, calls, FLAG_GRACE));
    }

    function test_WhenRulesHaveDeepSets() external {
        bytes[] memory rules = new bytes[](8);
        for (uint256 i = 0; i < 8; i++) {
            rules[i] = setRule(0, bytes32(uint256(5)), 20);
        }
        SessionEncoder.Terms memory terms = echoTerms(rules, new bytes[](0));
        relayGrant(terms);
        TestCall memory call = echoCall(5);
        call.setProofs = setProofs(8, 20);

        passes(sessionOp(terms, one(call)));
    }

    function test_WhenRulesAreOfEveryKind() external {
        bytes[] memory rules = new bytes[](8);
        rules[0] = SessionEncoder.rule(0, 0, 0, bytes32(uint256(5)));
        rules[1] = SessionEncoder.rule(1, 0, 0, bytes32(uint256(6)));
        rules[2] = SessionEncoder.rule(2, 0, 0, bytes32(uint256(6)));
        rules[3] = SessionEncoder.rule(3, 0, 0, bytes32(uint256(4)));
        rules[4] = SessionEncoder.rule(4, 0, 0, bytes32(uint256(6)));
        rules[5] = SessionEncoder.rule(5, 0, 0, bytes32(type(uint256).max));
        rules[6] = SessionEncoder.rule(7, 1, 1, 0);
        rules[7] = SessionEncoder.rule(8, 0, 0, bytes32(uint256(1) << 124 | 1));
        bytes[] memory spends = new bytes[](4);
        for (uint256 i = 0; i < 3; i++) {
            spends[i] = SessionEncoder.spendWord(0, 0);
        }
        spends[3] = SessionEncoder.spendFixed(0, 7);
        SessionEncoder.Terms memory terms = echoTerms(rules, spends);
        relayGrant(terms);
        TestCall memory call = echoCall(5);
        call.data = abi.encodePacked(call.data, uint256(uint160(account())));

        passes(sessionOp(terms, one(call)));
    }

    function test_WhenProofOfTheCapabilityIsDeep() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        adopt(terms, 20);

        passes(adoptedOp(terms, 20, one(transferCall(1))));
    }

    function test_WhenScheduleAndIdleTimeoutAreOn() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        terms.addIdleTimeout(1 hours);
        terms.addSchedule(0, 86_400, 0x3f);
        relayGrant(terms);
        vm.warp(vm.getBlockTimestamp() + 30 minutes);

        passes(sessionOp(terms, one(transferCall(1))));
    }

    function test_WhenPaymasterPays() external {
        AcceptingPaymaster paymaster = new AcceptingPaymaster();
        vm.deal(address(this), 1 ether);
        entryPoint().depositTo{value: 1 ether}(address(paymaster));
        SessionEncoder.Terms memory terms = defaultTerms();
        terms.features = 0x10;
        terms.groups = abi.encodePacked(paymaster);
        relayGrant(terms);
        TestCall[] memory calls = one(transferCall(1));
        PackedUserOperation memory userOp = unsignedOp(terms, calls, 0);
        userOp.paymasterAndData = abi.encodePacked(paymaster, uint128(100_000), uint128(0));
        sign(userOp, segmentBody(claim(), 0, grantedPart(terms), calls));

        passes(userOp);
    }

    function test_WhenModeIsRestricted() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        terms.leaves[0][24] |= 0x01;
        relayGrant(terms);
        setMode(MODE_RESTRICTED);

        passes(sessionOp(terms, one(transferCall(1))));
    }

    /* RENEW */

    function test_WhenSessionRenewsItself() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        terms.addTtl(1 hours, 3);
        SessionId id = relayGrant(terms);
        vm.warp(vm.getBlockTimestamp() + 30 minutes);

        passes(opWith(terms, transferCall(1), claim(), FLAG_RENEW));
        assertEq(_module.sessionStatus(account(), id).renewals(), 1, "renewals");
    }

    function test_WhenRenewerRenews() external {
        (address renewer, uint256 renewerKey) = makeKey("renewer");
        SessionEncoder.Terms memory terms = defaultTerms();
        terms.addTtl(1 hours, 3);
        terms.addRenewer(renewer);
        SessionId id = relayGrant(terms);
        vm.warp(vm.getBlockTimestamp() + 30 minutes);
        bytes memory renewal = renewalBy(renewerKey, id, 1, uint48(vm.getBlockTimestamp() + 1 hours));

        passes(opWith(terms, transferCall(1), claim(), FLAG_RENEW, renewal));
        assertEq(_module.sessionStatus(account(), id).renewals(), 1, "renewals");
    }

    /* HELPERS */

    function _grantedBudgetTerms() private returns (SessionEncoder.Terms memory terms, TestCall[] memory calls) {
        (terms, calls) = budgetTerms();
        relayGrant(terms);
    }

    function _flagged(SessionEncoder.Terms memory terms, TestCall[] memory calls, uint8 flags)
        private
        view
        returns (PackedUserOperation memory userOp)
    {
        userOp = unsignedOp(terms, calls, 0);
        sign(userOp, segmentBody(claim(), flags, grantedPart(terms), calls));
    }
}
