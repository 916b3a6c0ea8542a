// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ModuleConfigLib} from "../../../src/account/ModuleConfigLib.sol";
import {HookConfig, ValidationDataView} from "../../../src/interfaces/ERC6900Types.sol";
import {IERC6900AccountView} from "../../../src/interfaces/IERC6900AccountView.sol";
import {GuardUnitTest} from "./GuardUnitTest.sol";

contract SessionExecutionGuard_Armed_Test is GuardUnitTest {
    uint32 private constant ENTITY_ID = 5;
    uint40 private constant ROUTE_6900 = 1 << 32 | uint40(ENTITY_ID);

    function test_WhenAccountSaysYes() public view {
        assertTrue(_guard.armed(_account, ROUTE_7579), "armed");
    }

    function test_WhenAccountSaysNoOrNothing() public {
        bytes[4] memory answers = [abi.encode(false), bytes(""), new bytes(31), abi.encode(2)];
        for (uint256 i = 0; i < answers.length; i++) {
            answerInstalled(answers[i]);
            assertFalse(_guard.armed(_account, ROUTE_7579), "armed");
        }
        answerRevert(abi.encode(true));
        assertFalse(_guard.armed(_account, ROUTE_7579), "a revert that looks like yes");
        assertFalse(_guard.armed(address(this), ROUTE_7579), "an account that does not answer");
        assertFalse(_guard.armed(makeAddress("nobody"), ROUTE_7579), "no account");
    }

    function test_WhenValidationHasTheHookBeforeAndAfter() public {
        _answer(address(_guard), 0x06);
        assertTrue(_guard.armed(_account, ROUTE_6900), "armed");
        assertTrue(_guard.armed(_account, ROUTE_6900), "armed as well when asked again");
    }

    function test_WhenValidationHasHalfOfTheHookOrAnotherOne() public {
        _answer(address(_guard), 0x04);
        assertFalse(_guard.armed(_account, ROUTE_6900), "before only");
        _answer(address(_guard), 0x02);
        assertFalse(_guard.armed(_account, ROUTE_6900), "after only");
        _answer(makeAddress("other guard"), 0x06);
        assertFalse(_guard.armed(_account, ROUTE_6900), "another hook");
    }

    function test_WhenRouteIsOfNoStandard() public {
        _answer(address(_guard), 0x06);
        assertFalse(_guard.armed(_account, 0), "none");
        assertFalse(_guard.armed(_account, 3 << 32), "a third");
        assertFalse(_guard.armed(_account, ROUTE_7579 | 1), "an entity in ERC-7579");
    }

    /// @dev Another hook stands before.
    function _answer(address hook, uint8 flags) private {
        ValidationDataView memory data;
        data.executionHooks = new HookConfig[](2);
        data.executionHooks[0] = ModuleConfigLib.packHook(_module, 0, 0x06);
        data.executionHooks[1] = ModuleConfigLib.packHook(hook, 9, flags);
        bytes memory asked =
            abi.encodeCall(IERC6900AccountView.getValidationData, (ModuleConfigLib.pack(_module, ENTITY_ID)));
        vm.mockCall(_account, asked, abi.encode(data));
    }
}
