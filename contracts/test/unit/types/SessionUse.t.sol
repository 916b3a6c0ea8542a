// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {TIME_LIMIT} from "../../../src/interfaces/ISessionKeyModule.sol";
import {SessionUseLib} from "../../../src/libraries/SessionUseLib.sol";
import {CallCursor} from "../../../src/types/CallCursor.sol";
import {Envelope} from "../../../src/types/Envelope.sol";
import {SessionId} from "../../../src/types/SessionId.sol";
import {SessionStatus} from "../../../src/types/SessionStatus.sol";
import {SessionUse, SessionUseFields} from "../../../src/types/SessionUse.sol";
import {Words} from "../../../src/types/Words.sol";
import {Test} from "../../utils/Test.sol";

/// @notice The words of an operation at fixed places in memory: each field has its own, and they are taken only before
/// anything else is in memory.
contract SessionUseTest is Test {
    function test_WhenMemoryIsUntouched() public view {
        (uint256 use, uint256 calls, uint256 free) = this.allocate();
        assertEq(use, 0x80, "the use");
        assertEq(calls, 0x80 + 14 * 32, "the calls");
        assertEq(free, 0x80 + 25 * 32, "the next free word");
    }

    /// @dev Fails closed: nothing validates, whatever a compiler put there.
    function test_RevertWhen_MemoryWasTaken() public {
        for (uint256 size = 0; size <= 64; size += 32) {
            vm.expectRevert(bytes(""));
            this.allocateAfter(size);
        }
        vm.expectRevert(bytes(""));
        this.allocateTwice();
    }

    function testFuzz_RevertWhen_FreePointerIsElsewhere(uint256 pointer) public {
        pointer = bound(pointer, 0, 2 ** 32);
        if (pointer == 0x80) return;
        vm.expectRevert(bytes(""));
        this.allocateAt(pointer);
    }

    function testFuzz_Fields(uint256 seed) public view {
        this.checkFields(seed);
    }

    /// @dev The name is what a refusal says of the bound.
    function test_WhenTwoBoundsAreTheSame() public view {
        assertEq(this.upperAfter(10, 9), bytes32("second"), "a lower one counts");
        assertEq(this.upperAfter(10, 10), bytes32("first"), "the same one does not");
        assertEq(this.upperAfter(10, 11), bytes32("first"), "a higher one does not");
    }

    /* A CALL EACH: the place is the first that is free */

    function allocate() external pure returns (uint256 use, uint256 calls, uint256 free) {
        SessionUse allocated = SessionUseFields.allocate();
        assembly ("memory-safe") {
            free := mload(0x40)
        }
        return (SessionUse.unwrap(allocated), CallCursor.unwrap(allocated.calls()), free);
    }

    function allocateAfter(uint256 size) external pure returns (bytes32) {
        bytes memory taken = new bytes(size);
        SessionUseFields.allocate();
        return keccak256(taken);
    }

    function allocateTwice() external pure {
        SessionUseFields.allocate();
        SessionUseFields.allocate();
    }

    function allocateAt(uint256 pointer) external pure {
        assembly {
            mstore(0x40, pointer)
        }
        SessionUseFields.allocate();
    }

    function upperAfter(uint256 first, uint256 second) external pure returns (bytes32) {
        SessionUse use = SessionUseFields.allocate();
        use.setValidUntil(TIME_LIMIT);
        SessionUseLib.limit(use, first, "first");
        SessionUseLib.limit(use, second, "second");
        return use.upper();
    }

    /// @dev Sets all, then reads all: no two share a word.
    function checkFields(uint256 seed) external pure {
        SessionUse use = SessionUseFields.allocate();
        _setUse(use, seed);
        _setCalls(use.calls(), seed);
        bytes memory behind = abi.encode(seed);
        _checkUse(use, seed);
        _checkCalls(use.calls(), seed);
        assertEq(behind, abi.encode(seed), "memory that came after");
    }

    function _setUse(SessionUse use, uint256 seed) private pure {
        use.setPos(_value(seed, 0));
        use.setCursor(_value(seed, 1));
        use.setKeyProofAt(_value(seed, 2));
        use.setSignatureAt(_value(seed, 3));
        use.setFlags(_value(seed, 4));
        use.setClaimedAt(_value(seed, 5));
        use.setValidUntil(_value(seed, 6));
        use.setUpper(bytes32(_value(seed, 7)));
        use.setEnvelope(Envelope.wrap(_value(seed, 8)));
        use.setId(SessionId.wrap(bytes32(_value(seed, 9))));
        use.setSlot(_value(seed, 10));
        use.setStatus(SessionStatus.wrap(_value(seed, 11)));
        use.setLeaves(Words.wrap(_value(seed, 12)));
        use.setLeafCount(_value(seed, 13));
    }

    function _checkUse(SessionUse use, uint256 seed) private pure {
        assertEq(use.pos(), _value(seed, 0), "pos");
        assertEq(use.cursor(), _value(seed, 1), "cursor");
        assertEq(use.keyProofAt(), _value(seed, 2), "keyProofAt");
        assertEq(use.signatureAt(), _value(seed, 3), "signatureAt");
        assertEq(use.flags(), _value(seed, 4), "flags");
        assertEq(use.claimedAt(), _value(seed, 5), "claimedAt");
        assertEq(use.validUntil(), _value(seed, 6), "validUntil");
        assertEq(uint256(use.upper()), _value(seed, 7), "upper");
        assertEq(Envelope.unwrap(use.envelope()), _value(seed, 8), "envelope");
        assertEq(uint256(SessionId.unwrap(use.id())), _value(seed, 9), "id");
        assertEq(use.slot(), _value(seed, 10), "slot");
        assertEq(SessionStatus.unwrap(use.status()), _value(seed, 11), "status");
        assertEq(Words.unwrap(use.leaves()), _value(seed, 12), "leaves");
        assertEq(use.leafCount(), _value(seed, 13), "leafCount");
    }

    function _setCalls(CallCursor call, uint256 seed) private pure {
        call.setOrigin(_value(seed, 20));
        call.setEnd(_value(seed, 21));
        call.setCount(_value(seed, 22));
        call.setOffsetsAt(_value(seed, 23));
        call.setNext(_value(seed, 24));
        call.setPacked(seed % 2 == 1);
        call.setIndex(_value(seed, 26));
        call.setOrder(_value(seed, 27));
        call.setValue(_value(seed, 28));
        call.setDataAt(_value(seed, 29));
        call.setDataLength(_value(seed, 30));
    }

    function _checkCalls(CallCursor call, uint256 seed) private pure {
        assertEq(call.origin(), _value(seed, 20), "origin");
        assertEq(call.end(), _value(seed, 21), "end");
        assertEq(call.count(), _value(seed, 22), "count");
        assertEq(call.offsetsAt(), _value(seed, 23), "offsetsAt");
        assertEq(call.next(), _value(seed, 24), "next");
        assertEq(call.packed(), seed % 2 == 1, "packed");
        assertEq(call.index(), _value(seed, 26), "index");
        assertEq(call.order(), _value(seed, 27), "order");
        assertEq(call.target(), address(uint160(_value(seed, 27) >> 32)), "target");
        assertEq(bytes32(call.selector()), bytes32(bytes4(uint32(_value(seed, 27)))), "selector");
        assertEq(call.value(), _value(seed, 28), "value");
        assertEq(call.dataAt(), _value(seed, 29), "dataAt");
        assertEq(call.dataLength(), _value(seed, 30), "dataLength");
    }

    /// @dev Without memory of its own: by arithmetic.
    function _value(uint256 seed, uint256 field) private pure returns (uint256 value) {
        unchecked {
            value = (seed + field + 1) * 0x9e3779b97f4a7c15f39cc0605cedc8341082276bf3a27251f86c6a11d0c18e95;
            value ^= value >> 128;
        }
    }
}
