// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule, MODE_HALTED, MODE_NORMAL} from "../../../src/interfaces/ISessionKeyModule.sol";
import {SessionId} from "../../../src/types/SessionId.sol";
import {Forwarder} from "../../mocks/Forwarder.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {StateAttackTest} from "../StateAttackTest.sol";

/// @notice Nothing of an earlier installation, approver or contract at the same address acts in a later one.
abstract contract InstallationAttacks is StateAttackTest {
    using SessionEncoder for SessionEncoder.Terms;

    string private constant ATTACKER = "attacker";

    function test_AC72_ReinstallationWithTheSameData() external {
        _useUp(defaultTerms());
        SessionEncoder.Terms memory terms = defaultTerms();
        uint256 nonce = smallOp(terms).nonce;

        sendOwnerOperation(uninstallation());
        assertFalse(send(entryPoint(), smallOp(terms)).included, "included without the module");
        refuseDirectly(terms, abi.encodeWithSelector(ISessionKeyModule.NotInstalled.selector, account()));
        sendOwnerOperation(installation(installData()));

        _assertAnew(terms, nonce, 3);
    }

    /// @dev An account may uninstall without telling the module, or have lost its memory: installed again is anew.
    function test_AC72_ReinstallationWithoutAWord() external {
        _useUp(defaultTerms());
        SessionEncoder.Terms memory terms = defaultTerms();
        uint256 nonce = smallOp(terms).nonce;

        callAs(account(), abi.encodeWithSignature("onInstall(bytes)", installData()));

        _assertAnew(terms, nonce, 2);
    }

    /// @dev Guardians, mode and limit of the former installation are gone too.
    function test_AC72_SettingsOfTheFormerInstallation() external {
        makeGuardian();
        SessionEncoder.Terms memory terms = defaultTerms();
        relayGrant(terms);
        relay(tightening(_guardianKey, MODE_HALTED, 1));
        vm.prank(account());
        _module.setConcurrentLimit(1);

        sendOwnerOperation(uninstallation());
        sendOwnerOperation(installation(installData()));

        assertEq(_module.accountState(account()).mode(), MODE_NORMAL, "mode");
        assertEq(_module.accountState(account()).limit(), 0, "limit");
        assertEq(_module.accountState(account()).granted(), 0, "seats");
        SessionEncoder.Terms memory current = currentTerms();
        SessionId id = relayGrant(current);
        refuseRelayed(revocation(_guardianKey, id), unauthorized(_guardian));
        refuseRelayed(allRevocation(_guardianKey), unauthorized(_guardian));
        refuseRelayed(pausing(_guardianKey, id, 2), unauthorized(_guardian));
        refuseRelayed(tightening(_guardianKey, MODE_HALTED, 2), unauthorized(_guardian));
        refuseFrom(_guardian, abi.encodeCall(_module.revokeAll, (account(), TYPED, "")), unauthorized(_guardian));
        allow(smallOp(current));
        // Named again, the same address is a guardian of this installation.
        makeGuardian();
        relay(revocation(_guardianKey, id));
    }

    /// @dev One slot ends every session, whatever their number.
    function test_AC73_CostOfUninstallation() external {
        assertLt(_gasOfUninstallation(), 100_000, "gas without a session");
        for (uint64 i = 0; i < 40; i++) {
            relayGrant(otherTerms(100 + i));
        }
        assertLt(_gasOfUninstallation(), 100_000, "gas with 40 sessions");
    }

    /// @dev An account that cannot uninstall is held by the module: whatever it says, and how often.
    function test_AC73_UninstallationNeverReverts() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        relayGrant(terms);
        address stranger = makeAddress("stranger");
        bytes memory notInstalled = abi.encodeWithSelector(ISessionKeyModule.NotInstalled.selector, account());

        callAs(account(), abi.encodeWithSignature("onUninstall(bytes)", new bytes(4096)));
        refuseDirectly(terms, notInstalled);
        callAs(account(), abi.encodeWithSignature("onUninstall(bytes)", ""));
        refuseDirectly(terms, notInstalled);
        callAs(stranger, abi.encodeWithSignature("onUninstall(bytes)", ""));
        assertEq(_module.accountState(stranger).approver(), address(0), "approver of a stranger");
    }

    /// @dev A session that names a guard does nothing without it: neither without code there, nor with other code.
    function test_AC76_SessionThatNamesAGuard() external {
        address[2] memory guards = [makeAddress("guard"), address(_token)];
        for (uint256 i = 0; i < guards.length; i++) {
            SessionEncoder.Terms memory terms = otherTerms(uint64(i));
            terms.features |= 0x80;
            terms.groups = abi.encodePacked(guards[i], uint128(0), uint32(0), bytes32(0));

            bytes memory refusal = abi.encodeWithSelector(ISessionKeyModule.GuardMissing.selector, guards[i], route());
            TestCall memory call =
                guards[i] == address(_token) ? callOf(address(_router), hex"12345678") : transferCall(1);
            if (guards[i] == address(_token)) {
                terms.leaves[0] = SessionEncoder.leaf(address(_router), 0x12345678, 0, noItems(), noItems());
            }
            relayGrant(terms);
            refuse(terms, call, refusal);
        }
        allow(smallEnablingOp(defaultTerms()));
    }

    function test_AC78_GrantsOfTheFormerApprover() external {
        SessionEncoder.Terms memory used = defaultTerms();
        relayGrant(used);
        SessionEncoder.Terms memory unused = otherTerms(8);
        bytes memory signature = approve(unused, TYPED);
        address former = _approver;

        (address next, uint256 nextKey) = makeKey("next approver");
        sendOwnerOperation(encodeCalls(one(callOf(address(_module), abi.encodeCall(_module.setApprover, (next))))));

        refuse(smallOp(used), epochPassed(1, 2));
        refuseGrant(unused, TYPED, signature, epochPassed(1, 2));
        SessionEncoder.Terms memory current = currentTerms();
        bytes memory refusal = abi.encodeWithSelector(ISessionKeyModule.ApproverSignatureInvalid.selector, next);
        refuseGrant(current, TYPED, approve(current, TYPED), refusal);
        refuseRelayed(allRevocation(_approverKey), unauthorized(former));
        (_approver, _approverKey) = (next, nextKey);
        allow(smallEnablingOp(current));
    }

    /// @dev Who owned the address before (a destroyed contract, another delegate) left the module prepared.
    function test_AC79_SessionsOfAnEarlierContractAtTheAddress() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        address made = _prepare(terms);

        openAccount(7);

        assertEq(account(), made, "address");
        refuse(smallOp(terms), epochPassed(1, 2));
        refuseGrant(otherTerms(9), TYPED, _signedByAttacker(made, otherTerms(9)), epochPassed(1, 2));
        SessionEncoder.Terms memory current = currentTerms();
        refuseGrant(current, TYPED, _signedByAttacker(made, current), approverRefused());
        allow(smallEnablingOp(current));
    }

    function test_AC79_GuardianOfAnEarlierContractAtTheAddress() external {
        _prepare(defaultTerms());
        (address attacker, uint256 attackerKey) = makeKey(ATTACKER);

        openAccount(7);

        SessionEncoder.Terms memory current = currentTerms();
        SessionId id = relayGrant(current);
        refuseRelayed(revocation(attackerKey, id), unauthorized(attacker));
        refuseRelayed(pausing(attackerKey, id, 1), unauthorized(attacker));
        refuseRelayed(allRevocation(attackerKey), unauthorized(attacker));
        allow(smallOp(current));
    }

    /// @dev Installed by the attacker's contract, with a session and a guardian, before the account is there.
    function _prepare(SessionEncoder.Terms memory terms) private returns (address made) {
        (, made) = creation(7);
        vm.etch(made, type(Forwarder).runtimeCode);
        address attacker = makeAddress(ATTACKER);
        (uint8 shift, uint8 width) = nonceLayout();
        bytes memory data = abi.encode(attacker, shift, width, uint8(1));
        Forwarder(made).forward(address(_module), abi.encodeWithSignature("onInstall(bytes)", data));
        Forwarder(made).forward(address(_module), abi.encodeCall(_module.addGuardian, (attacker)));
        bytes memory signature = _signedByAttacker(made, terms);
        relay(abi.encodeCall(_module.grant, (made, route(), terms.packed(), TYPED, signature)));
        vm.etch(made, "");
    }

    function _signedByAttacker(address made, SessionEncoder.Terms memory terms) private returns (bytes memory) {
        (, uint256 key) = makeKey(ATTACKER);
        return signDigest(key, _messages.grantDigest(address(_module), made, route(), terms.packed(), TYPED));
    }

    /// @dev A live session with money spent.
    function _useUp(SessionEncoder.Terms memory terms) private {
        relayGrant(terms);
        allow(sessionOp(terms, one(transferCall(200e6))));
        assertEq(spentOf(terms), 200e6, "spent");
    }

    function _assertAnew(SessionEncoder.Terms memory terms, uint256 nonce, uint32 epoch) private {
        assertEq(currentEpoch(), epoch, "epoch");
        refuse(smallOp(terms), epochPassed(1, epoch));
        refuseGrant(terms, TYPED, approve(terms, TYPED), epochPassed(1, epoch));

        SessionEncoder.Terms memory current = currentTerms();
        relayGrant(current);
        assertEq(spentOf(current), 0, "spent in the new installation");
        assertEq(smallOp(current).nonce, nonce, "nonces go on");
        allow(smallOp(current));
    }

    function refuseDirectly(SessionEncoder.Terms memory terms, bytes memory revertData) private {
        refuseDirectly(smallOp(terms), revertData);
    }

    /// @dev The installation stays.
    function _gasOfUninstallation() private returns (uint256 used) {
        uint256 snapshot = vm.snapshotState();
        vm.prank(account());
        used = gasleft();
        _module.onUninstall("");
        used -= gasleft();
        vm.revertToStateAndDelete(snapshot);
    }
}
