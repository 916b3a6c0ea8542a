// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule, MODE_HALTED, MODE_NORMAL} from "../../../src/interfaces/ISessionKeyModule.sol";
import {SessionId} from "../../../src/types/SessionId.sol";
import {ControlUnitTest} from "./ControlUnitTest.sol";

/// @notice Messages that can be taken back (pause, resume, both for the mode): each counts once, for one account, in one
/// epoch, until its deadline; those that loosen, until the next tightening.
contract SessionKeyModule_ReversibleMessages_Test is ControlUnitTest {
    /* DEADLINE */

    function test_RevertWhen_DeadlinePassed() public {
        forEach(reversibleKinds(), _refuseAfterDeadline);
    }

    function _refuseAfterDeadline(Kind kind) private {
        Message memory message = messageOf(kind);
        message.deadline = uint48(vm.getBlockTimestamp() + 100);
        bytes memory data = signed(message, _approverKey);

        vm.warp(message.deadline + 1);
        refuseRelayed(
            data, refusal(ISessionKeyModule.MessageDeadlinePassed.selector, message.deadline, message.deadline + 1)
        );
        assertEq(sequenceOf(_approver), 0, "a refused message is not used");
        vm.warp(message.deadline);
        relay(data);
        assertDone(message);
    }

    /* SEQUENCE */

    function test_RevertWhen_SequenceIsNotAboveTheLast() public {
        forEach(reversibleKinds(), _refuseSequences);
    }

    function _refuseSequences(Kind kind) private {
        Message memory message = messageOf(kind);
        message.sequence = 0;
        refuseRelayed(signed(message, _approverKey), sequenceUsed(_approver, 0, 0));
        message.sequence = 5;
        relay(signed(message, _approverKey));
        assertEq(sequenceOf(_approver), 5, "last sequence");

        _again(kind);
        message.tightenings = tightenings();
        refuseRelayed(signed(message, _approverKey), sequenceUsed(_approver, 5, 5));
        message.sequence = 4;
        refuseRelayed(signed(message, _approverKey), sequenceUsed(_approver, 5, 4));
        message.sequence = 6;
        relay(signed(message, _approverKey));
        _again(kind);
        message.tightenings = tightenings();
        message.sequence = type(uint64).max;
        relay(signed(message, _approverKey));
        assertEq(sequenceOf(_approver), type(uint64).max, "the greatest sequence");
    }

    /// @dev Signers do not share sequences, and the kinds of one signer do.
    function test_WhenSignersAreSeveral() public {
        Message memory message = messageOf(Kind.PAUSE);
        message.sequence = 9;
        relay(signed(message, _guardianKey));
        assertEq(sequenceOf(_guardian), 9, "of the guardian");
        assertEq(sequenceOf(_approver), 0, "of the approver");

        message.sequence = 3;
        relay(signed(message, _approverKey));
        refuseRelayed(signed(message, _guardianKey), sequenceUsed(_guardian, 9, 3));
        Message memory tighter = messageOf(Kind.TIGHTEN);
        tighter.sequence = 9;
        refuseRelayed(signed(tighter, _guardianKey), sequenceUsed(_guardian, 9, 9));
        tighter.sequence = 4;
        relay(signed(tighter, _approverKey));
        assertEq(sequenceOf(_guardian), 9, "of the guardian");
        assertEq(sequenceOf(_approver), 4, "of the approver");
    }

    function test_GivenSignerIsGuardianOfSeveralAccounts() public {
        address other = makeAddress("other account");
        vm.startPrank(other);
        _module.onInstall(installData());
        _module.addGuardian(_guardian);
        vm.stopPrank();
        Message memory message = messageOf(Kind.TIGHTEN);
        message.sequence = 9;
        relay(signed(message, _guardianKey));

        message.account = other;
        message.sequence = 1;
        relay(signed(message, _guardianKey));
        assertDone(message);
        (, uint64 sequence) = _module.signerOf(other, _guardian);
        assertEq(sequence, 1, "of the other account");
        assertEq(sequenceOf(_guardian), 9, "of this account");
    }

    /// @dev An old message of a guardian does not come back to life with it.
    function test_RevertGiven_GuardianAddedAgain() public {
        Message memory message = messageOf(Kind.PAUSE);
        bytes memory data = signed(message, _guardianKey);
        relay(data);
        vm.startPrank(_account);
        _module.removeGuardian(_guardian);
        _module.addGuardian(_guardian);
        vm.stopPrank();

        refuseRelayed(data, sequenceUsed(_guardian, 1, 1));
    }

    /* WHAT IS SIGNED */

    function test_RevertWhen_AnotherMessageWasSigned() public {
        forEach(reversibleKinds(), _refuseOthers);
    }

    function _refuseOthers(Kind kind) private {
        bool forSession = kind == Kind.PAUSE || kind == Kind.RESUME;
        bool loosens = kind == Kind.RESUME || kind == Kind.LOOSEN;
        for (uint256 field = 0; field < 9; field++) {
            Message memory message = messageOf(kind);
            if (field == 0) message.module = _agent;
            if (field == 1) message.account = _agent;
            if (field == 2) message.epoch++;
            if (field == 3) message.sequence++;
            if (field == 4) message.deadline++;
            if (field == 5) message.form = TEXT;
            if (field == 6) message.kind = Kind((uint256(kind) + 1) % 7);
            if (field == 7 && forSession) message.id = SessionId.wrap(keccak256("other session"));
            if (field == 7 && !forSession) message.mode = 3 - message.mode;
            if (field == 8 && !loosens) continue;
            if (field == 8) message.tightenings++;
            if (message.mode > MODE_HALTED) message.mode = MODE_HALTED;
            _refuseSignature(messageOf(kind), signatureOf(message, _approverKey));
        }
    }

    function _refuseSignature(Message memory message, bytes memory signature) private {
        bool loosens = message.kind == Kind.RESUME || message.kind == Kind.LOOSEN;
        address signer = recovered(digestOf(message), signature);
        refuseRelayed(encode(message, signature), loosens ? approverSignatureInvalid() : notAuthorized(signer));
    }

    function test_RevertGiven_EpochPassed() public {
        forEach(reversibleKinds(), _refuseInNextEpoch);
    }

    function _refuseInNextEpoch(Kind kind) private {
        Message memory message = messageOf(kind);
        bytes memory signature = signatureOf(message, _approverKey);
        vm.prank(_account);
        _module.revokeAll(_account, TYPED, "");

        message.epoch = currentEpoch();
        _refuseSignature(message, signature);
    }

    /* TIGHTENINGS */

    function test_RevertGiven_TightenedSince() public {
        Kind[] memory kinds = new Kind[](2);
        (kinds[0], kinds[1]) = (Kind.RESUME, Kind.LOOSEN);
        forEach(kinds, _refuseAfterTightening);
    }

    function _refuseAfterTightening(Kind kind) private {
        Message memory message = messageOf(kind);
        assertEq(message.tightenings, 1, "tightenings before");
        bytes memory data = signed(message, _approverKey);
        pauseAsAccount(_id);

        refuseRelayed(data, refusal(ISessionKeyModule.TighteningsChanged.selector, 1, 2));
        assertEq(sequenceOf(_approver), 0, "a refused message is not used");
        message.tightenings = 3;
        refuseRelayed(signed(message, _approverKey), refusal(ISessionKeyModule.TighteningsChanged.selector, 3, 2));
        message.tightenings = 2;
        relay(signed(message, _approverKey));
        assertDone(message);
        assertEq(tightenings(), 2, "loosening is no tightening");
    }

    /* WITHOUT A SIGNATURE */

    function test_WhenAccountCalls() public {
        forEach(reversibleKinds(), _ignoreForAccount);
    }

    function _ignoreForAccount(Kind kind) private {
        Message memory message = messageOf(kind);
        (message.sequence, message.deadline, message.tightenings) = (0, 0, 77);
        callAs(_account, encode(message, ""));

        assertDone(message);
        assertEq(sequenceOf(_account), 0, "no sequence is used");
    }

    function test_WhenGuardianCalls() public {
        Message memory message = messageOf(Kind.PAUSE);
        (message.sequence, message.deadline) = (0, 0);
        callAs(_guardian, encode(message, ""));
        assertDone(message);

        message = messageOf(Kind.TIGHTEN);
        (message.sequence, message.deadline) = (0, 0);
        callAs(_guardian, encode(message, ""));
        assertDone(message);
        assertEq(sequenceOf(_guardian), 0, "no sequence is used");
        assertEq(tightenings(), 2, "tightenings");
    }

    /// @dev Makes room for the same message once more, as the account.
    function _again(Kind kind) private {
        if (kind == Kind.TIGHTEN) setMode(MODE_NORMAL);
        else prepare(kind);
    }
}
