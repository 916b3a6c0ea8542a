// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {SessionId} from "../../src/types/SessionId.sol";
import {Defaults} from "./Defaults.sol";
import {SessionEncoder} from "./SessionEncoder.sol";
import {SessionFixtures} from "./SessionFixtures.sol";

/// @notice Every signed message but grants and operations, as the calldata that a relayer brings to the module.
/// @dev Messages are typed, for the account's current epoch and, if they have a deadline, good for DEADLINE.
abstract contract ControlFixtures is SessionFixtures {
    using SessionEncoder for SessionEncoder.Terms;

    uint48 internal constant DEADLINE = Defaults.NOW + 365 days;

    address internal _guardian;
    uint256 internal _guardianKey;

    /// @notice Makes a guardian of the account.
    function makeGuardian() internal {
        (_guardian, _guardianKey) = makeKey("guardian");
        vm.prank(account());
        _module.addGuardian(_guardian);
    }

    /* WHO CALLS */

    /// @notice Sends calldata to the module as somebody without any rights.
    function relay(bytes memory message) internal {
        callAs(makeAddress("relayer"), message);
    }

    function refuseRelayed(bytes memory message, bytes memory refusal) internal {
        refuseFrom(makeAddress("relayer"), message, refusal);
    }

    function callAs(address caller, bytes memory message) internal {
        vm.prank(caller);
        (bool done, bytes memory answer) = address(_module).call(message);
        assertEq(done ? bytes("") : answer, "", "revert data of the module");
        assertTrue(done, "call to the module");
    }

    function refuseFrom(address caller, bytes memory message, bytes memory refusal) internal {
        vm.prank(caller);
        (bool done, bytes memory answer) = address(_module).call(message);
        assertFalse(done, "call to the module");
        assertEq(answer, refusal, "revert data of the module");
    }

    /* REVOCATION */

    function revocation(uint256 key, SessionId id) internal view returns (bytes memory) {
        bytes32 digest = _messages.revocationDigest(address(_module), account(), id, TYPED);
        return abi.encodeCall(_module.revoke, (account(), id, TYPED, signDigest(key, digest)));
    }

    function allRevocation(uint256 key) internal view returns (bytes memory) {
        bytes32 digest = _messages.allRevocationDigest(address(_module), account(), currentEpoch(), TYPED);
        return abi.encodeCall(_module.revokeAll, (account(), TYPED, signDigest(key, digest)));
    }

    /// @param key The session's, if it is to be accepted.
    function selfRevocation(uint256 key, SessionEncoder.Terms memory terms) internal view returns (bytes memory) {
        bytes32 digest = _messages.revocationDigest(address(_module), account(), sessionIdOf(terms), TYPED);
        return selfRevocation(terms, signDigest(key, digest));
    }

    function selfRevocation(SessionEncoder.Terms memory terms, bytes memory signature)
        internal
        view
        returns (bytes memory)
    {
        return abi.encodeCall(_module.revokeAsSessionKey, (account(), route(), envelopeOf(terms), TYPED, signature));
    }

    /* PAUSE AND MODE */

    function pausing(uint256 key, SessionId id, uint64 sequence) internal view returns (bytes memory) {
        bytes32 digest =
            _messages.pauseDigest(address(_module), account(), currentEpoch(), id, sequence, DEADLINE, TYPED);
        bytes memory signature = signDigest(key, digest);
        return abi.encodeCall(_module.pause, (account(), id, sequence, DEADLINE, TYPED, signature));
    }

    function resumption(uint256 key, SessionId id, uint32 tightenings, uint64 sequence)
        internal
        view
        returns (bytes memory)
    {
        bytes32 digest = _messages.resumptionDigest(
            address(_module), account(), currentEpoch(), id, tightenings, sequence, DEADLINE, TYPED
        );
        bytes memory signature = signDigest(key, digest);
        return abi.encodeCall(_module.resume, (account(), id, tightenings, sequence, DEADLINE, TYPED, signature));
    }

    function tightening(uint256 key, uint8 mode, uint64 sequence) internal view returns (bytes memory) {
        bytes32 digest =
            _messages.tighteningDigest(address(_module), account(), currentEpoch(), mode, sequence, DEADLINE, TYPED);
        bytes memory signature = signDigest(key, digest);
        return abi.encodeCall(_module.tightenMode, (account(), mode, sequence, DEADLINE, TYPED, signature));
    }

    function loosening(uint256 key, uint8 mode, uint32 tightenings, uint64 sequence)
        internal
        view
        returns (bytes memory)
    {
        bytes32 digest = _messages.looseningDigest(
            address(_module), account(), currentEpoch(), mode, tightenings, sequence, DEADLINE, TYPED
        );
        bytes memory signature = signDigest(key, digest);
        return abi.encodeCall(_module.loosenMode, (account(), mode, tightenings, sequence, DEADLINE, TYPED, signature));
    }

    /// @notice Sets the mode as the account itself.
    function setMode(uint8 mode) internal {
        uint8 current = _module.accountState(account()).mode();
        vm.prank(account());
        if (mode > current) _module.tightenMode(account(), mode, 0, 0, TYPED, "");
        else _module.loosenMode(account(), mode, 0, 0, 0, TYPED, "");
    }

    /* LIVENESS */

    function reattestation(uint256 key, SessionId id, uint48 aliveAt) internal view returns (bytes memory) {
        bytes32 digest = _messages.reattestationDigest(address(_module), account(), id, aliveAt, TYPED);
        return abi.encodeCall(_module.reattest, (account(), id, aliveAt, TYPED, signDigest(key, digest)));
    }

    /// @param key The renewer's, if it is to be accepted.
    function renewerReattestation(uint256 key, SessionEncoder.Terms memory terms, uint48 aliveAt)
        internal
        view
        returns (bytes memory)
    {
        bytes32 digest = _messages.reattestationDigest(address(_module), account(), sessionIdOf(terms), aliveAt, TYPED);
        bytes memory signature = signDigest(key, digest);
        return
            abi.encodeCall(
                _module.reattestAsRenewer, (account(), route(), envelopeOf(terms), aliveAt, TYPED, signature)
            );
    }

    /* STATE */

    function currentEpoch() internal view returns (uint32) {
        return _module.accountState(account()).epoch();
    }

    /// @notice core ‖ capabilityRoot ‖ grantHash.
    function envelopeOf(SessionEncoder.Terms memory terms) internal pure returns (bytes memory) {
        return bytes.concat(terms.core(), terms.capabilityRoot(), keccak256(terms.details()));
    }
}
