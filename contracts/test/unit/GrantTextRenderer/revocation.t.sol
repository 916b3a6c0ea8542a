// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {SessionId} from "../../../src/types/SessionId.sol";
import {GrantTextRendererUnitTest} from "./GrantTextRendererUnitTest.sol";

contract GrantTextRenderer_Revocation_Test is GrantTextRendererUnitTest {
    function test_WhenOneSessionIsRevoked() public {
        vm.chainId(8453);
        (_module, _account) = (address(0x5e55), address(0xacc));
        SessionId id = SessionId.wrap(bytes32(uint256(0xabcdef)));

        assertEq(
            _renderer.revocationText(_module, _account, id),
            "SessionKeys v1: revoke session;\n" "Account: 0x0000000000000000000000000000000000000acc;\n"
            "Chain: 8453;\n" "Module: 0x0000000000000000000000000000000000005e55;\n"
            "Session: 0x0000000000000000000000000000000000000000000000000000000000abcdef;\n" "End of revocation.",
            "text"
        );
    }

    function testFuzz_WhenOneSessionIsRevoked_WithAnyValues(address module, address account, bytes32 id, uint64 chain)
        public
    {
        vm.chainId(bound(chain, 1, type(uint64).max - 1));
        (_module, _account) = (module, account);
        assertMessage(
            _renderer.revocationText(module, account, SessionId.wrap(id)),
            _renderer.revocationDigest(module, account, SessionId.wrap(id)),
            string.concat(head("revoke session"), "Session: ", hexadecimal(abi.encode(id)), ";\nEnd of revocation.")
        );
    }

    function testFuzz_WhenAllSessionsAreRevoked(uint32 epoch) public view {
        assertMessage(
            _renderer.allRevocationText(_module, _account, epoch),
            _renderer.allRevocationDigest(_module, _account, epoch),
            string.concat(head("revoke all sessions"), "Epoch: ", decimal(epoch), ";\nEnd of revocation.")
        );
    }
}
