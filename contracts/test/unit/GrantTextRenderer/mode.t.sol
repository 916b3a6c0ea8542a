// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {GrantTextRendererUnitTest} from "./GrantTextRendererUnitTest.sol";

contract GrantTextRenderer_Mode_Test is GrantTextRendererUnitTest {
    function test_WhenModeIsTightened() public view {
        assertMessage(
            _renderer.tighteningText(_module, _account, 3, 2, 17, 1_800_000_000),
            _renderer.tighteningDigest(_module, _account, 3, 2, 17, 1_800_000_000),
            string.concat(
                head("tighten mode"),
                "Epoch: 3;\n" "Mode: halted;\n" "Sequence: 17;\n" "Deadline: 2027-01-15 08:00:00 UTC;\n"
                "End of tightening."
            )
        );
    }

    function test_WhenModeIsLoosened() public view {
        assertMessage(
            _renderer.looseningText(_module, _account, 3, 1, 12, 17, 1_800_000_000),
            _renderer.looseningDigest(_module, _account, 3, 1, 12, 17, 1_800_000_000),
            string.concat(
                head("loosen mode"),
                "Epoch: 3;\n" "Mode: restricted;\n" "Tightenings: 12;\n" "Sequence: 17;\n"
                "Deadline: 2027-01-15 08:00:00 UTC;\n" "End of loosening."
            )
        );
    }

    function testFuzz_WhenModeIsTightened_WithAnyValues(uint32 epoch, uint8 mode, uint64 sequence, uint48 deadline)
        public
        view
    {
        mode %= 3;
        string memory lines = string.concat("Epoch: ", decimal(epoch), ";\nMode: ", _word(mode));
        assertMessage(
            _renderer.tighteningText(_module, _account, epoch, mode, sequence, deadline),
            _renderer.tighteningDigest(_module, _account, epoch, mode, sequence, deadline),
            string.concat(head("tighten mode"), lines, useLines(sequence, deadline), "End of tightening.")
        );
    }

    function testFuzz_WhenModeIsLoosened_WithAnyValues(
        uint32 epoch,
        uint8 mode,
        uint32 tightenings,
        uint64 sequence,
        uint48 deadline
    ) public view {
        mode %= 3;
        string memory lines = string.concat("Epoch: ", decimal(epoch), ";\nMode: ", _word(mode));
        lines = string.concat(lines, ";\nTightenings: ", decimal(tightenings), useLines(sequence, deadline));
        assertMessage(
            _renderer.looseningText(_module, _account, epoch, mode, tightenings, sequence, deadline),
            _renderer.looseningDigest(_module, _account, epoch, mode, tightenings, sequence, deadline),
            string.concat(head("loosen mode"), lines, "End of loosening.")
        );
    }

    function testFuzz_RevertWhen_ModeDoesNotExist(uint8 mode) public {
        mode = uint8(bound(mode, 3, 255));
        expectModeRefused(mode);
        _renderer.tighteningText(_module, _account, 3, mode, 17, 1_800_000_000);
        expectModeRefused(mode);
        _renderer.tighteningDigest(_module, _account, 3, mode, 17, 1_800_000_000);
        expectModeRefused(mode);
        _renderer.looseningText(_module, _account, 3, mode, 12, 17, 1_800_000_000);
        expectModeRefused(mode);
        _renderer.looseningDigest(_module, _account, 3, mode, 12, 17, 1_800_000_000);
    }

    function _word(uint8 mode) private pure returns (string memory) {
        string[3] memory words = ["normal", "restricted", "halted"];
        return words[mode];
    }
}
