// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ModuleConfigLib} from "../../src/account/ModuleConfigLib.sol";
import {Call} from "../../src/interfaces/ERC6900Types.sol";
import {IAccountExecute, IEntryPoint, PackedUserOperation} from "../../src/interfaces/IERC4337.sol";
import {IReferenceAccount} from "../../src/interfaces/IReferenceAccount.sol";
import {RecordingModule} from "../mocks/RecordingModule.sol";
import {SwapRouter} from "../mocks/SwapRouter.sol";
import {TestToken} from "../mocks/TestToken.sol";
import {ReferenceAccountFixtures} from "../utils/ReferenceAccountFixtures.sol";

/// @notice Operations of the reference account through a real EntryPoint; one contract for each version below.
abstract contract ReferenceAccountIntegrationTest is ReferenceAccountFixtures {
    uint32 internal constant SESSION_ENTITY_ID = 7;

    TestToken internal _token;
    RecordingModule internal _module;
    address internal _recipient;

    function deployEntryPoint() internal virtual returns (IEntryPoint);

    function setUp() public {
        deployAccount(deployEntryPoint());
        _token = new TestToken("Test Dollar", "TUSD");
        _module = new RecordingModule();
        _recipient = makeAddress("recipient");
        _token.mint(address(_account), 1000e6);
    }

    function test_FirstOperation_CreatesTheAccount() public {
        address account = _factory.getAddress(_owner, 1);
        vm.deal(account, 1 ether);
        bytes memory callData = abi.encodeCall(_account.execute, (_recipient, 1 gwei, ""));
        PackedUserOperation memory userOp =
            buildUserOp(account, _entryPoint.getNonce(account, nonceKey(0, OWNER_ENTITY_ID, OPTION_GLOBAL)), callData);
        userOp.initCode = abi.encodePacked(address(_factory), abi.encodeCall(_factory.createAccount, (_owner, 1)));
        userOp.signature = finalSegment(signUserOp(_entryPoint, _ownerKey, userOp));

        assertSucceeded(send(_entryPoint, userOp));

        assertGt(account.code.length, 0, "account has code");
        assertEq(_recipient.balance, 1 gwei, "recipient is paid");
    }

    function test_OwnerTransfersTokens() public {
        Outcome memory outcome = sendAsOwner(_executeTransfer(25e6));

        assertSucceeded(outcome);
        assertEq(_token.balanceOf(_recipient), 25e6, "tokens of the recipient");
    }

    function test_OwnerSignsTheOtherForm() public {
        PackedUserOperation memory userOp = ownerOp(_executeTransfer(25e6));
        bytes32 userOpHash = _entryPoint.getUserOpHash(userOp);
        userOp.signature = finalSegment(
            address(_entryPoint) == address(ENTRY_POINT_V07)
                ? signDigest(_ownerKey, userOpHash)
                : signPersonal(_ownerKey, userOpHash)
        );

        assertSucceeded(send(_entryPoint, userOp));
    }

    function test_OwnerSwapsInOneBatch() public {
        TestToken other = new TestToken("Test Euro", "TEUR");
        SwapRouter router = new SwapRouter();
        other.mint(address(router), 1000e6);
        router.setRate(address(_token), address(other), 0.5e18);
        Call[] memory calls = new Call[](2);
        calls[0] =
            Call({target: address(_token), value: 0, data: abi.encodeCall(_token.approve, (address(router), 100e6))});
        calls[1] = Call({
            target: address(router),
            value: 0,
            data: abi.encodeCall(router.swap, (address(_token), address(other), 100e6, 50e6, address(_account)))
        });

        Outcome memory outcome = sendAsOwner(abi.encodeCall(_account.executeBatch, (calls)));

        assertSucceeded(outcome);
        assertEq(other.balanceOf(address(_account)), 50e6, "tokens bought");
        assertEq(_token.balanceOf(address(_account)), 900e6, "tokens left");
    }

    function test_ExecutionThatReverts_IsPaidAndReported() public {
        Outcome memory outcome = sendAsOwner(_executeTransfer(1001e6));

        bytes4 insufficientBalance = bytes4(keccak256("ERC20InsufficientBalance(address,uint256,uint256)"));
        assertFailed(outcome, abi.encodeWithSelector(insufficientBalance, address(_account), 1000e6, 1001e6));
        assertGt(outcome.gasUsed, 0, "gas paid");
    }

    function test_WrongSignature_IsRefused() public {
        (, uint256 strangerKey) = makeKey("stranger");
        PackedUserOperation memory userOp = ownerOp(_executeTransfer(25e6));
        userOp.signature = finalSegment(signUserOp(_entryPoint, strangerKey, userOp));

        assertRefused(send(_entryPoint, userOp), "AA24 signature error");
    }

    function test_CallToTheAccountItself_IsRefusedInValidation() public {
        bytes memory callData = abi.encodeCall(_account.execute, (address(_account), 0, ""));

        assertReverted(sendAsOwner(callData), abi.encodeWithSelector(IReferenceAccount.ExecuteToSelf.selector));
    }

    function test_InstalledValidation_ActsWithinItsSelectorsAndTime() public {
        _installSession(none());
        PackedUserOperation memory userOp = _sessionOp(_executeTransfer(25e6), finalSegment("session segment"));

        assertSucceeded(send(_entryPoint, userOp));

        assertEq(_token.balanceOf(_recipient), 25e6, "tokens of the recipient");
        RecordingModule.Entry memory entry = _module.entries()[1];
        assertEq(entry.segment, "session segment", "what the module saw as signature");
        assertEq(entry.hash, _entryPoint.getUserOpHash(userOp), "hash that the module saw");
    }

    function test_InstalledValidation_MayNotInstallAnother() public {
        _installSession(none());
        bytes memory callData = _installCall(SESSION_ENTITY_ID + 1, none());
        PackedUserOperation memory userOp = _sessionOp(callData, finalSegment(""));

        assertReverted(
            send(_entryPoint, userOp),
            abi.encodeWithSelector(
                IReferenceAccount.SelectorNotAllowed.selector, SESSION_ENTITY_ID, _account.installValidation.selector
            )
        );
    }

    /// @dev The EntryPoint would call what the operation says, with the authority of the EntryPoint.
    function test_InstalledValidation_MayNotAskAnotherAboutAForgedOperation() public {
        RecordingModule other = new RecordingModule();
        install(
            validationConfig(address(other), SESSION_ENTITY_ID + 1, ModuleConfigLib.FLAG_USER_OP),
            list(_account.execute.selector),
            none()
        );
        PackedUserOperation memory forged = buildUserOp(
            address(_account), uint256(nonceKey(0, SESSION_ENTITY_ID + 1, OPTION_NONE)) << 64, _executeTransfer(25e6)
        );
        forged.signature = finalSegment("");
        bytes4 selector = _account.validateUserOp.selector;
        bytes memory callData = abi.encodeCall(_account.validateUserOp, (forged, keccak256("forged"), 5 ether));

        Outcome memory installation = sendAsOwner(_installCall(SESSION_ENTITY_ID, list(selector), none()));
        Outcome memory outcome = send(_entryPoint, _sessionOp(callData, finalSegment("")));

        assertEq(other.entries().length, 0, "questions about the forged operation");
        assertFailed(
            installation, abi.encodeWithSelector(IReferenceAccount.ValidationSelectorNotAllowed.selector, selector)
        );
        assertReverted(
            outcome, abi.encodeWithSelector(IReferenceAccount.ValidationNotInstalled.selector, SESSION_ENTITY_ID)
        );
    }

    /// @dev The second `validAfter` itself is due on v0.7, and not yet on v0.8 and v0.9.
    function test_TimeBoundsOfTheModule_ReachTheEntryPoint() public {
        _installSession(none());
        uint256 validAfter = vm.getBlockTimestamp() + 100;
        uint256 validUntil = validAfter + 100;
        _module.answer(SESSION_ENTITY_ID, validAfter << 208 | validUntil << 160);

        vm.warp(validAfter - (address(_entryPoint) == address(ENTRY_POINT_V07) ? 1 : 0));
        assertRefused(send(_entryPoint, _sessionOp(_executeTransfer(1), finalSegment(""))), "AA22 expired or not due");
        vm.warp(validAfter + (address(_entryPoint) == address(ENTRY_POINT_V07) ? 0 : 1));
        assertSucceeded(send(_entryPoint, _sessionOp(_executeTransfer(1), finalSegment(""))));
        vm.warp(validUntil);
        assertSucceeded(send(_entryPoint, _sessionOp(_executeTransfer(1), finalSegment(""))));
        vm.warp(validUntil + 1);
        assertRefused(send(_entryPoint, _sessionOp(_executeTransfer(1), finalSegment(""))), "AA22 expired or not due");
    }

    function test_ExecutionHooks_RunAroundWhatComesBehindExecuteUserOp() public {
        _installSession(list(hookItem(address(_module), 9, ModuleConfigLib.HOOK_PRE, "")));
        bytes memory callData = abi.encodePacked(IAccountExecute.executeUserOp.selector, _executeTransfer(25e6));

        assertSucceeded(send(_entryPoint, _sessionOp(callData, finalSegment(""))));

        assertEq(_token.balanceOf(_recipient), 25e6, "tokens of the recipient");
        RecordingModule.Entry[] memory entries = _module.entries();
        assertEq(entries[entries.length - 1].selector, _module.preExecutionHook.selector, "the hook ran");
        assertEq(entries[entries.length - 1].sender, address(_entryPoint), "sender that the hook saw");
    }

    function test_ValidationUninstalledEarlierInTheBundle_DoesNotExecute() public {
        _installSession(list(hookItem(address(_module), 9, ModuleConfigLib.HOOK_PRE, "")));
        PackedUserOperation memory uninstallation = ownerOp(
            abi.encodeCall(
                _account.uninstallValidation, (moduleEntity(address(_module), SESSION_ENTITY_ID), "", none())
            )
        );
        bytes memory call = abi.encodePacked(IAccountExecute.executeUserOp.selector, _executeTransfer(25e6));

        Outcome[] memory outcomes =
            sendBundle(_entryPoint, bundleOf(uninstallation, _sessionOp(call, finalSegment(""))));

        assertSucceeded(outcomes[0]);
        assertFailed(
            outcomes[1], abi.encodeWithSelector(IReferenceAccount.ValidationNotInstalled.selector, SESSION_ENTITY_ID)
        );
        assertEq(_token.balanceOf(_recipient), 0, "tokens of the recipient");
    }

    function test_LanesOfOneValidation_AreIndependent() public {
        _installSession(none());
        uint192 laneKey = nonceKey(0xabc, SESSION_ENTITY_ID, OPTION_NONE);
        for (uint256 i = 0; i < 2; i++) {
            PackedUserOperation memory userOp =
                buildUserOp(address(_account), _entryPoint.getNonce(address(_account), laneKey), _executeTransfer(1));
            userOp.signature = finalSegment("");
            assertSucceeded(send(_entryPoint, userOp));
        }

        assertEq(_entryPoint.getNonce(address(_account), laneKey), uint256(laneKey) << 64 | 2, "nonce of the lane");
        assertEq(nextNonce(SESSION_ENTITY_ID, OPTION_NONE) & type(uint64).max, 0, "sequence of the other lane");
    }

    function test_FactoryCanBeStaked() public {
        address stakeOwner = _factory.STAKE_OWNER();
        vm.deal(stakeOwner, 1 ether);

        vm.startPrank(stakeOwner);
        _factory.addStake{value: 1 ether}(1 days);
        _factory.unlockStake();
        skip(1 days);
        _factory.withdrawStake(payable(_recipient));
        vm.stopPrank();

        assertEq(_recipient.balance, 1 ether, "stake paid out");
    }

    function _installSession(bytes[] memory hooks) private {
        assertSucceeded(sendAsOwner(_installCall(SESSION_ENTITY_ID, hooks)));
    }

    function _installCall(uint32 entityId, bytes[] memory hooks) private view returns (bytes memory) {
        return _installCall(entityId, list(_account.execute.selector, _account.executeBatch.selector), hooks);
    }

    function _installCall(uint32 entityId, bytes4[] memory selectors, bytes[] memory hooks)
        private
        view
        returns (bytes memory)
    {
        return abi.encodeCall(
            _account.installValidation,
            (
                validationConfig(address(_module), entityId, ModuleConfigLib.FLAG_USER_OP),
                selectors,
                "install data",
                hooks
            )
        );
    }

    function _sessionOp(bytes memory callData, bytes memory signature)
        private
        view
        returns (PackedUserOperation memory userOp)
    {
        userOp = buildUserOp(address(_account), nextNonce(SESSION_ENTITY_ID, OPTION_NONE), callData);
        userOp.signature = signature;
    }

    function _executeTransfer(uint256 amount) private view returns (bytes memory) {
        bytes memory transfer = abi.encodeCall(_token.transfer, (_recipient, amount));
        return abi.encodeCall(_account.execute, (address(_token), 0, transfer));
    }
}

contract ReferenceAccountOnV07Test is ReferenceAccountIntegrationTest {
    function deployEntryPoint() internal override returns (IEntryPoint) {
        return deployEntryPointV07();
    }
}

contract ReferenceAccountOnV08Test is ReferenceAccountIntegrationTest {
    function deployEntryPoint() internal override returns (IEntryPoint) {
        return deployEntryPointV08();
    }
}

contract ReferenceAccountOnV09Test is ReferenceAccountIntegrationTest {
    function deployEntryPoint() internal override returns (IEntryPoint) {
        return deployEntryPointV09();
    }
}
