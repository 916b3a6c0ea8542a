// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {SessionId} from "../../../src/types/SessionId.sol";
import {GrantTextRendererUnitTest} from "./GrantTextRendererUnitTest.sol";

contract GrantTextRenderer_Reattestation_Test is GrantTextRendererUnitTest {
    SessionId private constant ID = SessionId.wrap(bytes32(uint256(0xabcdef)));

    function test_WhenSessionIsAttested() public view {
        _compare(0, "1970-01-01 00:00:00 UTC");
        _compare(951_782_399, "2000-02-28 23:59:59 UTC");
        _compare(951_868_799, "2000-02-29 23:59:59 UTC");
        _compare(1_800_000_000, "2027-01-15 08:00:00 UTC");
        _compare(4_107_542_399, "2100-02-28 23:59:59 UTC");
        _compare(4_107_542_400, "2100-03-01 00:00:00 UTC");
        _compare(253_402_300_799, "9999-12-31 23:59:59 UTC");
        _compare(253_402_300_800, "10000-01-01 00:00:00 UTC");
        _compare(type(uint48).max, "8921556-12-07 10:44:15 UTC");
    }

    function testFuzz_WhenSessionIsAttested_WithAnySecond(uint48 aliveAt) public view {
        _compare(aliveAt, date(aliveAt));
    }

    /// @dev Years of four digits, where nearly no number of 48 bits falls.
    function testFuzz_WhenYearHasFourDigits(uint48 aliveAt) public view {
        aliveAt = uint48(bound(aliveAt, 0, 253_402_300_799));
        _compare(aliveAt, date(aliveAt));
    }

    function _compare(uint48 aliveAt, string memory expected) private view {
        assertMessage(
            _renderer.reattestationText(_module, _account, ID, aliveAt),
            _renderer.reattestationDigest(_module, _account, ID, aliveAt),
            string.concat(
                head("attest session"),
                "Session: 0x0000000000000000000000000000000000000000000000000000000000abcdef;\n" "Alive at: ",
                expected,
                ";\nEnd of attestation."
            )
        );
    }
}
