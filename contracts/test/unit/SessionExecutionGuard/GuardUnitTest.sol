// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionExecutionGuard} from "../../../src/interfaces/ISessionExecutionGuard.sol";
import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {AccountState, AccountStateLib} from "../../../src/types/AccountState.sol";
import {SessionId} from "../../../src/types/SessionId.sol";
import {SessionStatus, SessionStatusLib} from "../../../src/types/SessionStatus.sol";
import {TestToken} from "../../mocks/TestToken.sol";
import {Defaults} from "../../utils/Defaults.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {Test} from "../../utils/Test.sol";

/// @notice The guard with a module and an account that say what the test wants.
abstract contract GuardUnitTest is Test {
    using SessionEncoder for SessionEncoder.Terms;

    uint40 internal constant ROUTE_7579 = 2 << 32;
    bytes32 internal constant KEY = keccak256("hash of an operation");
    SessionId internal constant ID = SessionId.wrap(keccak256("session"));

    ISessionExecutionGuard internal _guard;
    TestToken internal _token;
    address internal _module;
    address internal _account;
    /// @dev Calls nobody.
    bytes internal _callData = executionOf(address(0xca11), "");

    function setUp() public virtual {
        vm.warp(Defaults.NOW);
        (_module, _account) = (makeAddress("module"), makeAddress("account"));
        _guard = ISessionExecutionGuard(
            vm.deployCode("SessionExecutionGuard.sol:SessionExecutionGuard", abi.encode(_module))
        );
        _token = new TestToken("Test Dollar", "TUSD");
        _token.mint(_account, 1_000);
        answerInstalled(abi.encode(true));
        answerMode(0);
        SessionStatus status = SessionStatusLib.pack(Defaults.NOW + 1 days, Defaults.NOW, 0, 1);
        bytes memory asked = abi.encodeCall(ISessionKeyModule.sessionStatus, (_account, ID));
        vm.mockCall(_module, asked, abi.encode(status));
    }

    /// @notice What the account says when it is asked for the hook.
    function answerInstalled(bytes memory answer) internal {
        vm.mockCall(_account, _isInstalled(), answer);
    }

    /// @notice What it reverts with instead.
    function answerRevert(bytes memory revertData) internal {
        vm.mockCallRevert(_account, _isInstalled(), revertData);
    }

    function _isInstalled() private view returns (bytes memory) {
        return abi.encodeWithSignature("isModuleInstalled(uint256,address,bytes)", 4, _guard, "");
    }

    /// @notice In which mode the module says that the account is.
    function answerMode(uint8 mode) internal {
        AccountState state = AccountStateLib.pack(makeAddress("approver"), 1, 0, 64, 32).withMode(mode);
        vm.mockCall(_module, abi.encodeCall(ISessionKeyModule.accountState, (_account)), abi.encode(state));
    }

    /// @notice A budget on the token and one on operations; `counted` of the token.
    function termsWith(uint256 counted) internal view returns (bytes memory) {
        SessionEncoder.Terms memory terms;
        terms.budgets = new bytes[](2);
        terms.budgets[0] = SessionEncoder.budget(0, address(1), 5, 0);
        terms.budgets[1] = SessionEncoder.budget(0, address(_token), 1_000, 0);
        terms.addGuard(address(_guard), 0, 0, 0);
        return bytes.concat(terms.core(), abi.encode(uint256(0), counted, uint256(0)));
    }

    function watch(bytes32 key, uint48 claimedAt, uint48 validUntil, uint256 counted) internal returns (bytes4) {
        return watchInMode(key, claimedAt, validUntil, counted, 0);
    }

    function watchInMode(bytes32 key, uint48 claimedAt, uint48 validUntil, uint256 counted, uint8 mode)
        internal
        returns (bytes4)
    {
        bytes memory terms = termsWith(counted);
        vm.prank(_module);
        return _guard.watch(_account, ROUTE_7579, key, ID, claimedAt, validUntil, mode, terms);
    }

    /// @notice ERC-7579 calldata of one call without value.
    function executionOf(address target, bytes memory data) internal pure returns (bytes memory) {
        bytes memory call = abi.encodePacked(target, uint256(0), data);
        return abi.encodeWithSignature("execute(bytes32,bytes)", bytes32(0), call);
    }

    function before(bytes memory callData) internal returns (bytes memory) {
        vm.prank(_account);
        return _guard.preCheck(address(this), 0, callData);
    }
}
