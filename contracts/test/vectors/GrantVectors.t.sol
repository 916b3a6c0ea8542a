// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule} from "../../src/interfaces/ISessionKeyModule.sol";
import {MerkleLib} from "../../src/libraries/MerkleLib.sol";
import {SessionId} from "../../src/types/SessionId.sol";
import {SessionStatus, SessionStatusLib} from "../../src/types/SessionStatus.sol";
import {GrantVectorReader} from "./GrantVectorReader.sol";

/// @notice Every grant of tests/vectors/grants.json gives the same bytes on chain.
contract GrantVectorsTest is GrantVectorReader {
    function test_SessionId() public {
        string memory json = readVectors("grants.json");
        for (uint256 i; i < grantCount(json); ++i) {
            GrantVector memory vector = grantAt(json, i);
            ISessionKeyModule module = _moduleOf(vector);

            SessionId actual =
                _messages.sessionIdOf(address(module), vector.input.account, vector.input.route, packedTerms(vector));

            assertEq(SessionId.unwrap(actual), vector.sessionId, vector.name);
        }
    }

    function test_TypedDigest() public {
        string memory json = readVectors("grants.json");
        for (uint256 i; i < grantCount(json); ++i) {
            GrantVector memory vector = grantAt(json, i);
            ISessionKeyModule module = _moduleOf(vector);

            bytes32 digest = _messages.grantDigest(
                address(module), vector.input.account, vector.input.route, packedTerms(vector), TYPED
            );

            assertEq(module.domainSeparator(), vector.domainSeparator, vector.name);
            assertEq(digest, vector.digest, vector.name);
        }
    }

    function test_Text() public {
        string memory json = readVectors("grants.json");
        for (uint256 i; i < grantCount(json); ++i) {
            GrantVector memory vector = grantAt(json, i);
            ISessionKeyModule module = _moduleOf(vector);
            (address account, uint40 route) = (vector.input.account, vector.input.route);
            bytes memory terms = packedTerms(vector);
            mockTokens(vector);

            if (!vector.textFits) {
                vm.expectPartialRevert(ISessionKeyModule.TextTooLong.selector);
                _messages.grantDigest(address(module), account, route, terms, TEXT);
                continue;
            }

            assertEq(_renderer.grantText(address(module), account, route, terms), vector.text, vector.name);
            assertEq(
                _messages.grantDigest(address(module), account, route, terms, TEXT), vector.textDigest, vector.name
            );
        }
    }

    function test_Leaves_AndProofs() public view {
        string memory json = readVectors("grants.json");
        for (uint256 i; i < grantCount(json); ++i) {
            GrantVector memory vector = grantAt(json, i);

            for (uint256 j; j < vector.leaves.length; ++j) {
                bytes32 hash = MerkleLib.leaf(MerkleLib.CAPABILITY, keccak256(vector.leaves[j].leaf));
                assertEq(hash, vector.leaves[j].hash, vector.name);
            }
            for (uint256 j; j < vector.proofs.length; ++j) {
                bytes32 leaf = vector.leaves[vector.proofs[j].index].hash;
                bytes32 root = this.rootOf(leaf, vector.proofs[j].proof);
                assertEq(root, vector.capabilityRoot, vector.name);
            }
        }
    }

    function test_TypedSignature_IsAccepted() public {
        _grantAll(TYPED);
    }

    function test_TextSignature_IsAccepted() public {
        _grantAll(TEXT);
    }

    /// @dev Through a call, because the library reads proofs from calldata.
    function rootOf(bytes32 leaf, bytes32[] calldata proof) external pure returns (bytes32) {
        uint256 position;
        assembly ("memory-safe") {
            position := proof.offset
        }
        return MerkleLib.rootOf(leaf, position, proof.length);
    }

    function _grantAll(uint8 form) private {
        string memory json = readVectors("grants.json");
        for (uint256 i; i < grantCount(json); ++i) {
            GrantVector memory vector = grantAt(json, i);
            if (form == TEXT && !vector.textFits) continue;
            ISessionKeyModule module = _installedModuleOf(json, vector);
            (address account, uint40 route) = (vector.input.account, vector.input.route);
            mockTokens(vector);
            if (vector.input.replaces != 0) _storeReplaced(module, vector.input);

            SessionId granted = module.grant(
                account, route, packedTerms(vector), form, form == TEXT ? vector.textSignature : vector.typedSignature
            );

            assertEq(SessionId.unwrap(granted), vector.sessionId, vector.name);
            (bool known,, uint48 expiresAt,,) = sessionStatusOf(module, account, granted);
            assertTrue(known, vector.name);
            assertEq(expiresAt, _expiryOf(vector.input), vector.name);
        }
    }

    /// @dev The session that a grant replaces: it lives, and its seat passes on.
    function _storeReplaced(ISessionKeyModule module, GrantInput memory input) private {
        SessionStatus status = SessionStatusLib.pack(block.timestamp, block.timestamp, 7, input.epoch);
        bytes32 records = keccak256(abi.encode(input.replaces, uint256(1))); // the mapping of records is the second
        bytes32 slot = keccak256(abi.encode(input.account, records));
        vm.store(address(module), slot, bytes32(SessionStatus.unwrap(status)));

        (bool known,,, uint16 seat,) = sessionStatusOf(module, input.account, SessionId.wrap(input.replaces));
        assertTrue(known && seat == 7, "replaced session where the module reads it");
    }

    /// @dev The session begins now, or at validAfter.
    function _expiryOf(GrantInput memory input) private view returns (uint256) {
        uint256 activation = block.timestamp > input.validAfter ? block.timestamp : input.validAfter;
        bool isFirst = input.ttl != 0 && activation + input.ttl < input.expiresAt;
        return isFirst ? activation + input.ttl : input.expiresAt;
    }

    function _moduleOf(GrantVector memory vector) private returns (ISessionKeyModule) {
        vm.chainId(vector.input.chainId);
        return moduleAt(vector.input.module);
    }

    /// @dev The account is in the epoch of the grant, and the time is one at which the grant may be relayed.
    function _installedModuleOf(string memory json, GrantVector memory vector)
        private
        returns (ISessionKeyModule module)
    {
        module = _moduleOf(vector);
        address approver = vm.parseJsonAddress(json, ".approver.address");
        install(module, vector.input.account, approver, vector.input.epoch, 104, 152);
        (uint48 deadline, uint48 expiresAt) = (vector.input.grantDeadline, vector.input.expiresAt);
        vm.warp(deadline < expiresAt ? deadline : expiresAt);
    }
}
