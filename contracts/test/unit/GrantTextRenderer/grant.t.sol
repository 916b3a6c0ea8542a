// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {ArbitraryTerms} from "../../utils/ArbitraryTerms.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {GrantTextRendererUnitTest} from "./GrantTextRendererUnitTest.sol";

/// @notice The text of a grant against a twin that is written as plainly as possible.
contract GrantTextRenderer_Grant_Test is GrantTextRendererUnitTest {
    using SessionEncoder for SessionEncoder.Terms;

    uint256 private constant SEED = 20;

    function testFuzz_WhenTermsAreArbitrary(uint256 seed, uint64 chain) public {
        vm.chainId(bound(chain, 1, type(uint64).max - 1));
        _compare(ArbitraryTerms.make(seed, 3).packed(), ERC6900);
    }

    /// @dev Most of these are too long.
    function testFuzz_WhenTermsAreLong(uint256 seed) public {
        _compare(ArbitraryTerms.make(seed, 8).packed(), 2 << 32);
    }

    function testFuzz_WhenRouteIsAnother(uint32 entity) public {
        bytes memory packed = ArbitraryTerms.make(SEED, 1).packed();
        _compare(packed, 1 << 32 | uint40(entity));
        _compare(packed, 2 << 32 | uint40(entity));
    }

    function testFuzz_WhenAccountAndModuleAreOthers(address module, address account) public {
        (_module, _account) = (module, account);
        _compare(ArbitraryTerms.make(SEED, 1).packed(), ERC6900);
    }

    function testFuzz_WhenRuleHasAnyValue(uint256 value, uint8 comparison, uint8 form) public {
        SessionEncoder.Terms memory terms = ArbitraryTerms.make(SEED, 1);
        bytes[] memory rules = new bytes[](1);
        rules[0] = SessionEncoder.rule(comparison % 9, form % 3, 3, bytes32(value));
        terms.leaves[0] = SessionEncoder.leaf(_account, 0xa9059cbb, 0, rules, new bytes[](0));
        _compare(terms.packed(), ERC6900);
    }

    /// @dev Around every power of ten, where the number of digits changes.
    function test_WhenValueIsAPowerOfTen() public {
        for (uint256 digits = 0; digits < 78; digits++) {
            for (uint256 i = 0; i < 3; i++) {
                testFuzz_WhenRuleHasAnyValue(10 ** digits + i - 1, 0, 0);
            }
        }
    }

    /// @dev A minus sign stands before decimal digits alone, and never before 0.
    function test_WhenSignedRuleIsNotPositive() public {
        for (uint8 form = 0; form < 3; form++) {
            testFuzz_WhenRuleHasAnyValue(0, 4, form);
            testFuzz_WhenRuleHasAnyValue(type(uint256).max, 5, form);
            testFuzz_WhenRuleHasAnyValue(1 << 255, 4, form);
        }
    }

    /// @dev From ten on a count has two digits.
    function test_WhenThereAreManyCapabilities() public {
        for (uint256 count = 8; count < 12; count++) {
            SessionEncoder.Terms memory terms = ArbitraryTerms.make(SEED, 1);
            bytes memory leaf = SessionEncoder.leaf(_account, 0, 0, new bytes[](0), new bytes[](0));
            (terms.ids, terms.leaves) = (new string[](count), new bytes[](count));
            for (uint256 i = 0; i < count; i++) {
                (terms.ids[i], terms.leaves[i]) = ("id", leaf);
            }
            assertTrue(_compare(terms.packed(), ERC6900), "fits");
        }
    }

    /// @dev A budget on gas could be read out of them, one place behind the last budget.
    function test_WhenGroupsLookLikeABudget() public {
        SessionEncoder.Terms memory terms = ArbitraryTerms.make(SEED, 1);
        terms.features = 0x10;
        terms.groups = abi.encodePacked(address(1 << 152));
        terms.addGuard(address(2 << 152), 0, 0, bytes32(0));
        terms.budgets = new bytes[](0);
        assertTrue(_compare(terms.packed(), ERC6900), "fits");
        string memory text = _renderer.grantText(_module, _account, ERC6900, terms.packed());
        assertTrue(vm.contains(text, "\nFees: paid by the paymaster;\n"), "no gas budget");
    }

    function test_WhenThereIsAGuard() public {
        SessionEncoder.Terms memory terms = ArbitraryTerms.make(SEED, 1);
        assertEq(terms.features & 0x80, 0, "no guard yet");
        terms.addGuard(_account, 5_000e8, 7 days, keccak256("feeds"));
        assertTrue(_compare(terms.packed(), ERC6900), "fits");
    }

    function test_WhenFunctionHasAName() public {
        string[10] memory names = [
            "transfer(address,uint256)",
            "approve(address,uint256)",
            "transferFrom(address,address,uint256)",
            "increaseAllowance(address,uint256)",
            "deposit()",
            "withdraw(uint256)",
            "safeTransferFrom(address,address,uint256)",
            "setApprovalForAll(address,bool)",
            "mint(address,uint256)",
            "burn(uint256)"
        ];
        for (uint256 i = 0; i < names.length; i++) {
            SessionEncoder.Terms memory terms = ArbitraryTerms.make(SEED, 1);
            bytes4 selector = bytes4(keccak256(bytes(names[i])));
            terms.leaves[0] = SessionEncoder.leaf(_account, selector, 0, new bytes[](0), new bytes[](0));
            _compare(terms.packed(), ERC6900);

            string memory text = _renderer.grantText(_module, _account, ERC6900, terms.packed());
            assertEq(vm.contains(text, string.concat("\nFunction: ", names[i], ";\n")), i != 9, "named");
        }
    }

    function testFuzz_RevertWhen_PartsDoNotAddUp(uint8 missing, bytes calldata tail) public {
        bytes memory packed = SessionEncoder.packed(ArbitraryTerms.make(SEED, 1));
        uint256 length = packed.length;
        vm.expectRevert(
            abi.encodeWithSelector(ISessionKeyModule.TermsLengthMismatch.selector, length, length + tail.length + 1)
        );
        _renderer.grantDigest(_module, _account, ERC6900, bytes.concat(packed, hex"00", tail));

        uint256 cut = bound(missing, 1, 26);
        assembly ("memory-safe") {
            mstore(packed, sub(length, cut)) // shorter
        }
        vm.expectPartialRevert(ISessionKeyModule.TermsLengthMismatch.selector);
        _renderer.grantDigest(_module, _account, ERC6900, packed);
    }

    /// @return fits Whether the text is short enough; else it was refused with the figures of the twin.
    function _compare(bytes memory packed, uint40 route) private returns (bool fits) {
        string memory expected = plainGrantText(_module, _account, route, packed);
        uint256 characters;
        uint256 displayLines;
        (fits, characters, displayLines) = measure(expected);
        if (fits) {
            string memory text = _renderer.grantText(_module, _account, route, packed);
            assertMessage(text, _renderer.grantDigest(_module, _account, route, packed), expected);
            bytes memory call = abi.encodeCall(_renderer.grantText, (_module, _account, route, packed));
            (, bytes memory answer) = address(_renderer).staticcall(call);
            assertEq(answer, abi.encode(expected), "nothing behind the text");
            return true;
        }

        bytes memory refusal = abi.encodeWithSelector(ISessionKeyModule.TextTooLong.selector, characters, displayLines);
        vm.expectRevert(refusal);
        _renderer.grantText(_module, _account, route, packed);
        vm.expectRevert(refusal);
        _renderer.grantDigest(_module, _account, route, packed);
    }
}
