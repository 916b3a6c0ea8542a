// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IAccountExecute, PackedUserOperation} from "../../../src/interfaces/IERC4337.sol";
import {ISessionExecutionGuard} from "../../../src/interfaces/ISessionExecutionGuard.sol";
import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {SessionStatus, SessionStatusLib} from "../../../src/types/SessionStatus.sol";
import {ObligingGuard} from "../../mocks/ObligingGuard.sol";
import {Defaults} from "../../utils/Defaults.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {SessionKeyModuleUnitTest} from "./SessionKeyModuleUnitTest.sol";

/// @notice What the module asks of a session that names a guard, and what it tells the guard.
contract SessionKeyModule_Guard_Test is SessionKeyModuleUnitTest {
    using SessionEncoder for SessionEncoder.Terms;

    bytes4 private constant TAKEN_NOTE = ISessionExecutionGuard.watch.selector;

    ObligingGuard private _guard;

    function setUp() public override {
        super.setUp();
        _guard = new ObligingGuard();
        _guard.setAnswer(abi.encode(TAKEN_NOTE), false);
    }

    function test_WhenGuardTakesNote() public {
        SessionEncoder.Terms memory terms = _guardedTerms();
        terms.groups = "";
        terms.features = 0x40;
        terms.addIdleTimeout(600);
        terms.addGuard(address(_guard), 500e8, 1 days, keccak256("feeds"));
        terms.budgets = append(terms.budgets, SessionEncoder.budget(0, address(1), 10, 0));
        terms.budgets = append(terms.budgets, SessionEncoder.budget(2, address(_token), 5_000e6, 1 days));
        relayGrant(terms);
        PackedUserOperation memory userOp = _prefixed(terms, transferCall(7));
        bytes32 userOpHash = this.getUserOpHash(userOp);

        assertEq(uint160(validate(userOp)), 0, "signature is right");

        bytes memory counted = abi.encode(uint256(7), uint256(0), uint256(0), uint256(0));
        bytes memory expected = abi.encodeCall(
            ISessionExecutionGuard.watch,
            (
                _account,
                route(),
                userOpHash,
                sessionIdOf(terms),
                claim(),
                Defaults.NOW + 600,
                0,
                bytes.concat(terms.core(), counted)
            )
        );
        assertEq(_guard.told(), expected, "told");
    }

    function test_RevertWhen_GuardIsNotThere() public {
        SessionEncoder.Terms memory terms = defaultTerms();
        terms.addGuard(makeAddress("guard"), 0, 0, 0);
        relayGrant(terms);

        refuse(_prefixed(terms, transferCall(1)), _missing(makeAddress("guard")));
    }

    function test_RevertWhen_GuardDoesNotTakeNote() public {
        SessionEncoder.Terms memory terms = _guardedTerms();
        relayGrant(terms);
        bytes[5] memory answers = [
            abi.encode(0),
            abi.encode(bytes32(TAKEN_NOTE) | bytes32(uint256(1))),
            abi.encodePacked(TAKEN_NOTE),
            abi.encodePacked(TAKEN_NOTE, bytes27(0)),
            bytes("")
        ];

        for (uint256 i = 0; i < answers.length; i++) {
            _guard.setAnswer(answers[i], false);
            refuse(_prefixed(terms, transferCall(1)), _missing(address(_guard)));
        }
        _guard.setAnswer("", true);
        refuse(_prefixed(terms, transferCall(1)), _missing(address(_guard)));
        _guard.setAnswer(abi.encode(TAKEN_NOTE), false);
        validate(_prefixed(terms, transferCall(1)));
    }

    function test_RevertWhen_GuardRefusesByName() public {
        SessionEncoder.Terms memory terms = _guardedTerms();
        relayGrant(terms);
        bytes memory reason =
            abi.encodeWithSelector(ISessionExecutionGuard.CallDataTaken.selector, keccak256("key"), sessionIdOf(terms));
        _guard.setAnswer(reason, true);

        refuse(_prefixed(terms, transferCall(1)), reason);
    }

    function test_RevertWhen_OperationDoesNotComeBehindExecuteUserOp() public {
        SessionEncoder.Terms memory terms = _guardedTerms();
        relayGrant(terms);

        refuse(terms, transferCall(1), _missing(address(_guard)));
    }

    function test_WhenRouteIsERC7579() public {
        // The unit's account answers both standards: the route is the function that is called.
        SessionEncoder.Terms memory terms = _guardedTerms();
        uint40 route7579 = 2 << 32;
        bytes memory packed = terms.packed();
        bytes memory signature =
            signDigest(_approverKey, _messages.grantDigest(address(_module), _account, route7579, packed, TYPED));
        _module.grant(_account, route7579, packed, TYPED, signature);
        TestCall[] memory calls = one(transferCall(7));
        PackedUserOperation memory userOp = unsignedOp(terms, calls, 0);
        userOp.callData = abi.encodeWithSignature(
            "execute(bytes32,bytes)", bytes32(0), abi.encodePacked(calls[0].target, uint256(0), calls[0].data)
        );
        sign(userOp, bodyOf(terms, calls));
        bytes32 userOpHash = this.getUserOpHash(userOp);

        vm.prank(_account);
        assertEq(uint160(_module.validateUserOp(userOp, userOpHash)), 0, "signature is right");

        bytes32 id = terms.sessionId(address(_module), _account, route7579);
        bytes memory expected = abi.encodePacked(
            TAKEN_NOTE, abi.encode(_account, route7579, keccak256(userOp.callData), id, claim(), terms.expiresAt, 0)
        );
        bytes memory told = _guard.told();
        for (uint256 i = 0; i < expected.length; i++) {
            assertEq(bytes32(told[i]), bytes32(expected[i]), "told");
        }
    }

    /// @dev No such leaf can be granted: the status is written as if it had been.
    function test_RevertWhen_LeafIsForTheGuard() public {
        SessionEncoder.Terms memory terms = _guardedTerms();
        terms.leaves[0] = SessionEncoder.leaf(address(_guard), 0x12345678, 0, none(), none());
        bytes32 records = keccak256(abi.encode(sessionIdOf(terms), uint256(1)));
        SessionStatus status = SessionStatusLib.pack(terms.expiresAt, Defaults.NOW, 0, 1);
        vm.store(address(_module), keccak256(abi.encode(_account, records)), bytes32(SessionStatus.unwrap(status)));
        bytes memory refused = abi.encodeWithSelector(ISessionKeyModule.TargetForbidden.selector, 0, address(_guard));

        refuse(_prefixed(terms, callOf(address(_guard), hex"12345678")), refused);
    }

    function _guardedTerms() private view returns (SessionEncoder.Terms memory terms) {
        terms = defaultTerms();
        terms.addGuard(address(_guard), 0, 0, 0);
    }

    function _missing(address guard) private view returns (bytes memory) {
        return abi.encodeWithSelector(ISessionKeyModule.GuardMissing.selector, guard, route());
    }

    function _prefixed(SessionEncoder.Terms memory terms, TestCall memory call)
        private
        view
        returns (PackedUserOperation memory userOp)
    {
        userOp = unsignedOp(terms, one(call), 0);
        userOp.callData = bytes.concat(IAccountExecute.executeUserOp.selector, userOp.callData);
        sign(userOp, bodyOf(terms, one(call)));
    }
}
