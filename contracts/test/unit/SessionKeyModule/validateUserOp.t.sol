// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../../../src/interfaces/IERC4337.sol";
import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {SessionId} from "../../../src/types/SessionId.sol";
import {Defaults} from "../../utils/Defaults.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {SessionKeyModuleUnitTest} from "./SessionKeyModuleUnitTest.sol";

/// @notice Who may ask, which session is judged by, and the two outcomes: a named revert, or 1 with the true bounds.
contract SessionKeyModule_ValidateUserOp_Test is SessionKeyModuleUnitTest {
    using SessionEncoder for SessionEncoder.Terms;

    /// @dev The first second after the daily window of the shared start time.
    uint256 private constant NEXT_DAY = (uint256(Defaults.NOW) / 1 days + 1) * 1 days;

    /* REFUSED */

    function test_RevertWhen_CallerIsNotTheSender() public {
        relayGrant(defaultTerms());
        PackedUserOperation memory userOp = sessionOp(defaultTerms(), one(transferCall(1)));
        bytes32 userOpHash = this.getUserOpHash(userOp);
        address other = makeAddress("other account");
        vm.prank(other);
        _module.onInstall(installData());
        address[4] memory callers = [other, _agent, _approver, address(this)];
        for (uint256 i = 0; i < callers.length; i++) {
            bytes memory refused =
                abi.encodeWithSelector(ISessionKeyModule.CallerNotAccount.selector, callers[i], _account);
            vm.prank(callers[i]);
            vm.expectRevert(refused);
            _module.validateUserOp(ENTITY_ID, userOp, userOpHash);
            vm.prank(callers[i]);
            vm.expectRevert(refused);
            _module.validateUserOp(userOp, userOpHash);
        }

        userOp.sender = other;
        refuse(userOp, abi.encodeWithSelector(ISessionKeyModule.CallerNotAccount.selector, _account, other));
    }

    function test_RevertGiven_ModuleNotInstalled() public {
        address stranger = makeAddress("stranger");
        PackedUserOperation memory userOp = sessionOp(defaultTerms(), one(transferCall(1)));
        userOp.sender = stranger;
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(ISessionKeyModule.NotInstalled.selector, stranger));
        _module.validateUserOp(ENTITY_ID, userOp, 0);
    }

    function test_RevertGiven_SessionNeverGranted() public {
        refuse(
            defaultTerms(),
            transferCall(1),
            abi.encodeWithSelector(ISessionKeyModule.SessionUnknown.selector, sessionIdOf(defaultTerms()))
        );
    }

    function test_RevertWhen_ATermIsAnother() public {
        relayGrant(defaultTerms());
        SessionEncoder.Terms memory terms = defaultTerms();
        terms.budgets[0] = SessionEncoder.budget(1, address(_token), Defaults.DAILY_LIMIT + 1, 1 days);

        refuse(
            terms,
            transferCall(1),
            abi.encodeWithSelector(ISessionKeyModule.SessionUnknown.selector, sessionIdOf(terms))
        );
    }

    function test_RevertWhen_RouteIsAnother() public {
        SessionEncoder.Terms memory terms = defaultTerms();
        relayGrant(terms);
        PackedUserOperation memory userOp = sessionOp(terms, one(transferCall(1)));

        _refuseOnRoute(userOp, ENTITY_ID + 1);
        _refuseOnRoute(userOp, 0);
        vm.prank(_account);
        vm.expectRevert(
            abi.encodeWithSelector(
                ISessionKeyModule.SessionUnknown.selector, terms.sessionId(address(_module), _account, 2 << 32)
            )
        );
        _module.validateUserOp(userOp, 0);
    }

    function test_RevertGiven_SessionOfAnotherAccount() public {
        SessionEncoder.Terms memory terms = defaultTerms();
        relayGrant(terms);
        PackedUserOperation memory userOp = sessionOp(terms, one(transferCall(1)));
        address other = makeAddress("other account");
        bytes memory data = installData();
        vm.startPrank(other);
        _module.onInstall(data);
        userOp.sender = other;

        vm.expectRevert(
            abi.encodeWithSelector(
                ISessionKeyModule.SessionUnknown.selector, terms.sessionId(address(_module), other, route())
            )
        );
        _module.validateUserOp(ENTITY_ID, userOp, 0);
        vm.stopPrank();
    }

    function test_RevertGiven_EpochIsAnother() public {
        relayGrant(defaultTerms());
        vm.prank(_account);
        _module.revokeAll(_account, TYPED, "");

        refuse(defaultTerms(), transferCall(1), refusal(ISessionKeyModule.EpochPassed.selector, 1, 2));
    }

    function test_RevertGiven_SessionRevoked() public {
        SessionId id = relayGrant(defaultTerms());
        vm.prank(_account);
        _module.revoke(_account, id, TYPED, "");

        refuse(defaultTerms(), transferCall(1), abi.encodeWithSelector(ISessionKeyModule.SessionIsRevoked.selector, id));
    }

    function test_RevertWhen_PolicyIsBrokenAndSignatureWrongToo() public {
        relayGrant(defaultTerms());
        TestCall[] memory calls = one(transferCall(Defaults.DAILY_LIMIT));
        PackedUserOperation memory userOp = unsignedOp(defaultTerms(), calls, 0);
        userOp.signature = signedSegment(userOp, bodyOf(defaultTerms(), calls), _approverKey);

        refuse(
            userOp,
            abi.encodeWithSelector(
                ISessionKeyModule.RuleViolated.selector,
                0,
                0,
                1,
                2,
                uint256(Defaults.DAILY_LIMIT),
                uint256(Defaults.CALL_LIMIT)
            )
        );
    }

    function test_RevertWhen_ApproverSignatureIsWrong() public {
        SessionEncoder.Terms memory terms = defaultTerms();
        TestCall[] memory calls = one(transferCall(1));
        PackedUserOperation memory userOp = unsignedOp(terms, calls, 0);
        bytes memory wrong =
            signDigest(_agentKey, _messages.grantDigest(address(_module), _account, route(), terms.packed(), TYPED));
        sign(userOp, segmentBody(claim(), FLAG_ENABLE, enablePart(terms, TYPED, wrong), calls));

        refuse(userOp, abi.encodeWithSelector(ISessionKeyModule.ApproverSignatureInvalid.selector, _approver));
        assertFalse(isKnown(sessionIdOf(terms)), "known");
    }

    function test_RevertWhen_FormInTheOperationIsUnknown() public {
        SessionEncoder.Terms memory terms = defaultTerms();
        TestCall[] memory calls = one(transferCall(1));
        PackedUserOperation memory userOp = unsignedOp(terms, calls, 0);
        sign(userOp, segmentBody(claim(), FLAG_ENABLE, enablePart(terms, 2, approve(terms, TYPED)), calls));

        refuse(userOp, termInvalid("form", 2, 1));
    }

    /* ANSWERED */

    function test_WhenSignatureIsRight() public {
        relayGrant(defaultTerms());

        uint256 answer = validate(sessionOp(defaultTerms(), one(transferCall(1))));

        assertEq(answer, validationData(Defaults.NOW, NEXT_DAY - 1), "bounds, and nothing else");
    }

    function test_WhenSignatureIsOfAnotherKey() public {
        SessionId id = relayGrant(defaultTerms());
        TestCall[] memory calls = one(transferCall(5));
        PackedUserOperation memory userOp = unsignedOp(defaultTerms(), calls, 0);
        userOp.signature = signedSegment(userOp, bodyOf(defaultTerms(), calls), _approverKey);

        assertEq(validate(userOp), validationData(Defaults.NOW, NEXT_DAY - 1) | 1, "true bounds and 1");
        uint256 window = uint256(Defaults.NOW) / 1 days;
        assertEq(_module.budgetSlot(_account, id, 0), window << 216 | 5 << 108, "charged nevertheless");
    }

    function test_WhenSignatureIsForAnotherHash() public {
        relayGrant(defaultTerms());
        PackedUserOperation memory userOp = sessionOp(defaultTerms(), one(transferCall(1)));

        vm.prank(_account);
        uint256 answer = _module.validateUserOp(ENTITY_ID, userOp, keccak256("another operation"));

        assertEq(answer, validationData(Defaults.NOW, NEXT_DAY - 1) | 1, "true bounds and 1");
    }

    function test_WhenFirstOperationHasAWrongSignature() public {
        SessionEncoder.Terms memory terms = defaultTerms();
        TestCall[] memory calls = one(transferCall(5));
        PackedUserOperation memory userOp = unsignedOp(terms, calls, 0);
        bytes memory part = enablePart(terms, TYPED, approve(terms, TYPED));
        userOp.signature = signedSegment(userOp, segmentBody(claim(), FLAG_ENABLE, part, calls), _approverKey);

        uint256 answer = validate(userOp);

        assertEq(answer, validationData(Defaults.NOW, terms.grantDeadline) | 1, "true bounds and 1");
        assertTrue(isKnown(sessionIdOf(terms)), "stored nevertheless");
        assertEq(granted(), 1, "counted nevertheless");
    }

    function test_WhenFirstOperationCarriesTheGrant() public {
        SessionEncoder.Terms memory terms = defaultTerms();
        PackedUserOperation memory userOp = enablingOp(terms, one(transferCall(1)), TEXT);
        bytes memory packed = terms.packed();

        vm.expectEmit(address(_module));
        emit ISessionKeyModule.SessionGranted(_account, sessionIdOf(terms), _agent, route(), packed);
        uint256 answer = validate(userOp);

        assertEq(answer, validationData(Defaults.NOW, terms.grantDeadline), "bounded by the deadline");
        (bool known, bool revoked, uint48 expiresAt, uint16 seat, uint32 inEpoch) =
            sessionStatusOf(_module, _account, sessionIdOf(terms));
        assertTrue(known && !revoked, "live");
        assertEq(expiresAt, terms.expiresAt, "expiry in force");
        assertEq(seat, 0, "seat");
        assertEq(inEpoch, 1, "epoch");
    }

    function test_GivenGrantInTheOperationIsLive() public {
        SessionEncoder.Terms memory terms = defaultTerms();
        relayGrant(terms);
        vm.warp(uint256(terms.grantDeadline) + 10);
        TestCall[] memory calls = one(transferCall(1));
        PackedUserOperation memory userOp = unsignedOp(terms, calls, 0);
        sign(userOp, segmentBody(claim(), FLAG_ENABLE, enablePart(terms, TYPED, "garbage"), calls));
        vm.recordLogs();

        uint256 answer = validate(userOp);

        assertEq(answer, validationData(uint256(terms.grantDeadline) + 4, NEXT_DAY - 1), "not bounded by the deadline");
        assertEq(vm.getRecordedLogs().length, 0, "events");
        assertEq(granted(), 1, "grants");
    }

    function test_WhenChainIdIsAnotherThanAtTheDeployment() public {
        PackedUserOperation memory before = enablingOp(defaultTerms(), one(transferCall(1)), TYPED);
        vm.chainId(vm.getChainId() + 1);

        refuse(before, abi.encodeWithSelector(ISessionKeyModule.ApproverSignatureInvalid.selector, _approver));
        assertEq(uint160(validate(enablingOp(defaultTerms(), one(transferCall(1)), TYPED))), 0, "signed for this chain");
        allow(defaultTerms(), transferCall(1));
    }

    /* HELPERS */

    function _refuseOnRoute(PackedUserOperation memory userOp, uint32 entityId) private {
        bytes32 id = defaultTerms().sessionId(address(_module), _account, 1 << 32 | uint40(entityId));
        vm.prank(_account);
        vm.expectRevert(abi.encodeWithSelector(ISessionKeyModule.SessionUnknown.selector, id));
        _module.validateUserOp(entityId, userOp, 0);
    }
}
