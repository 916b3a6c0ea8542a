// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../../../src/interfaces/IERC4337.sol";
import {
    ISessionKeyModule,
    MAX_LEAVES,
    MAX_PROOF_LENGTH,
    MAX_SEGMENT_LENGTH
} from "../../../src/interfaces/ISessionKeyModule.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {StateAttackTest} from "../StateAttackTest.sol";

/// @notice Accounts whose code comes, goes and changes, terms that nothing measures, and operations that are too big.
abstract contract ChainAttacks is StateAttackTest {
    using SessionEncoder for SessionEncoder.Terms;

    string private constant EOA = "externally owned account";

    /* WHAT AN ACCOUNT STANDARD SAYS */

    /// @notice The code that accounts delegate to.
    function implementation() internal view virtual returns (address);

    /// @notice From now on `account()` is this address.
    function adopt(address made) internal virtual;

    /* EIP-7702 */

    /// @dev The documented choice: sessions belong to the address. They sleep while its code is another's and wake with
    /// what they had spent; who wants them dead says so, or installs anew.
    function test_AC109_DelegatedToOtherCodeAndBack() external {
        SessionEncoder.Terms memory terms = _liveOnDelegatedAccount();
        allow(sessionOp(terms, one(transferCall(200e6))));
        PackedUserOperation memory waiting = smallOp(terms);

        _delegate(address(_router));
        _refuseBundle(waiting);
        _delegate(address(0));
        _refuseBundle(waiting);
        _delegate(implementation());

        allow(waiting);
        assertEq(spentOf(terms), 200e6 + 1, "spent goes on");
        callAs(account(), abi.encodeWithSignature("onInstall(bytes)", installData()));
        refuse(smallOp(terms), epochPassed(1, 2));
    }

    /// @dev The key of the address can always send transactions of its own: they are not the session's.
    function test_AC109_RawTransactionOfTheKey() external {
        SessionEncoder.Terms memory terms = _liveOnDelegatedAccount();
        allow(sessionOp(terms, one(transferCall(200e6))));

        vm.prank(account());
        _token.transfer(_recipient, 500e6);

        assertEq(spentOf(terms), 200e6, "spent");
        for (uint256 i = 0; i < 4; i++) {
            allow(sessionOp(terms, one(transferCall(200e6))));
        }
        refuse(
            smallOp(terms),
            abi.encodeWithSelector(
                ISessionKeyModule.BudgetExceeded.selector,
                0,
                address(_token),
                1_000e6,
                1_000e6,
                1,
                (vm.getBlockTimestamp() / 1 days + 1) * 1 days
            )
        );
    }

    /// @dev Between delegation and installation anybody may try to be first.
    function test_AC110_InstallationByAnotherParty() external {
        address eoa = adoptDelegatedAddress();
        (uint8 shift, uint8 width) = nonceLayout();
        bytes memory data = abi.encode(_agent, shift, width, uint8(0));

        vm.prank(_agent);
        (bool done,) = eoa.call(installation(data));
        assertFalse(done, "installed by another party");
        callAs(_agent, abi.encodeWithSignature("onInstall(bytes)", data));
        assertEq(stateOf(eoa), 0, "state of the account");

        _installAsItself();
        assertEq(_module.accountState(eoa).approver(), _approver, "approver");
        _token.mint(eoa, 1);
        allow(smallEnablingOp(defaultTerms()));
    }

    /// @dev From v0.8 on the EntryPoint calls such an account with what stands behind the mark, before it asks the account
    /// anything, in every operation again: whoever signs the operation could configure it.
    function test_AC110_InitializationByTheSession() external {
        SessionEncoder.Terms memory terms = _liveOnDelegatedAccount();
        PackedUserOperation memory userOp = unsignedOp(terms, one(transferCall(1)), 0);
        bytes20 mark = bytes20(bytes2(0x7702));
        bytes memory data = abi.encodeWithSignature("onInstall(bytes)", installData());

        userOp.initCode = bytes.concat(mark, data);
        sign(userOp, segmentBody(claim(), 0, grantedPart(terms), one(transferCall(1))));
        bytes memory refused =
            abi.encodeWithSelector(ISessionKeyModule.InitCodeNotAllowed.selector, 20 + data.length, 20);
        (bool answered, bytes memory answer) = askModule(userOp);
        assertFalse(answered, "module answered");
        assertEq(answer, refused, "revert data of the module");
        refuseByAnyEntryPoint(userOp);

        userOp.initCode = bytes.concat(mark, hex"00");
        sign(userOp, segmentBody(claim(), 0, grantedPart(terms), one(transferCall(1))));
        (answered,) = askModule(userOp);
        assertFalse(answered, "one byte behind the mark");

        userOp.initCode = bytes.concat(mark);
        sign(userOp, segmentBody(claim(), 0, grantedPart(terms), one(transferCall(1))));
        (answered, answer) = askModule(userOp);
        assertTrue(answered, "the mark alone");
        assertEq(uint160(abi.decode(answer, (uint256))), 0, "signed by the session key");
    }

    /* DEPLOYMENT */

    /// @dev Before it has code, an account has no module: no grant, and no session in the operation that creates it.
    function test_AC111_SessionInTheCreatingOperation() external {
        (bytes memory initCode, address made) = creation(7);
        vm.deal(made, 1 ether);
        _token.mint(made, 1);
        address former = account();
        adopt(made);
        SessionEncoder.Terms memory terms = defaultTerms();
        PackedUserOperation memory userOp = smallEnablingOp(terms);
        userOp.initCode = initCode;
        sign(userOp, segmentBody(claim(), FLAG_ENABLE, _grantPart(terms), one(transferCall(1))));

        assertFalse(send(entryPoint(), userOp).included, "session in the creating operation");
        assertEq(made.code.length, 0, "code");
        refuseRelayed(granting(terms), abi.encodeWithSelector(ISessionKeyModule.NotInstalled.selector, made));

        adopt(former);
        openAccount(7);
        assertEq(account(), made, "address");
        allow(smallEnablingOp(terms));
    }

    /// @dev The address commits to the owner: other creation data make another account.
    function test_AC111_CreationOfAnotherAccount() external {
        (bytes memory initCode,) = creation(8);
        (, address made) = creation(7);
        vm.deal(made, 1 ether);
        PackedUserOperation memory userOp = buildUserOp(made, 0, encodeCalls(one(transferCall(1))));
        userOp.initCode = initCode;

        assertRefused(send(entryPoint(), userOp), "AA14 initCode must return sender");
        assertEq(made.code.length, 0, "code");
    }

    /* TERMS THAT NEED MORE THAN VALIDATION */

    /// @dev No price is read in validation, and no USD limit is silently nothing: without its guard nothing validates.
    function test_AC112_UsdLimit() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        terms.features |= 0x80;
        terms.groups = abi.encodePacked(makeAddress("guard"), uint128(1_000e8), uint32(1 days), keccak256("feeds"));

        relayGrant(terms);
        bytes memory refusal =
            abi.encodeWithSelector(ISessionKeyModule.GuardMissing.selector, makeAddress("guard"), route());
        refuse(smallOp(terms), refusal);
        terms.budgets = noItems();
        terms.leaves[0] = SessionEncoder.leaf(address(_router), 0x12345678, 0, noItems(), noItems());
        terms.salt = 8;
        refuseGrant(terms, termInvalid("usdLimit", 1_000e8, 0));
        allow(smallEnablingOp(defaultTerms()));
    }

    /* SIZES */

    /// @dev One above the cap: refused before anything in it is read.
    function test_AC113_SegmentThatIsTooLong() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        relayGrant(terms);
        PackedUserOperation memory userOp = smallOp(terms);
        bytes memory garbage = new bytes(MAX_SEGMENT_LENGTH + 1);

        userOp.signature = wrap(abi.encodePacked(garbage, uint16(garbage.length)));
        refuse(userOp, _segmentInvalid(garbage.length, MAX_SEGMENT_LENGTH));
        userOp.signature = wrap(abi.encodePacked(garbage, type(uint16).max));
        refuse(userOp, _segmentInvalid(type(uint16).max, MAX_SEGMENT_LENGTH));
        allow(smallOp(terms));
    }

    function test_AC113_MoreLeavesThanAllowed() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        relayGrant(terms);

        refuse(_withLeaves(terms, MAX_LEAVES + 1), termInvalid("leafCount", MAX_LEAVES + 1, MAX_LEAVES));
        refuse(_withLeaves(terms, 0), termInvalid("leafCount", 0, MAX_LEAVES));
        allow(_withLeaves(terms, MAX_LEAVES));
    }

    function test_AC113_ProofThatIsTooDeep() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        relayGrant(terms);

        PackedUserOperation memory userOp = unsignedOp(terms, one(transferCall(1)), 0);
        bytes memory leaf = abi.encodePacked(_head(terms), uint8(1), terms.leaves[0]);
        sign(userOp, abi.encodePacked(leaf, uint8(21), new bytes(21 * 32), uint8(0)));
        refuse(userOp, termInvalid("proofLength", 21, MAX_PROOF_LENGTH));
        sign(userOp, abi.encodePacked(leaf, uint8(20), new bytes(20 * 32), uint8(0)));
        refuse(
            userOp, abi.encodeWithSelector(ISessionKeyModule.CapabilityNotInRoot.selector, 0, terms.capabilityRoot())
        );
        allow(smallOp(terms));
    }

    /// @dev 33 capabilities are one too many in an operation, and none too many for a relayer.
    function test_AC113_MoreCapabilitiesThanAnOperationBrings() external {
        SessionEncoder.Terms memory terms = _withCapabilities(33);

        refuse(enablingWith(terms, TYPED, approve(terms, TYPED)), termInvalid("capabilityCount", 33, 32));
        relay(granting(terms));
        assertFalse(_module.sessionStatus(account(), sessionIdOf(terms)).isZero(), "session known");
        terms = _withCapabilities(32);
        TestCall memory transfer = transferCall(1);
        transfer.leafIndex = 31;
        PackedUserOperation memory userOp = unsignedOp(terms, one(transfer), 0);
        sign(userOp, segmentBody(claim(), FLAG_ENABLE, _grantPart(terms), one(transfer)));
        allow(userOp);
    }

    /// @dev 128 kB in front of the segment are the account's; what they cost the module is no gas of validation.
    function test_AC113_SignatureOf128Kilobytes() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        relayGrant(terms);
        PackedUserOperation memory userOp = unsignedOp(terms, one(transferCall(1)), 0);
        userOp.accountGasLimits = bytes32(abi.encodePacked(uint128(500_000), uint128(500_000)));
        bytes memory segment = signedSegment(userOp, bodyWith(terms, transferCall(1), claim(), 0), _agentKey);
        bytes memory cut = bytes.concat(segment);
        cut[cut.length - 1] ^= 0x01;

        userOp.signature = wrap(bytes.concat(new bytes(128 * 1024), cut));
        assertEq(send(entryPoint(), userOp).reason, "AA23 reverted", "reason of refusal");
        userOp.signature = wrap(bytes.concat(new bytes(128 * 1024), segment));
        allow(userOp);
    }

    /* HELPERS */

    /// @notice From now on `account()` is an address with a key, which delegates to the account's code.
    function adoptDelegatedAddress() internal returns (address eoa) {
        (eoa,) = makeKey(EOA);
        adopt(eoa);
        _delegate(implementation());
    }

    function _liveOnDelegatedAccount() private returns (SessionEncoder.Terms memory terms) {
        address eoa = adoptDelegatedAddress();
        _token.mint(eoa, 1_000_000e6);
        _installAsItself();
        terms = defaultTerms();
        relayGrant(terms);
    }

    /// @dev EIP-7702: the code of the address is a pointer from now on; zero clears it.
    function _delegate(address code) private {
        (, uint256 key) = makeKey(EOA);
        vm.signAndAttachDelegation(code, key);
        // Any transaction carries the authorization.
        _token.mint(_recipient, 0);
    }

    /// @dev EntryPoint v0.7 does not say why: it asks an address without code.
    function _refuseBundle(PackedUserOperation memory userOp) private {
        bytes memory call = abi.encodeCall(entryPoint().handleOps, (bundleOf(userOp), payable(_recipient)));
        vm.prank(_recipient, _recipient);
        (bool done,) = address(entryPoint()).call(call);
        assertFalse(done, "bundle included");
    }

    function _installAsItself() private {
        vm.deal(account(), 10 ether);
        vm.prank(account());
        (bool done,) = account().call(installation(installData()));
        assertTrue(done, "installed by the account itself");
    }

    function _grantPart(SessionEncoder.Terms memory terms) private view returns (bytes memory) {
        return enablePart(terms, TYPED, approve(terms, TYPED));
    }

    function _head(SessionEncoder.Terms memory terms) private view returns (bytes memory) {
        return abi.encodePacked(claim(), uint48(0), uint8(0), envelopeOf(terms));
    }

    /// @dev The same leaf as often as one likes; the first one is used.
    function _withLeaves(SessionEncoder.Terms memory terms, uint256 count)
        private
        view
        returns (PackedUserOperation memory userOp)
    {
        userOp = unsignedOp(terms, one(transferCall(1)), 0);
        bytes memory body = abi.encodePacked(_head(terms), uint8(count));
        for (uint256 i = 0; i < count; i++) {
            body = abi.encodePacked(body, terms.leaves[0], uint8(0));
        }
        sign(userOp, bytes.concat(body, hex"00"));
    }

    function _withCapabilities(uint256 count) private view returns (SessionEncoder.Terms memory terms) {
        terms = defaultTerms();
        bytes memory transfer = terms.leaves[0];
        terms.leaves = new bytes[](count);
        terms.ids = new string[](count);
        for (uint256 i = 0; i < count; i++) {
            bytes4 selector = bytes4(uint32(i + 1));
            terms.leaves[i] = SessionEncoder.leaf(address(_token), selector, 0, new bytes[](0), new bytes[](0));
            terms.ids[i] = "x";
        }
        terms.leaves[count - 1] = transfer;
    }

    function _segmentInvalid(uint256 length, uint256 maximum) private pure returns (bytes memory) {
        return abi.encodeWithSelector(ISessionKeyModule.SegmentLengthInvalid.selector, length, maximum);
    }
}
