// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {MODE_HALTED, MODE_RESTRICTED} from "../../../src/interfaces/ISessionKeyModule.sol";
import {SessionId} from "../../../src/types/SessionId.sol";
import {Defaults} from "../../utils/Defaults.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {StorageTest} from "./StorageTest.sol";

/// @notice Every slot of the module. The account is the innermost mapping key of all of them (ERC-7562).
contract SessionKeyModule_Storage_Test is StorageTest {
    using SessionEncoder for SessionEncoder.Terms;

    /* THE ACCOUNT'S SLOT */

    function test_WhenInstalled() public {
        assertAccount({epoch: 1, granted: 0, floor: 0, limit: 0, mode: 0});
        assertControl({installation: 1, tightenings: 0});

        vm.record();
        vm.prank(_account);
        _module.onInstall(installData());

        assertWrites(controlSlot(), accountSlot());
        assertAccount({epoch: 2, granted: 0, floor: 0, limit: 0, mode: 0});
        assertControl({installation: 2, tightenings: 0});
    }

    function test_GivenAConcurrentLimit() public {
        for (uint64 i = 0; i < 5; i++) {
            _grant(i);
        }
        vm.record();
        vm.prank(_account);
        _module.setConcurrentLimit(3);

        assertWrites(accountSlot());
        assertAccount({epoch: 1, granted: 5, floor: 2, limit: 3, mode: 0});
        _grant(5);
        assertAccount({epoch: 1, granted: 6, floor: 3, limit: 3, mode: 0});
    }

    function test_GivenAnotherMode() public {
        vm.record();
        setMode(MODE_RESTRICTED);

        assertWrites(controlSlot(), accountSlot());
        assertAccount({epoch: 1, granted: 0, floor: 0, limit: 0, mode: 1});
        assertControl({installation: 1, tightenings: 1});
        setMode(MODE_HALTED);
        assertAccount({epoch: 1, granted: 0, floor: 0, limit: 0, mode: 2});
        assertControl({installation: 1, tightenings: 2});
        setMode(0);
        assertAccount({epoch: 1, granted: 0, floor: 0, limit: 0, mode: 0});
        assertControl({installation: 1, tightenings: 2});
    }

    function test_WhenAllIsRevoked() public {
        _grant(1);
        vm.prank(_account);
        _module.setConcurrentLimit(7);
        setMode(MODE_RESTRICTED);
        vm.record();
        vm.prank(_account);
        _module.revokeAll(_account, TYPED, "");

        assertWrites(accountSlot());
        assertAccount({epoch: 2, granted: 0, floor: 0, limit: 7, mode: 1});
    }

    /* A SESSION'S STATUS */

    function test_WhenGranted() public {
        vm.warp(Defaults.NOW + 5);
        vm.record();
        SessionId id = relayGrant(defaultTerms());

        assertWrites(accountSlot(), recordSlot(id));
        assertAccount({epoch: 1, granted: 1, floor: 0, limit: 0, mode: 0});
        assertStatus({id: id, expiresAt: EXPIRES_AT, lastActivity: Defaults.NOW + 5, renewals: 0, seat: 0, flags: 0});
    }

    function test_WhenGrantedSecond() public {
        _grant(1);
        SessionId id = _grant(2);

        assertStatus({id: id, expiresAt: EXPIRES_AT, lastActivity: Defaults.NOW, renewals: 0, seat: 1, flags: 0});
    }

    function test_WhenRevoked() public {
        SessionId id = _grant(1);
        vm.record();
        vm.prank(_account);
        _module.revoke(_account, id, TYPED, "");

        assertWrites(recordSlot(id));
        assertStatus({id: id, expiresAt: EXPIRES_AT, lastActivity: Defaults.NOW, renewals: 0, seat: 0, flags: REVOKED});
    }

    function test_WhenRevokedBeforeItsGrant() public {
        SessionId id = sessionIdOf(defaultTerms());
        vm.record();
        vm.prank(_account);
        _module.revoke(_account, id, TYPED, "");

        assertWrites(recordSlot(id));
        assertEq(uint256(load(recordSlot(id))), 1 << 88, "status");
    }

    function test_WhenPausedAndResumed() public {
        SessionId id = _grant(1);
        vm.record();
        vm.prank(_account);
        _module.pause(_account, id, 0, 0, TYPED, "");

        assertWrites(controlSlot(), recordSlot(id));
        assertStatus({id: id, expiresAt: EXPIRES_AT, lastActivity: Defaults.NOW, renewals: 0, seat: 0, flags: PAUSED});
        assertControl({installation: 1, tightenings: 1});
        vm.prank(_account);
        _module.resume(_account, id, 0, 0, 0, TYPED, "");
        assertStatus({id: id, expiresAt: EXPIRES_AT, lastActivity: Defaults.NOW, renewals: 0, seat: 0, flags: 0});
    }

    function test_WhenReplacedWhilePaused() public {
        _grant(1);
        SessionId replaced = _grant(2);
        vm.prank(_account);
        _module.pause(_account, replaced, 0, 0, TYPED, "");
        SessionEncoder.Terms memory terms = defaultTerms();
        terms.detailFlags = 2;
        terms.replaces = SessionId.unwrap(replaced);
        vm.record();
        SessionId id = relayGrant(terms);

        assertWrites(recordSlot(replaced), recordSlot(id));
        assertStatus({id: id, expiresAt: EXPIRES_AT, lastActivity: Defaults.NOW, renewals: 0, seat: 1, flags: PAUSED});
        assertStatus({
            id: replaced,
            expiresAt: EXPIRES_AT,
            lastActivity: Defaults.NOW,
            renewals: 0,
            seat: 1,
            flags: REVOKED | PAUSED
        });
    }

    function test_WhenRenewed() public {
        SessionEncoder.Terms memory terms = _uncounted();
        terms.addTtl(1 hours, 3);
        SessionId id = relayGrant(terms);
        assertStatus({
            id: id, expiresAt: Defaults.NOW + 1 hours, lastActivity: Defaults.NOW, renewals: 0, seat: 0, flags: 0
        });
        vm.record();
        validate(opWith(terms, routerCall(""), Defaults.NOW + 600, FLAG_RENEW));

        assertWrites(recordSlot(id));
        assertStatus({
            id: id, expiresAt: Defaults.NOW + 4200, lastActivity: Defaults.NOW, renewals: 1, seat: 0, flags: 0
        });
    }

    function test_WhenUsedWithAnIdleTimeout() public {
        SessionEncoder.Terms memory terms = _uncounted();
        terms.addIdleTimeout(1 hours);
        SessionId id = relayGrant(terms);
        vm.record();
        validate(opWith(terms, routerCall(""), Defaults.NOW + 600, 0));

        assertWrites(recordSlot(id));
        assertStatus({id: id, expiresAt: EXPIRES_AT, lastActivity: Defaults.NOW + 600, renewals: 0, seat: 0, flags: 0});
    }

    function test_WhenUsedWithout() public {
        SessionEncoder.Terms memory terms = _uncounted();
        relayGrant(terms);
        vm.record();
        validate(opWith(terms, routerCall(""), Defaults.NOW + 600, 0));

        (, bytes32[] memory writes) = vm.accesses(address(_module));
        assertEq(writes.length, 0, "writes");
    }

    function test_WhenReattested() public {
        SessionId id = _grant(1);
        vm.warp(Defaults.NOW + 900);
        vm.record();
        vm.prank(_account);
        _module.reattest(_account, id, Defaults.NOW + 600, TYPED, "");

        assertWrites(recordSlot(id));
        assertStatus({id: id, expiresAt: EXPIRES_AT, lastActivity: Defaults.NOW + 600, renewals: 0, seat: 0, flags: 0});
    }

    function test_WhenTheFirstOperationCarriesTheGrant() public {
        SessionEncoder.Terms memory terms = defaultTerms();
        SessionId id = sessionIdOf(terms);
        vm.record();

        validate(enablingOp(terms, one(transferCall(7)), TEXT));

        (bytes32[] memory reads, bytes32[] memory writes) = vm.accesses(address(_module));
        assertEq(writes.length, 3, "writes");
        for (uint256 i = 0; i < reads.length; i++) {
            bool own = reads[i] == accountSlot() || reads[i] == recordSlot(id) || reads[i] == budgetSlotOf(id, 0);
            assertTrue(own, "a slot that is not the account's or the session's");
        }
        (reads, writes) = vm.accesses(address(_messages));
        assertEq(reads.length + writes.length, 0, "slots of the helper");
        (reads, writes) = vm.accesses(address(_renderer));
        assertEq(reads.length + writes.length, 0, "slots of the renderer");
    }

    /* SIGNERS */

    function test_WhenAddedAsAGuardian() public {
        vm.record();
        makeGuardian();

        assertWrites(signerSlot(_guardian));
        assertSigner({signer: _guardian, guardianOf: 1, sequence: 0});
        vm.prank(_account);
        _module.removeGuardian(_guardian);
        assertSigner({signer: _guardian, guardianOf: 0, sequence: 0});
    }

    function test_WhenItsMessageIsAccepted() public {
        makeGuardian();
        bytes memory message = tightening(_guardianKey, MODE_RESTRICTED, 0x1122334455667788);
        vm.record();
        relay(message);

        (, bytes32[] memory writes) = vm.accesses(address(_module));
        assertEq(writes.length, 3, "writes");
        assertEq(writes[0], signerSlot(_guardian), "first write");
        assertSigner({signer: _guardian, guardianOf: 1, sequence: 0x1122334455667788});

        relay(loosening(_approverKey, 0, 1, 5));
        assertSigner({signer: _approver, guardianOf: 0, sequence: 5});
    }

    /* HELPERS */

    function _grant(uint64 salt) private returns (SessionId) {
        SessionEncoder.Terms memory terms = defaultTerms();
        terms.salt = salt;
        return relayGrant(terms);
    }

    /// @dev Nothing is counted, so that no budget is written.
    function _uncounted() private view returns (SessionEncoder.Terms memory) {
        return termsOf(routerLeaf(none(), none()));
    }
}
