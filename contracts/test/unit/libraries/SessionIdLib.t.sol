// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {CalldataLib} from "../../../src/libraries/CalldataLib.sol";
import {SessionIdLib} from "../../../src/libraries/SessionIdLib.sol";
import {SessionId} from "../../../src/types/SessionId.sol";
import {Test} from "../../utils/Test.sol";

/// @notice The session id in assembly against abi.encodePacked.
contract SessionIdLibTest is Test {
    function testFuzz_BothWays(
        uint64 chain,
        address module,
        address account,
        uint40 route,
        bytes calldata core,
        bytes32 root,
        bytes32 grantHash
    ) public {
        vm.chainId(bound(chain, 1, type(uint64).max - 1));
        bytes memory envelope = abi.encodePacked(core, root, grantHash);
        bytes32 expected = keccak256(abi.encodePacked(block.chainid, module, account, route, envelope));

        assertEq(SessionId.unwrap(this.ofEnvelope(module, account, route, envelope)), expected, "of an envelope");
        assertEq(SessionId.unwrap(this.ofParts(module, account, route, core, root, grantHash)), expected, "of parts");
    }

    /* THE LIBRARY, through a call because it reads calldata */

    function ofEnvelope(address module, address account, uint40 route, bytes calldata envelope)
        external
        view
        returns (SessionId)
    {
        return SessionIdLib.ofEnvelope(module, account, route, CalldataLib.position(envelope), envelope.length);
    }

    function ofParts(
        address module,
        address account,
        uint40 route,
        bytes calldata core,
        bytes32 root,
        bytes32 grantHash
    ) external view returns (SessionId) {
        uint256 pos = CalldataLib.position(core);
        return SessionIdLib.ofParts(module, account, route, pos, core.length, root, grantHash);
    }
}
