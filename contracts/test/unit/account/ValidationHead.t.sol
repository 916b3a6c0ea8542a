// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ValidationHead, ValidationHeadLib} from "../../../src/account/ValidationHead.sol";
import {ValidationFlags} from "../../../src/interfaces/ERC6900Types.sol";
import {Test} from "../../utils/Test.sol";

contract ValidationHeadTest is Test {
    function testFuzz_Pack_KeepsWhatOperationsNeed(
        address module,
        uint8 flags,
        bool hasValidationHooks,
        bool hasExecutionHooks,
        bytes4[] memory selectors
    ) public view {
        ValidationHead head = this.pack(module, flags, hasValidationHooks, hasExecutionHooks, selectors);

        assertEq(head.module(), module, "module");
        assertEq(ValidationFlags.unwrap(head.flags()), flags, "flags");
        assertEq(head.hasValidationHooks(), hasValidationHooks, "validation hooks");
        assertEq(head.hasExecutionHooks(), hasExecutionHooks, "execution hooks");
        if (selectors.length > 0) assertEq(head.names(selectors[0]), selectors[0] != 0, "first selector");
        if (selectors.length > 1) assertEq(head.names(selectors[1]), selectors[1] != 0, "second selector");
    }

    function testFuzz_Names_OnlyTheFirstTwo(bytes4 first, bytes4 second, bytes4 asked) public view {
        bytes4[] memory selectors = new bytes4[](3);
        selectors[0] = first;
        selectors[1] = second;
        selectors[2] = asked;
        bool expected = asked != 0 && (asked == first || asked == second);

        assertEq(this.pack(address(this), 0, false, false, selectors).names(asked), expected, "selector");
    }

    function testFuzz_Names_NothingThatIsNotThere(bytes4 asked) public view {
        assertFalse(this.pack(address(this), 255, true, true, new bytes4[](0)).names(asked), "selector");
    }

    function pack(
        address module,
        uint8 flags,
        bool hasValidationHooks,
        bool hasExecutionHooks,
        bytes4[] calldata selectors
    ) external pure returns (ValidationHead) {
        return ValidationHeadLib.pack(module, flags, hasValidationHooks, hasExecutionHooks, selectors);
    }
}
