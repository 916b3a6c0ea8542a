// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../../src/interfaces/IERC4337.sol";
import {SessionId} from "../../src/types/SessionId.sol";
import {SessionEncoder} from "./SessionEncoder.sol";
import {SessionFixtures} from "./SessionFixtures.sol";

/// @notice Segments with more than calls: flags, claims of one's choice, renewals, P-256 keys.
abstract contract SegmentFixtures is SessionFixtures {
    using SessionEncoder for SessionEncoder.Terms;

    uint8 internal constant FLAG_RENEW = 2;
    uint8 internal constant FLAG_GRACE = 4;
    uint8 internal constant FLAG_P256_IN_SOLIDITY = 8;

    /// @dev The order of P-256: SEC 2, section 2.4.2.
    uint256 internal constant P256_ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551;

    bytes32 private constant RENEWAL_TYPEHASH =
        keccak256("SessionRenewal(address account,bytes32 sessionId,uint16 renewal,uint48 deadline)");

    struct P256Key {
        uint256 secret;
        uint256 x;
        uint256 y;
        /// Last 20 bytes of keccak(x ‖ y).
        address name;
    }

    /* OPERATIONS */

    /// @notice An operation of a session that lives, with a claim and flags of one's choice.
    /// @param renewalPart What the flag renew needs if there is a renewer.
    function opWith(
        SessionEncoder.Terms memory terms,
        TestCall memory first,
        uint256 claimedAt,
        uint8 flags,
        bytes memory renewalPart
    ) internal view returns (PackedUserOperation memory userOp) {
        userOp = unsignedOp(terms, one(first), 0);
        sign(userOp, bytes.concat(bodyWith(terms, first, claimedAt, flags), renewalPart));
    }

    function opWith(SessionEncoder.Terms memory terms, TestCall memory first, uint256 claimedAt, uint8 flags)
        internal
        view
        returns (PackedUserOperation memory)
    {
        return opWith(terms, first, claimedAt, flags, "");
    }

    function bodyWith(SessionEncoder.Terms memory terms, TestCall memory first, uint256 claimedAt, uint8 flags)
        internal
        pure
        returns (bytes memory)
    {
        return segmentBody(uint48(claimedAt), flags, grantedPart(terms), one(first));
    }

    /// @notice An operation in a lane of one's choice.
    function opInLane(SessionEncoder.Terms memory terms, TestCall memory first, uint256 lane)
        internal
        view
        returns (PackedUserOperation memory userOp)
    {
        userOp = unsignedOp(terms, one(first), lane);
        sign(userOp, bodyWith(terms, first, claim(), 0));
    }

    /* RENEWALS */

    /// @notice deadline ‖ the renewer's signature.
    /// @param number Of the renewal, 1 for the first.
    function renewalBy(uint256 key, SessionId id, uint16 number, uint48 deadline) internal view returns (bytes memory) {
        bytes32 structHash = keccak256(abi.encode(RENEWAL_TYPEHASH, account(), id, number, deadline));
        bytes32 digest = keccak256(abi.encodePacked(hex"1901", _module.domainSeparator(), structHash));
        return abi.encodePacked(deadline, signDigest(key, digest));
    }

    /* P-256 */

    function makeP256Key(string memory name) internal pure returns (P256Key memory key) {
        key.secret = uint256(keccak256(bytes(name))) % P256_ORDER;
        (key.x, key.y) = vm.publicKeyP256(key.secret);
        key.name = address(uint160(uint256(keccak256(abi.encode(key.x, key.y)))));
    }

    /// @notice r ‖ s, s in the lower half of the order.
    function signP256(P256Key memory key, bytes32 digest) internal pure returns (bytes memory) {
        (bytes32 r, bytes32 s) = vm.signP256(key.secret, digest);
        uint256 low = uint256(s) > P256_ORDER / 2 ? P256_ORDER - uint256(s) : uint256(s);
        return abi.encode(r, low);
    }

    /// @notice The segment of a P-256 session.
    /// @param body Everything before the public key.
    function signedByP256(PackedUserOperation memory userOp, bytes memory body, P256Key memory key)
        internal
        view
        returns (bytes memory)
    {
        body = abi.encodePacked(body, key.x, key.y);
        bytes32 digest = _module.operationDigest(entryPoint().getUserOpHash(userOp), keccak256(body));
        bytes memory segment = bytes.concat(body, signP256(key, digest));
        return abi.encodePacked(segment, uint16(segment.length));
    }

    /// @notice An operation of a P-256 session that lives.
    function p256Op(SessionEncoder.Terms memory terms, TestCall memory first, uint8 flags, P256Key memory key)
        internal
        view
        returns (PackedUserOperation memory userOp)
    {
        userOp = unsignedOp(terms, one(first), 0);
        userOp.signature = wrap(signedByP256(userOp, bodyWith(terms, first, claim(), flags), key));
    }

    /* TERMS */

    /// @notice The default terms with a P-256 key.
    function p256Terms(P256Key memory key) internal view returns (SessionEncoder.Terms memory terms) {
        terms = defaultTerms();
        terms.keyType = 1;
        terms.sessionKey = key.name;
    }
}
