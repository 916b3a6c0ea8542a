// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IEntryPoint, PackedUserOperation} from "../../../src/interfaces/IERC4337.sol";
import {SessionId} from "../../../src/types/SessionId.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {StateAttackTest} from "../StateAttackTest.sol";

/// @notice A signature means one account, one chain, one module, one route and one EntryPoint.
abstract contract BindingAttacks is StateAttackTest {
    using SessionEncoder for SessionEncoder.Terms;

    bytes32 private constant OPERATION_TYPEHASH = keccak256("SessionOperation(bytes32 userOpHash,bytes32 segmentHash)");

    function test_AC55_GrantOfOneAccountAtAnother() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        bytes memory typed = approve(terms, TYPED);
        bytes memory text = approve(terms, TEXT);
        relay(granting(terms, TYPED, typed));

        openAccount(1);

        refuseGrant(terms, TYPED, typed, approverRefused());
        refuseGrant(terms, TEXT, text, approverRefused());
        allow(enablingWith(terms, TEXT, approve(terms, TEXT)));
    }

    function test_AC55_SessionOfOneAccountAtAnother() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        relayGrant(terms);
        allow(smallOp(terms));

        openAccount(1);

        refuse(smallOp(terms), sessionUnknown(sessionIdOf(terms)));
    }

    function test_AC56_GrantOfOneChainOnAnother() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        bytes memory typed = approve(terms, TYPED);
        bytes memory text = approve(terms, TEXT);

        vm.chainId(10);

        refuseGrant(terms, TYPED, typed, approverRefused());
        refuseGrant(terms, TEXT, text, approverRefused());
        allow(smallEnablingOp(terms));
    }

    function test_AC56_SessionOfOneChainOnAnother() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        relayGrant(terms);
        allow(smallOp(terms));

        vm.chainId(10);

        refuse(smallOp(terms), sessionUnknown(sessionIdOf(terms)));
    }

    /// @dev A fork changes the chain id under the module's feet.
    function test_AC56_OperationSignedUnderTheOldDomain() external {
        bytes32 oldSeparator = _module.domainSeparator();
        vm.chainId(10);
        SessionEncoder.Terms memory terms = defaultTerms();
        relayGrant(terms);

        PackedUserOperation memory userOp = unsignedOp(terms, one(transferCall(1)), 0);
        bytes memory body = bodyWith(terms, transferCall(1), claim(), 0);
        bytes32 structHash =
            keccak256(abi.encode(OPERATION_TYPEHASH, entryPoint().getUserOpHash(userOp), keccak256(body)));
        bytes32 digest = keccak256(abi.encodePacked(hex"1901", oldSeparator, structHash));
        bytes memory signature = signDigest(_agentKey, digest);
        userOp.signature = wrap(abi.encodePacked(body, signature, uint16(body.length + 65)));

        refuseSignature(userOp);
        allow(smallOp(terms));
    }

    function test_AC57_GrantForOneDeploymentAtAnother() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        bytes memory typed = approve(terms, TYPED);
        bytes memory text = approve(terms, TEXT);
        relay(granting(terms, TYPED, typed));

        sendOwnerOperation(uninstallation());
        deployModule();
        sendOwnerOperation(installation(installData()));

        assertEq(currentEpoch(), terms.epoch, "the epochs alone do not tell the deployments apart");
        refuseGrant(terms, TYPED, typed, approverRefused());
        refuseGrant(terms, TEXT, text, approverRefused());
        refuse(smallOp(terms), sessionUnknown(sessionIdOf(terms)));
        allow(smallEnablingOp(terms));
    }

    function test_AC57_GrantForOneRouteAtAnother() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        uint40 other = route() == 2 << 32 ? 1 << 32 | 1 : 2 << 32;
        bytes memory packed = terms.packed();
        bytes memory mine = approve(terms, TYPED);
        bytes memory others =
            signDigest(_approverKey, _messages.grantDigest(address(_module), account(), other, packed, TYPED));

        refuseRelayed(abi.encodeCall(_module.grant, (account(), other, packed, TYPED, mine)), approverRefused());
        refuseGrant(terms, TYPED, others, approverRefused());
        relay(abi.encodeCall(_module.grant, (account(), other, packed, TYPED, others)));
        refuse(smallOp(terms), sessionUnknown(sessionIdOf(terms)));
        allow(enablingWith(terms, TYPED, mine));
    }

    function test_AC59_OperationForAnotherEntryPoint() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        relayGrant(terms);
        IEntryPoint[3] memory all = _allEntryPoints();

        for (uint256 i = 0; i < all.length; i++) {
            if (all[i] == entryPoint()) continue;

            PackedUserOperation memory userOp = unsignedOp(terms, one(transferCall(1)), 0);
            bytes memory body = bodyWith(terms, transferCall(1), claim(), 0);
            bytes32 foreign = all[i].getUserOpHash(userOp);
            bytes memory signature = signDigest(_agentKey, _module.operationDigest(foreign, keccak256(body)));
            userOp.signature = wrap(abi.encodePacked(body, signature, uint16(body.length + 65)));

            assertNotEq(foreign, entryPoint().getUserOpHash(userOp), "hash of the same operation");
            refuseSignature(userOp);
            assertFalse(send(all[i], smallOp(terms)).included, "right signature, foreign EntryPoint");
        }
        allow(smallOp(terms));
    }

    function _allEntryPoints() private returns (IEntryPoint[3] memory all) {
        all = [ENTRY_POINT_V07, ENTRY_POINT_V08, ENTRY_POINT_V09];
        if (address(all[0]).code.length == 0) deployEntryPointV07();
        if (address(all[1]).code.length == 0) deployEntryPointV08();
        if (address(all[2]).code.length == 0) deployEntryPointV09();
    }
}
