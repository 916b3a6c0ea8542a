// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../../src/interfaces/IERC4337.sol";
import {MODE_RESTRICTED} from "../../src/interfaces/ISessionKeyModule.sol";
import {SessionId} from "../../src/types/SessionId.sol";
import {AcceptingPaymaster} from "../mocks/AcceptingPaymaster.sol";
import {ControlFixtures} from "../utils/ControlFixtures.sol";
import {MaximumFixtures} from "../utils/MaximumFixtures.sol";
import {SessionEncoder} from "../utils/SessionEncoder.sol";
import {ValidationChecker} from "./ValidationChecker.sol";

/// @notice Every way through validation obeys ERC-7562, on every account standard and EntryPoint.
abstract contract ValidationPaths is ControlFixtures, MaximumFixtures, ValidationChecker {
    using SessionEncoder for SessionEncoder.Terms;

    /// @dev As many capabilities as the default terms' text has room for in 240 display lines.
    uint256 private constant TEXT_CAPABILITIES = 9;

    /// @notice The account signs a hash by ERC-1271; whatever that needs is installed.
    function signAsAccount(bytes32 hash) internal virtual returns (bytes memory);

    /* USE */

    function test_WhenSessionIsUsed() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        relayGrant(terms);

        _passes(sessionOp(terms, one(transferCall(1))));
        _passes(sessionOp(terms, one(transferCall(1))));
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

        _passes(sessionOp(terms, times(16, transferCall(1))));
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
        _passesValidation(sessionOp(terms, calls));
    }

    function test_WhenAllBudgetsAreCharged() external {
        (SessionEncoder.Terms memory terms, TestCall[] memory calls) = _budgetTerms();

        _passes(_flagged(terms, calls, 0));
        _passes(_flagged(terms, calls, 0));
    }

    function test_WhenAllBudgetsAreChargedWithGrace() external {
        (SessionEncoder.Terms memory terms, TestCall[] memory calls) = _budgetTerms();
        vm.warp((vm.getBlockTimestamp() / 1 days + 1) * 1 days - 60);

        _passes(_flagged(terms, calls, FLAG_GRACE));
        vm.warp(vm.getBlockTimestamp() + 120);
        _passes(_flagged(terms, calls, FLAG_GRACE));
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

        _passes(sessionOp(terms, one(call)));
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

        _passes(sessionOp(terms, one(call)));
    }

    function test_WhenProofOfTheCapabilityIsDeep() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        adopt(terms, 20);

        _passes(adoptedOp(terms, 20, one(transferCall(1))));
    }

    function test_WhenScheduleAndIdleTimeoutAreOn() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        terms.addIdleTimeout(1 hours);
        terms.addSchedule(0, 86_400, 0x3f);
        relayGrant(terms);
        vm.warp(vm.getBlockTimestamp() + 30 minutes);

        _passes(sessionOp(terms, one(transferCall(1))));
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

        _passes(userOp);
    }

    function test_WhenModeIsRestricted() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        terms.leaves[0][24] |= 0x01;
        relayGrant(terms);
        setMode(MODE_RESTRICTED);

        _passes(sessionOp(terms, one(transferCall(1))));
    }

    /* ENABLE */

    function test_WhenFirstOperationCarriesTypedGrant() external {
        _passes(enablingOp(defaultTerms(), one(transferCall(1)), TYPED));
    }

    function test_WhenFirstOperationCarriesTextGrant() external {
        _passes(enablingOp(defaultTerms(), one(transferCall(1)), TEXT));
    }

    function test_WhenGrantHasAllCapabilities() external {
        _passes(enablingOp(withCapabilities(defaultTerms(), 32), one(transferCall(1)), TYPED));
    }

    function test_WhenTextIsLong() external {
        _passes(enablingOp(withCapabilities(defaultTerms(), TEXT_CAPABILITIES), one(transferCall(1)), TEXT));
    }

    function test_WhenGrantHasEveryTerm() external {
        (, uint256 renewerKey) = makeKey("renewer");
        (SessionEncoder.Terms memory terms, TestCall[] memory calls) = _terms();
        terms.addTtl(1 hours, 3);
        terms.addRenewer(vm.addr(renewerKey));
        terms.addIdleTimeout(1 hours);
        terms.addSchedule(0, 86_400, 0x7f);
        PackedUserOperation memory userOp = unsignedOp(terms, calls, 0);
        sign(userOp, segmentBody(claim(), FLAG_ENABLE, enablePart(terms, TYPED, approve(terms, TYPED)), calls));

        _passes(userOp);
    }

    function test_WhenGrantIsKnownAlready() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        relayGrant(terms);

        _passes(enablingOp(terms, one(transferCall(1)), TYPED));
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

        _passes(userOp);
    }

    function test_WhenGrantReplacesASession() external {
        SessionId replaced = relayGrant(defaultTerms());
        SessionEncoder.Terms memory terms = defaultTerms();
        terms.salt = 8;
        terms.detailFlags = 2;
        terms.replaces = SessionId.unwrap(replaced);

        _passes(enablingOp(terms, one(transferCall(1)), TYPED));
        assertTrue(_module.sessionStatus(account(), replaced).isRevoked(), "replaced");
    }

    function test_WhenConcurrentSessionsAreLimited() external {
        vm.prank(account());
        _module.setConcurrentLimit(1);
        relayGrant(defaultTerms());
        SessionEncoder.Terms memory terms = defaultTerms();
        terms.salt = 8;

        _passes(enablingOp(terms, one(transferCall(1)), TYPED));
        assertEq(_module.accountState(account()).floor(), 1, "floor");
    }

    /* RENEW */

    function test_WhenSessionRenewsItself() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        terms.addTtl(1 hours, 3);
        SessionId id = relayGrant(terms);
        vm.warp(vm.getBlockTimestamp() + 30 minutes);

        _passes(opWith(terms, transferCall(1), claim(), FLAG_RENEW));
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

        _passes(opWith(terms, transferCall(1), claim(), FLAG_RENEW, renewal));
        assertEq(_module.sessionStatus(account(), id).renewals(), 1, "renewals");
    }

    /* P-256 */

    function test_WhenKeyIsP256_InSolidity() external {
        P256Key memory key = makeP256Key("device");
        SessionEncoder.Terms memory terms = p256Terms(key);
        relayGrant(terms);

        _passes(p256Op(terms, transferCall(1), FLAG_P256_IN_SOLIDITY, key));
    }

    function test_WhenGrantIsOfAP256Key() external {
        P256Key memory key = makeP256Key("device");
        SessionEncoder.Terms memory terms = p256Terms(key);
        TestCall[] memory calls = one(transferCall(1));
        PackedUserOperation memory userOp = unsignedOp(terms, calls, 0);
        bytes memory part = enablePart(terms, TEXT, approve(terms, TEXT));
        bytes memory body = segmentBody(claim(), FLAG_ENABLE | FLAG_P256_IN_SOLIDITY, part, calls);
        userOp.signature = wrap(signedByP256(userOp, body, key));

        _passes(userOp);
    }

    /// @dev Tracers know the precompiles 1 to 9: whose bundler knows 0x100 too may save the gas.
    function test_WhenKeyIsP256_ByPrecompile() external {
        P256Key memory key = makeP256Key("device");
        SessionEncoder.Terms memory terms = p256Terms(key);
        relayGrant(terms);

        Inspection memory inspection = inspect(entryPoint(), p256Op(terms, transferCall(1), 0, key), address(_module));

        assertEq(inspection.violations.length, 1, "violations");
        assertEq(inspection.violations[0].rule, "OP-041", "rule");
        assertEq(inspection.violations[0].detail, 0x100, "target");
        assertEq(inspection.violations[0].actor, address(_module), "who");
    }

    /* HELPERS */

    /// @dev Transfers of the token and of native value, under eight budgets; lives.
    function _budgetTerms() private returns (SessionEncoder.Terms memory terms, TestCall[] memory calls) {
        (terms, calls) = _terms();
        relayGrant(terms);
    }

    function _terms() private view returns (SessionEncoder.Terms memory terms, TestCall[] memory calls) {
        terms = defaultTerms();
        terms.features = 0;
        terms.budgets = allBudgets();
        bytes memory transfer = terms.leaves[0];
        bytes memory native = SessionEncoder.leaf(_recipient, 0, 1 ether, new bytes[](0), new bytes[](0));
        bool tokenIsFirst = address(_token) < _recipient;
        terms.ids = new string[](2);
        (terms.ids[0], terms.ids[1]) = ("first", "second");
        terms.leaves = new bytes[](2);
        (terms.leaves[0], terms.leaves[1]) = tokenIsFirst ? (transfer, native) : (native, transfer);

        calls = new TestCall[](2);
        calls[0] = transferCall(1);
        calls[0].leafIndex = tokenIsFirst ? 0 : 1;
        calls[1] = callOf(_recipient, "");
        calls[1].value = 1;
        calls[1].leafIndex = tokenIsFirst ? 1 : 0;
    }

    function _flagged(SessionEncoder.Terms memory terms, TestCall[] memory calls, uint8 flags)
        private
        view
        returns (PackedUserOperation memory userOp)
    {
        userOp = unsignedOp(terms, calls, 0);
        sign(userOp, segmentBody(claim(), flags, grantedPart(terms), calls));
    }

    function _passes(PackedUserOperation memory userOp) private {
        assertSucceeded(_passesValidation(userOp));
    }

    function _passesValidation(PackedUserOperation memory userOp) private returns (Outcome memory) {
        Inspection memory inspection = inspect(entryPoint(), userOp, address(_module));
        assertClean(inspection);
        assertTrue(inspection.outcome.included, inspection.outcome.reason);
        assertGt(inspection.watchedAccesses, 1, "storage accesses of the module");
        return inspection.outcome;
    }
}
