// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IEntryPoint, PackedUserOperation} from "../../src/interfaces/IERC4337.sol";
import {EntryPointFixtures} from "./EntryPointFixtures.sol";

/// @notice The EntryPoints of the fixture must be the real ones.
contract EntryPointFixturesTest is EntryPointFixtures {
    function test_V07_HasItsCanonicalCodeAndSenderCreator() public {
        IEntryPoint entryPoint = deployEntryPointV07();

        assertEq(
            address(entryPoint).codehash,
            0x8db5ff695839d655407cc8490bb7a5d82337a86a6b39c3f0258aa6c3b582fc58,
            "code hash of EntryPoint v0.7"
        );
        assertGt(SENDER_CREATOR_V07.code.length, 0, "SenderCreator of v0.7");
    }

    function test_V08_HasItsCanonicalCodeAndSenderCreator() public {
        IEntryPoint entryPoint = deployEntryPointV08();

        assertEq(
            address(entryPoint).codehash,
            0x0a58ad57e3f8266dcc99cda79b0d3d784a4cedc4e972f33a8a2c5cecbb9e67b4,
            "code hash of EntryPoint v0.8 on chain 31337"
        );
        assertGt(SENDER_CREATOR_V08.code.length, 0, "SenderCreator of v0.8");
    }

    function test_V09_HasItsCanonicalCodeAndSenderCreator() public {
        IEntryPoint entryPoint = deployEntryPointV09();

        assertEq(
            address(entryPoint).codehash,
            0x14ee3fe0191de027aecf20ffd7dbd985f5023b898fa429485d2dfe2286b42750,
            "code hash of EntryPoint v0.9 as on chain 1"
        );
        assertGt(SENDER_CREATOR_V09.code.length, 0, "SenderCreator of v0.9");
    }

    function test_HashOfAnOperation_DependsOnTheEntryPoint() public {
        PackedUserOperation memory userOp = buildUserOp(makeAddress("sender"), 7, hex"01020304");

        bytes32 hashV07 = deployEntryPointV07().getUserOpHash(userOp);
        bytes32 hashV08 = deployEntryPointV08().getUserOpHash(userOp);
        bytes32 hashV09 = deployEntryPointV09().getUserOpHash(userOp);

        assertNotEq(hashV07, hashV08, "v0.7 and v0.8 hash differently");
        assertNotEq(hashV08, hashV09, "v0.8 and v0.9 hash differently");
    }

    function test_AnOperationWithoutSender_IsRefused() public {
        IEntryPoint entryPoint = deployEntryPointV08();

        Outcome memory outcome = send(entryPoint, buildUserOp(makeAddress("nobody"), 0, hex""));

        assertRefused(outcome, "AA20 account not deployed");
    }
}
