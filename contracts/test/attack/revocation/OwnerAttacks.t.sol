// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../../../src/interfaces/IERC4337.sol";
import {ReferenceSessionFixtures} from "../../utils/ReferenceSessionFixtures.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {StateAttackTest} from "../StateAttackTest.sol";

/// @notice The owner of the reference account changes. OpenZeppelin's account has no such function.
/// @dev The documented choice: the module knows the account's approver, not its owner. Sessions go on until the new
/// owner revokes them, which needs one operation.
abstract contract OwnerAttacksTest is ReferenceSessionFixtures, StateAttackTest {
    using SessionEncoder for SessionEncoder.Terms;

    function test_AC78_SessionsAfterAChangeOfOwner() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        relayGrant(terms);
        (address next, uint256 nextKey) = makeKey("next owner");
        bytes memory transfer = abi.encodeCall(_ownerModule.transferOwnership, (OWNER_ENTITY_ID, next));
        sendOwnerOperation(encodeCalls(one(callOf(address(_ownerModule), transfer))));

        allow(smallOp(terms));
        PackedUserOperation memory former = ownerOperation(encodeCalls(one(transferCall(1))));
        refuseSignature(former);
        _ownerKey = nextKey;
        bytes memory revokeAll = abi.encodeCall(_module.revokeAll, (account(), TYPED, ""));
        sendOwnerOperation(encodeCalls(one(callOf(address(_module), revokeAll))));
        refuse(smallOp(terms), epochPassed(1, 2));
    }
}

contract ReferenceAccountV07OwnerAttacksTest is OwnerAttacksTest {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV07());
    }
}

contract ReferenceAccountV08OwnerAttacksTest is OwnerAttacksTest {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV08());
    }
}

contract ReferenceAccountV09OwnerAttacksTest is OwnerAttacksTest {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV09());
    }
}
