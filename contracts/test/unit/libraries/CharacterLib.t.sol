// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {CalldataLib} from "../../../src/libraries/CalldataLib.sol";
import {CharacterLib} from "../../../src/libraries/CharacterLib.sol";
import {Test} from "../../utils/Test.sol";

/// @notice 32 characters at once against one by one.
contract CharacterLibTest is Test {
    bytes private constant ID = "abcdefghijklmnopqrstuvwxyz0123456789._-";
    bytes private constant NONCE_DOMAIN = "abcdefghijklmnopqrstuvwxyz0123456789._:-";
    bytes private constant LABEL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";

    /// @dev Every byte, alone, and at the ends and inside of the longest string.
    function test_WhenAnyByteIsAnywhere() public view {
        for (uint256 character = 0; character < 256; character++) {
            _compare(abi.encodePacked(uint8(character)));
            for (uint256 i = 0; i < 32; i += i == 15 ? 16 : 15) {
                bytes memory text = _good(32);
                text[i] = bytes1(uint8(character));
                _compare(text);
            }
        }
    }

    function testFuzz_WhenBytesAreAny(bytes32 content, uint8 length) public view {
        bytes memory text = new bytes(length % 34);
        for (uint256 i = 0; i < text.length && i < 32; i++) {
            text[i] = content[i];
        }
        _compare(text);
    }

    /// @dev Two faults: the first is named. Behind the string stands anything.
    function testFuzz_WhenTwoAreWrong(uint8 first, uint8 second, uint8 a, uint8 b) public view {
        bytes memory text = _good(32);
        text[first % 32] = bytes1(a);
        text[second % 32] = bytes1(b);
        _compare(text);
    }

    function testFuzz_WhenBytesFollow(bytes calldata tail, uint8 length) public view {
        bytes memory text = _good(bound(length, 1, 32));
        this.checkPart(bytes.concat(text, tail), text.length);
    }

    function test_RevertWhen_LengthIsWrong() public view {
        uint256[3] memory tooLong = [uint256(33), 34, 255];
        for (uint256 i = 0; i < 3; i++) {
            _assertLength(this.checkId.selector, "id", tooLong[i], 32);
            _assertLength(this.checkNonceDomain.selector, "nonceDomain", tooLong[i], 32);
            _assertLength(this.checkLabel.selector, "label", tooLong[i], 32);
        }
        _assertLength(this.checkId.selector, "id", 0, 1);
        _assertLength(this.checkNonceDomain.selector, "nonceDomain", 0, 1);
        this.checkLabel("");
    }

    /* THE LIBRARY, through a call because it reads calldata */

    function checkId(bytes calldata text) external pure {
        CharacterLib.checkId(CalldataLib.position(text), text.length);
    }

    function checkNonceDomain(bytes calldata text) external pure {
        CharacterLib.checkNonceDomain(CalldataLib.position(text), text.length);
    }

    function checkLabel(bytes calldata text) external pure {
        CharacterLib.checkLabel(CalldataLib.position(text), text.length);
    }

    function checkPart(bytes calldata text, uint256 length) external pure {
        CharacterLib.checkId(CalldataLib.position(text), length);
        CharacterLib.checkNonceDomain(CalldataLib.position(text), length);
        CharacterLib.checkLabel(CalldataLib.position(text), length);
    }

    /* HELPERS */

    function _good(uint256 length) private pure returns (bytes memory text) {
        text = new bytes(length);
        for (uint256 i = 0; i < length; i++) {
            text[i] = ID[i];
        }
    }

    function _compare(bytes memory text) private view {
        _compareOne(this.checkId.selector, "id", text, ID, 1);
        _compareOne(this.checkNonceDomain.selector, "nonceDomain", text, NONCE_DOMAIN, 1);
        _compareOne(this.checkLabel.selector, "label", text, LABEL, 0);
    }

    function _compareOne(bytes4 check, bytes32 term, bytes memory text, bytes memory set, uint256 minimum)
        private
        view
    {
        bytes memory expected = _refusal(term, text, set, minimum);
        (bool succeeded, bytes memory reason) = address(this).staticcall(abi.encodeWithSelector(check, text));

        assertEq(succeeded, expected.length == 0, "accepted");
        assertEq(reason, expected, "refusal");
    }

    function _refusal(bytes32 term, bytes memory text, bytes memory set, uint256 minimum)
        private
        pure
        returns (bytes memory)
    {
        if (text.length < minimum) return _wrongLength(term, text.length, minimum);
        if (text.length > 32) return _wrongLength(term, text.length, 32);
        for (uint256 i = 0; i < text.length; i++) {
            bool found;
            for (uint256 j = 0; j < set.length && !found; j++) {
                found = set[j] == text[i];
            }
            if (!found) return abi.encodeWithSelector(ISessionKeyModule.CharacterInvalid.selector, term, i, text[i]);
        }
        return "";
    }

    function _wrongLength(bytes32 term, uint256 length, uint256 allowed) private pure returns (bytes memory) {
        return abi.encodeWithSelector(ISessionKeyModule.TermInvalid.selector, term, length, allowed);
    }

    function _assertLength(bytes4 check, bytes32 term, uint256 length, uint256 allowed) private view {
        (bool succeeded, bytes memory reason) =
            address(this).staticcall(abi.encodeWithSelector(check, new bytes(length)));

        assertFalse(succeeded, "refused");
        assertEq(reason, _wrongLength(term, length, allowed), "refusal");
    }
}
