// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../../../src/interfaces/IERC4337.sol";
import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {SessionId} from "../../../src/types/SessionId.sol";
import {Defaults} from "../../utils/Defaults.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {ClaimUnitTest} from "./ClaimUnitTest.sol";

/// @notice A session that another key renews: each renewal carries its signature and deadline.
contract SessionKeyModule_Renewer_Test is ClaimUnitTest {
    using SessionEncoder for SessionEncoder.Terms;

    uint256 private constant START = Defaults.NOW;
    uint256 private constant TTL = 1 hours;
    uint48 private constant DEADLINE = uint48(START + 1000);

    SessionEncoder.Terms private _terms;
    SessionId private _id;
    uint256 private _renewerKey;

    function setUp() public override {
        super.setUp();
        address renewer;
        (renewer, _renewerKey) = makeKey("renewer");
        SessionEncoder.Terms memory terms = freeTerms();
        terms.addTtl(uint32(TTL), 3);
        terms.addRenewer(renewer);
        _terms = terms;
        _id = relayGrant(terms);
    }

    function test_WhenRenewerSigned() public {
        assertBounds(_op(START + 600, renewalBy(_renewerKey, _id, 1, DEADLINE)), START + 600, DEADLINE);
        assertEq(expiresAtOf(_id), START + 600 + TTL, "expiry");
        assertEq(renewalsOf(_id), 1, "renewals");
    }

    function test_WhenDeadlineIsBehindTheExpiry() public {
        bytes memory renewal = renewalBy(_renewerKey, _id, 1, uint48(START + 2 * TTL));
        assertBounds(_op(START + 600, renewal), START + 600, START + TTL);
    }

    function test_WhenDeadlineIsTheGreatest() public {
        bytes memory renewal = renewalBy(_renewerKey, _id, 1, 2 ** 47 - 1);
        assertBounds(_op(START + 600, renewal), START + 600, START + TTL);
    }

    function test_RevertWhen_DeadlineIsBeyondTheTimeLimit() public {
        bytes memory renewal = renewalBy(_renewerKey, _id, 1, 2 ** 47);
        refuse(_op(START + 600, renewal), termInvalid("renewerDeadline", 2 ** 47, 2 ** 47 - 1));
        renewal = renewalBy(_renewerKey, _id, 1, type(uint48).max);
        refuse(_op(START + 600, renewal), termInvalid("renewerDeadline", type(uint48).max, 2 ** 47 - 1));
    }

    function test_RevertWhen_DeadlinePassed() public {
        bytes memory renewal = renewalBy(_renewerKey, _id, 1, DEADLINE);
        refuse(
            _op(DEADLINE + 1, renewal),
            refusal(ISessionKeyModule.RenewerDeadlinePassed.selector, DEADLINE, uint256(DEADLINE) + 1)
        );
        refuse(_op(DEADLINE, renewal), disjoint(DEADLINE, "renewerDeadline", DEADLINE));
        assertBounds(_op(DEADLINE - 1, renewal), DEADLINE - 1, DEADLINE);
    }

    function test_WhenSomebodyElseSigned() public {
        uint256 wrong = validationData(START + 600, DEADLINE) | 1;
        uint256[2] memory keys = [_agentKey, _approverKey];
        for (uint256 i = 0; i < 2; i++) {
            _assertAnswer(renewalBy(keys[i], _id, 1, DEADLINE), wrong);
        }
        _assertAnswer(abi.encodePacked(DEADLINE, new bytes(64), uint8(27)), wrong);
        _assertAnswer(renewalBy(_renewerKey, _id, 1, DEADLINE), validationData(START + 600, DEADLINE));
    }

    function test_WhenSomethingElseWasSigned() public {
        uint256 wrong = validationData(START + 600, DEADLINE) | 1;
        bytes memory otherDeadline = renewalBy(_renewerKey, _id, 1, DEADLINE + 1);
        bytes6 deadline = bytes6(DEADLINE);
        for (uint256 i = 0; i < 6; i++) {
            otherDeadline[i] = deadline[i];
        }

        _assertAnswer(renewalBy(_renewerKey, SessionId.wrap(keccak256("other")), 1, DEADLINE), wrong);
        _assertAnswer(renewalBy(_renewerKey, _id, 0, DEADLINE), wrong);
        _assertAnswer(renewalBy(_renewerKey, _id, 2, DEADLINE), wrong);
        _assertAnswer(otherDeadline, wrong);
    }

    /// @dev After all writes, so that a stub signature costs what the right one costs; the EntryPoint takes them back.
    function test_WhenRenewerSignatureIsWrong_RenewalIsCounted() public {
        uint256 answer = validate(_op(START + 600, renewalBy(_agentKey, _id, 1, DEADLINE)));
        assertEq(uint160(answer), 1, "wrong");
        assertEq(renewalsOf(_id), 1, "renewals");
        assertEq(expiresAtOf(_id), START + 600 + TTL, "expiry");
    }

    function test_WhenRenewedAgain() public {
        bytes memory first = renewalBy(_renewerKey, _id, 1, DEADLINE);
        assertBounds(_op(START + 600, first), START + 600, DEADLINE);

        assertEq(uint160(_ask(_op(START + 700, first))), 1, "a signature counts for one renewal");
        assertBounds(_op(START + 700, renewalBy(_renewerKey, _id, 2, DEADLINE)), START + 700, DEADLINE);
        assertEq(renewalsOf(_id), 2, "renewals");
    }

    function test_RevertWhen_SignatureIsMalformed() public {
        bytes memory renewal = renewalBy(_renewerKey, _id, 1, DEADLINE);
        bytes memory refused = refusal(ISessionKeyModule.SignatureMalformed.selector, 65);
        bytes1 v = renewal[70];
        renewal[70] = bytes1(uint8(v) - 27);
        refuse(_op(START + 600, renewal), refused);
        renewal[70] = 0x1d;
        refuse(_op(START + 600, renewal), refused);
        renewal[70] = v;
        renewal[38] |= 0x80;
        refuse(_op(START + 600, renewal), refused);
    }

    function test_RevertWhen_RenewalIsLeftOut() public {
        bytes memory body = bodyWith(_terms, routerCall(""), START + 600, FLAG_RENEW);
        refuse(
            _op(START + 600, ""),
            refusal(ISessionKeyModule.SegmentLengthMismatch.selector, body.length + 71 + 65, body.length + 65)
        );
        refuse(
            _op(START + 600, new bytes(70)),
            refusal(ISessionKeyModule.SegmentLengthMismatch.selector, body.length + 71 + 65, body.length + 70 + 65)
        );
        refuse(
            _op(START + 600, bytes.concat(renewalBy(_renewerKey, _id, 1, DEADLINE), hex"00")),
            refusal(ISessionKeyModule.SegmentLengthMismatch.selector, body.length + 71 + 65, body.length + 72 + 65)
        );
    }

    function test_RevertWhen_RenewalComesWithoutTheFlag() public {
        bytes memory renewal = renewalBy(_renewerKey, _id, 1, DEADLINE);
        uint256 length = bodyWith(_terms, routerCall(""), START + 600, 0).length + 65;
        refuse(
            opWith(_terms, routerCall(""), START + 600, 0, renewal),
            refusal(ISessionKeyModule.SegmentLengthMismatch.selector, length, length + 71)
        );
    }

    function test_RevertGiven_NoRenewer_WhenRenewalCarriesASignature() public {
        SessionEncoder.Terms memory terms = freeTerms();
        terms.addTtl(uint32(TTL), 3);
        SessionId id = relayGrant(terms);
        uint256 length = bodyWith(terms, routerCall(""), START + 600, FLAG_RENEW).length + 65;
        refuse(
            opWith(terms, routerCall(""), START + 600, FLAG_RENEW, renewalBy(_renewerKey, id, 1, DEADLINE)),
            refusal(ISessionKeyModule.SegmentLengthMismatch.selector, length, length + 71)
        );
    }

    function test_WhenUsedWithoutRenewal() public {
        assertBounds(_terms, START + 600, 0, START + TTL);
    }

    /* HELPERS */

    function _op(uint256 claimedAt, bytes memory renewal) private view returns (PackedUserOperation memory) {
        return opWith(_terms, routerCall(""), claimedAt, FLAG_RENEW, renewal);
    }

    function _assertAnswer(bytes memory renewal, uint256 expected) private {
        assertEq(_ask(_op(START + 600, renewal)), expected, "answer");
    }

    /// @dev Nothing of it stays.
    function _ask(PackedUserOperation memory userOp) private returns (uint256 answer) {
        uint256 world = vm.snapshotState();
        answer = validate(userOp);
        vm.revertToStateAndDelete(world);
    }
}
