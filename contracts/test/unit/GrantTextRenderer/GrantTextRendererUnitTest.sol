// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IGrantTextRenderer} from "../../../src/interfaces/IGrantTextRenderer.sol";
import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {PlainGrantText} from "../../utils/PlainGrantText.sol";

/// @notice The renderer as it is deployed for everybody.
abstract contract GrantTextRendererUnitTest is PlainGrantText {
    uint40 internal constant ERC6900 = 1 << 32 | 1;

    IGrantTextRenderer internal _renderer;
    address internal _module;
    address internal _account;

    function setUp() public virtual {
        _renderer = IGrantTextRenderer(vm.deployCode("GrantTextRenderer.sol:GrantTextRenderer"));
        _module = makeAddress("module");
        _account = makeAddress("account");
    }

    /// @notice The lines that every text of this account begins with.
    function head(string memory kind) internal view returns (string memory) {
        return plainHead(kind, _module, _account);
    }

    /// @notice The lines that let a message count once and until a time, behind a line that they end.
    function useLines(uint64 sequence, uint48 deadline) internal pure returns (string memory) {
        return string.concat(";\nSequence: ", decimal(sequence), ";\nDeadline: ", date(deadline), ";\n");
    }

    /// @notice Both halves of an answer against the text that they must be.
    function assertMessage(string memory text, bytes32 digest, string memory expected) internal pure {
        assertEq(text, expected, "text");
        assertEq(digest, personalDigest(expected), "digest");
    }

    function expectModeRefused(uint8 mode) internal {
        vm.expectRevert(abi.encodeWithSelector(ISessionKeyModule.TermInvalid.selector, bytes32("mode"), mode, 2));
    }
}
