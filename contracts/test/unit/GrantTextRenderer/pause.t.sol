// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {SessionId} from "../../../src/types/SessionId.sol";
import {GrantTextRendererUnitTest} from "./GrantTextRendererUnitTest.sol";

contract GrantTextRenderer_Pause_Test is GrantTextRendererUnitTest {
    SessionId private constant ID = SessionId.wrap(bytes32(uint256(0xabcdef)));
    string private constant ID_LINE = "Session: 0x0000000000000000000000000000000000000000000000000000000000abcdef;\n";

    function test_WhenSessionIsPaused() public view {
        assertMessage(
            _renderer.pauseText(_module, _account, 3, ID, 17, 1_800_000_000),
            _renderer.pauseDigest(_module, _account, 3, ID, 17, 1_800_000_000),
            string.concat(
                head("pause session"),
                "Epoch: 3;\n",
                ID_LINE,
                "Sequence: 17;\n" "Deadline: 2027-01-15 08:00:00 UTC;\n" "End of pause."
            )
        );
    }

    function test_WhenSessionIsResumed() public view {
        assertMessage(
            _renderer.resumptionText(_module, _account, 3, ID, 12, 17, 1_800_000_000),
            _renderer.resumptionDigest(_module, _account, 3, ID, 12, 17, 1_800_000_000),
            string.concat(
                head("resume session"),
                "Epoch: 3;\n",
                ID_LINE,
                "Tightenings: 12;\n" "Sequence: 17;\n" "Deadline: 2027-01-15 08:00:00 UTC;\n" "End of resumption."
            )
        );
    }

    function testFuzz_WhenSessionIsPaused_WithAnyValues(uint32 epoch, bytes32 id, uint64 sequence, uint48 deadline)
        public
        view
    {
        SessionId session = SessionId.wrap(id);
        string memory lines = string.concat("Epoch: ", decimal(epoch), ";\nSession: ", hexadecimal(abi.encode(id)));
        assertMessage(
            _renderer.pauseText(_module, _account, epoch, session, sequence, deadline),
            _renderer.pauseDigest(_module, _account, epoch, session, sequence, deadline),
            string.concat(head("pause session"), lines, useLines(sequence, deadline), "End of pause.")
        );
    }

    function testFuzz_WhenSessionIsResumed_WithAnyValues(
        uint32 epoch,
        bytes32 id,
        uint32 tightenings,
        uint64 sequence,
        uint48 deadline
    ) public view {
        SessionId session = SessionId.wrap(id);
        string memory lines = string.concat("Epoch: ", decimal(epoch), ";\nSession: ", hexadecimal(abi.encode(id)));
        lines = string.concat(lines, ";\nTightenings: ", decimal(tightenings), useLines(sequence, deadline));
        assertMessage(
            _renderer.resumptionText(_module, _account, epoch, session, tightenings, sequence, deadline),
            _renderer.resumptionDigest(_module, _account, epoch, session, tightenings, sequence, deadline),
            string.concat(head("resume session"), lines, "End of resumption.")
        );
    }
}
