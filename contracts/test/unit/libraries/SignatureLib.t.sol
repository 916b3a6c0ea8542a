// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {CalldataLib} from "../../../src/libraries/CalldataLib.sol";
import {SignatureLib} from "../../../src/libraries/SignatureLib.sol";
import {Test} from "../../utils/Test.sol";

/// @notice Recovery in assembly against Solidity's `ecrecover`, for signatures in their one canonical form.
contract SignatureLibTest is Test {
    /// @dev SEC 2, section 2.4.1.
    uint256 private constant ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141;

    function testFuzz_WhenSomebodySigned(uint256 key, bytes32 digest, bytes32 otherDigest) public view {
        key = bound(key, 1, ORDER - 1);
        bytes memory signature = _sign(key, digest);

        assertEq(this.recoverStrict(digest, signature), vm.addr(key), "signer");
        assertEq(this.tryRecover(digest, signature), vm.addr(key), "signer");
        _compare(otherDigest, signature);
    }

    /// @dev Any r and s: most are signatures of somebody or of nobody.
    function testFuzz_WhenBytesAreAny(bytes32 digest, uint256 r, uint256 s, uint8 v, bool fits) public view {
        if (fits) (s, v) = (s % (ORDER / 2 + 1), 27 + v % 2);
        _compare(digest, abi.encodePacked(r, s, v));
    }

    function testFuzz_WhenRIsOutside(bytes32 digest, uint256 s, uint8 v) public view {
        (s, v) = (bound(s, 1, ORDER / 2), 27 + v % 2);
        uint256[4] memory outside = [uint256(0), ORDER, ORDER + 1, type(uint256).max];
        for (uint256 i = 0; i < 4; i++) {
            bytes memory signature = abi.encodePacked(outside[i], s, v);
            assertEq(this.recoverStrict(digest, signature), address(0), "nobody");
            assertEq(this.tryRecover(digest, signature), address(0), "nobody");
        }
    }

    function test_WhenSIsAtTheHalf() public view {
        bytes32 digest = keccak256("digest");
        _compare(digest, abi.encodePacked(uint256(1), ORDER / 2, uint8(27)));
        _compare(digest, abi.encodePacked(uint256(1), ORDER / 2 + 1, uint8(27)));
        _compare(digest, abi.encodePacked(uint256(1), uint256(0), uint8(27)));
    }

    function test_WhenVIsAny() public view {
        bytes memory signature = _sign(1, keccak256("digest"));
        for (uint256 v = 0; v < 256; v++) {
            signature[64] = bytes1(uint8(v));
            _compare(keccak256("digest"), signature);
        }
    }

    function testFuzz_TryRecover_WhenLengthIsAnother(bytes32 digest, uint8 length) public view {
        bytes memory signature = _sign(1, digest);
        bytes memory longer = bytes.concat(signature, new bytes(64));
        assembly ("memory-safe") {
            mstore(longer, length) // never above what was allocated: see below
        }
        if (length > 129 || length == 65) return;
        assertEq(this.tryRecover(digest, longer), address(0), "nobody");
    }

    /// @dev An answer of the precompile that is none leaves nothing of an earlier one.
    function test_WhenNobodySignedAfterSomebody() public view {
        bytes32 digest = keccak256("digest");
        (address first, address second) =
            this.recoverBoth(digest, _sign(1, digest), abi.encodePacked(uint256(0), uint256(1), uint8(27)));
        assertEq(first, vm.addr(1), "somebody");
        assertEq(second, address(0), "nobody");
    }

    /* HELPERS */

    function _compare(bytes32 digest, bytes memory signature) private view {
        address expected = _plain(digest, signature);
        bool canonical = _isCanonical(signature);

        assertEq(this.tryRecover(digest, signature), expected, "as Solidity recovers");
        (bool done, bytes memory answer) =
            address(this).staticcall(abi.encodeCall(this.recoverStrict, (digest, signature)));
        assertEq(done, canonical, "canonical");
        bytes memory refusal = abi.encodeWithSelector(ISessionKeyModule.SignatureMalformed.selector, 65);
        assertEq(answer, canonical ? abi.encode(expected) : refusal, "as Solidity recovers, or refused by name");
    }

    function _plain(bytes32 digest, bytes memory signature) private pure returns (address) {
        (bytes32 r, bytes32 s, uint8 v) = _parts(signature);
        return _isCanonical(signature) ? ecrecover(digest, v, r, s) : address(0);
    }

    function _isCanonical(bytes memory signature) private pure returns (bool) {
        (, bytes32 s, uint8 v) = _parts(signature);
        return uint256(s) <= ORDER / 2 && (v == 27 || v == 28);
    }

    function _parts(bytes memory signature) private pure returns (bytes32 r, bytes32 s, uint8 v) {
        v = uint8(signature[64]);
        assembly ("memory-safe") {
            r := mload(add(signature, 0x20)) // the first 32 bytes
            s := mload(add(signature, 0x40)) // the second
        }
    }

    function _sign(uint256 key, bytes32 digest) private pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        return abi.encodePacked(r, s, v);
    }

    /* THE LIBRARY, through a call because it reads calldata */

    function recoverStrict(bytes32 digest, bytes calldata signature) external view returns (address) {
        return SignatureLib.recoverStrict(digest, CalldataLib.position(signature));
    }

    function tryRecover(bytes32 digest, bytes calldata signature) external view returns (address) {
        return SignatureLib.tryRecover(digest, signature);
    }

    function recoverBoth(bytes32 digest, bytes calldata first, bytes calldata second)
        external
        view
        returns (address, address)
    {
        return (SignatureLib.tryRecover(digest, first), SignatureLib.tryRecover(digest, second));
    }
}
