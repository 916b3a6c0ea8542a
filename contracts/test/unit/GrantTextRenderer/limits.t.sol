// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {GrantTextRendererUnitTest} from "./GrantTextRendererUnitTest.sol";

/// @notice How long a text may be: 4,000 characters and 240 display lines, and not one more of either.
contract GrantTextRenderer_Limits_Test is GrantTextRendererUnitTest {
    using SessionEncoder for SessionEncoder.Terms;

    uint40 private constant ERC7579 = 2 << 32;

    function setUp() public override {
        super.setUp();
        vm.chainId(123_456_789);
    }

    function test_WhenTextHas4000Characters() public view {
        _accept(_dense(1, 4), 4000, 240);
    }

    function test_RevertWhen_TextHas4001Characters() public {
        _refuse(_dense(2, 4), 4001, 240);
    }

    function test_WhenTextHas240DisplayLines() public view {
        SessionEncoder.Terms memory terms = _wasteful();
        terms.salt = 1_234_567_890; // `Salt: 1234567890;` has 17 characters
        _accept(terms, 3977, 240);
    }

    function test_RevertWhen_TextHas241DisplayLines() public {
        SessionEncoder.Terms memory terms = _wasteful();
        terms.salt = 12_345_678_901;
        _refuse(terms, 3978, 241);
    }

    /// @dev The figures are those at the end of the first line too much.
    function test_RevertWhen_LimitIsPassedBeforeTheEnd() public {
        _refuse(_dense(1, 9), 4006, 239);
        _refuse(_dense(1, 15), 4007, 239);
    }

    function _accept(SessionEncoder.Terms memory terms, uint256 characters, uint256 displayLines) private view {
        string memory expected = plainGrantText(_module, _account, ERC7579, terms.packed());
        _assertMeasure(expected, true, characters, displayLines);

        string memory text = _renderer.grantText(_module, _account, ERC7579, terms.packed());
        assertMessage(text, _renderer.grantDigest(_module, _account, ERC7579, terms.packed()), expected);
    }

    function _refuse(SessionEncoder.Terms memory terms, uint256 characters, uint256 displayLines) private {
        string memory expected = plainGrantText(_module, _account, ERC7579, terms.packed());
        _assertMeasure(expected, false, characters, displayLines);

        bytes memory refusal = abi.encodeWithSelector(ISessionKeyModule.TextTooLong.selector, characters, displayLines);
        vm.expectRevert(refusal);
        _renderer.grantText(_module, _account, ERC7579, terms.packed());
        vm.expectRevert(refusal);
        _renderer.grantDigest(_module, _account, ERC7579, terms.packed());
    }

    function _assertMeasure(string memory text, bool fits, uint256 characters, uint256 displayLines) private pure {
        (bool actual, uint256 actualCharacters, uint256 actualLines) = measure(text);
        assertEq(actualCharacters, characters, "characters of the twin's text");
        assertEq(actualLines, displayLines, "display lines of the twin's text");
        assertEq(actual, fits, "fits");
    }

    /// @dev Lines that fill their display lines to the last character wherever they can.
    /// @param lastSpends Spends of the third capability, at most 9; the others have 15, and all have 15 rules.
    function _dense(uint256 labelLength, uint256 lastSpends) private pure returns (SessionEncoder.Terms memory terms) {
        terms.epoch = 123_456_789;
        terms.features = 0x24;
        terms.nonceDomain = "1";
        terms.groups = abi.encodePacked(uint32(1));
        terms.budgets = new bytes[](1);
        terms.budgets[0] = SessionEncoder.budget(0, address(0), 100_000, 0);
        terms.salt = 1_234_567_890;
        terms.label = string(new bytes(labelLength));
        terms.ids = new string[](3);
        terms.leaves = new bytes[](3);
        for (uint256 i = 0; i < 3; i++) {
            terms.ids[i] = "12345678";
            bytes[] memory spends = i < 2 ? _spends(15) : _spends(lastSpends);
            terms.leaves[i] = SessionEncoder.leaf(address(uint160(i + 1)), 0, 12_345, _rules(), spends);
        }
    }

    /// @dev Many display lines, few characters.
    function _wasteful() private pure returns (SessionEncoder.Terms memory terms) {
        terms = _dense(0, 4);
        terms.features = 0x20;
        terms.groups = "";
        for (uint256 i = 0; i < 3; i++) {
            terms.ids[i] = "1";
        }
    }

    /// @dev `Rule 9 of 15: word 0 equals 10000;` and `Rule 10 of 15: word 0 equals 1000;` have 34 characters.
    function _rules() private pure returns (bytes[] memory rules) {
        rules = new bytes[](15);
        for (uint256 i = 0; i < 15; i++) {
            rules[i] = SessionEncoder.rule(0, 0, 0, bytes32(uint256(i < 9 ? 10_000 : 1_000)));
        }
    }

    /// @dev `Spend 9 of 9: fixed 100 of native;`, `Spend 9 of 15: fixed 10 of native;` and
    /// `Spend 10 of 15: fixed 1 of native;` have 34 characters.
    function _spends(uint256 count) private pure returns (bytes[] memory spends) {
        spends = new bytes[](count);
        for (uint256 i = 0; i < count; i++) {
            spends[i] = SessionEncoder.spendFixed(0, count < 10 ? 100 : i < 9 ? 10 : 1);
        }
    }
}
