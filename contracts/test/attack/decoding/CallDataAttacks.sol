// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../../../src/interfaces/IERC4337.sol";
import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {Bytes} from "../../utils/Bytes.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {AttackTest} from "../AttackTest.sol";

/// @notice The outer call: what the module reads is what the account executes.
abstract contract CallDataAttacks is AttackTest {
    using Bytes for bytes;

    uint256 private constant MAX_CALLS = 16;

    function test_AC01_DataTooShortForAFunction() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        relayGrant(terms);

        refuse(terms, callOf(address(_token), ""), notGranted(0, address(_token), 0));
        for (uint256 length = 1; length < 4; length++) {
            refuse(terms, callOf(address(_token), transferCall(1).data.cut(length)), _selectorMissing(length));
        }
        allow(terms, transferCall(1));
    }

    function test_AC01_EmptyDataIsItsOwnCapability() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        terms.leaves[0] = SessionEncoder.leaf(_recipient, 0, 0, noItems(), noItems());
        relayGrant(terms);

        for (uint256 length = 1; length < 4; length++) {
            refuse(terms, callOf(_recipient, new bytes(length)), _selectorMissing(length));
        }
        // A function whose selector is zero is not what was granted.
        refuse(terms, callOf(_recipient, new bytes(4)), _selectorMissing(4));
        refuse(terms, callOf(_recipient, new bytes(36)), _selectorMissing(36));
        allow(terms, callOf(_recipient, ""));
    }

    function test_AC03_LengthOfTheDataIsBeyondTheEnd() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        relayGrant(terms);
        bytes memory callData = encodeCalls(one(transferCall(1)));
        uint256 lengthAt = isErc6900() ? 100 : 68;
        uint256 right = callData.word(lengthAt);

        _refuseLength(terms, callData, lengthAt, type(uint256).max, lengthAt);
        _refuseLength(terms, callData, lengthAt, type(uint256).max - 31, lengthAt);
        _refuseLength(terms, callData, lengthAt, 2 ** 64, lengthAt);
        _refuseLength(terms, callData, lengthAt, callData.length + 1, lengthAt);
        // Inside what there is, but beyond the end of the last word: read on into the next field of the operation.
        uint256 padded = (right + 31) / 32 * 32;
        _refuseLength(terms, callData, lengthAt, padded + 1, lengthAt + 32 + padded + 32);
        allow(opWithCallData(terms, callData.put(lengthAt, right), 1));
    }

    function test_AC03_LengthInABatchIsBeyondTheEnd() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        relayGrant(terms);
        bytes memory callData = batchCallData(_transfers(2));
        // Behind offset, count and two offsets: target, value, offset, length.
        uint256 lengthAt = _batchAt() + 4 * 32 + 3 * 32;

        _refuseLength(terms, callData, lengthAt, type(uint256).max, lengthAt);
        _refuseLength(terms, callData, lengthAt, 2 ** 64, lengthAt);
        _refuseLength(terms, callData, lengthAt, callData.length + 1, lengthAt);
        bytes memory count =
            abi.encodeWithSelector(ISessionKeyModule.CallCountInvalid.selector, type(uint256).max, MAX_CALLS);
        refuseTwice(opWithCallData(terms, callData.put(_batchAt() + 32, type(uint256).max), 2), count);
        allow(opWithCallData(terms, callData, 2));
    }

    function test_AC05_OneCallOfABatchIsForbidden() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        relayGrant(terms);

        _refuseHidden(terms, 1, 0);
        _refuseHidden(terms, 2, 1);
        for (uint256 i = 0; i < 3; i++) {
            _refuseHidden(terms, 3, i);
        }
        _refuseHidden(terms, MAX_CALLS, MAX_CALLS - 1);
        allow(opWithCallData(terms, batchCallData(_transfers(MAX_CALLS)), MAX_CALLS));
    }

    function test_AC05_NumberOfCallsIsCapped() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        relayGrant(terms);

        uint256[4] memory counts = [uint256(0), MAX_CALLS + 1, 64, 65];
        for (uint256 i = 0; i < counts.length; i++) {
            refuse(
                opWithCallData(terms, batchCallData(_transfers(counts[i])), counts[i]),
                abi.encodeWithSelector(ISessionKeyModule.CallCountInvalid.selector, counts[i], MAX_CALLS)
            );
        }
        allow(opWithCallData(terms, batchCallData(_transfers(1)), 1));
    }

    function test_AC06_ItemsShareOverlapOrStandBackwards() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        relayGrant(terms);
        bytes memory callData = batchCallData(_transfers(2));
        uint256 offsetsAt = _batchAt() + 64;
        (uint256 first, uint256 second) = (callData.word(offsetsAt), callData.word(offsetsAt + 32));

        // Both items are the first one; the second is hidden from the account, or the other way round.
        _refuseWord(terms, callData, offsetsAt + 32, first);
        _refuseWord(terms, callData, offsetsAt, second);
        // The second begins inside the first.
        _refuseWord(terms, callData, offsetsAt + 32, first + 32);
        // Backwards: both are there, in the other order.
        bytes memory swapped = callData.put(offsetsAt, second).put(offsetsAt + 32, first);
        refuseTwice(opWithCallData(terms, swapped, 2), _notCanonical(offsetsAt));
        // The data of the first item is that of the second.
        uint256 itemAt = offsetsAt + first;
        _refuseWord(terms, callData, itemAt + 64, second - first + 96);
        // The list itself begins elsewhere.
        _refuseWord(terms, callData, _batchAt(), 0x40);
        allow(opWithCallData(terms, callData, 2));
    }

    function test_AC06_BytesThatNothingReads() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        relayGrant(terms);
        bytes memory callData = batchCallData(_transfers(2));
        bytes memory single = encodeCalls(one(transferCall(1)));

        refuse(opWithCallData(terms, bytes.concat(callData, bytes32(0)), 2), _notCanonical(callData.length));
        refuse(opWithCallData(terms, bytes.concat(single, bytes1(0)), 1), _notCanonical(single.length));
        if (!isErc6900()) {
            // Behind the last item, but inside the bytes that hold the batch.
            bytes memory longer = bytes.concat(callData, bytes32(0)).put(68, callData.word(68) + 32);
            refuse(opWithCallData(terms, longer, 2), _notCanonical(callData.length));
        }
        // The data of an item are 68 bytes: the last word has 4 of them, and padding.
        uint256 lastWordAt = _batchAt() + 4 * 32 + 4 * 32 + 64;
        bytes memory dirty = callData.put(lastWordAt, callData.word(lastWordAt) | 1);
        refuse(opWithCallData(terms, dirty, 2), _notCanonical(lastWordAt + 4));
        allow(opWithCallData(terms, callData, 2));
    }

    /* HELPERS */

    /// @dev Where the argument of a batch begins that ERC-6900 and ERC-7579 have in common.
    function _batchAt() private view returns (uint256) {
        return isErc6900() ? 4 : 100;
    }

    function _transfers(uint256 count) private view returns (TestCall[] memory calls) {
        calls = new TestCall[](count);
        for (uint256 i = 0; i < count; i++) {
            calls[i] = transferCall(1);
        }
    }

    /// @dev A batch of transfers, one of which is above the limit.
    function _refuseHidden(SessionEncoder.Terms memory terms, uint256 count, uint256 hidden) private {
        TestCall[] memory calls = _transfers(count);
        calls[hidden] = transferCall(201e6);
        refuse(opWithCallData(terms, batchCallData(calls), count), violated(hidden, 0, 1, 2, 201e6, 200e6));
    }

    function _refuseLength(
        SessionEncoder.Terms memory terms,
        bytes memory callData,
        uint256 lengthAt,
        uint256 length,
        uint256 position
    ) private {
        PackedUserOperation memory userOp = opWithCallData(terms, callData.put(lengthAt, length), 2);
        refuseTwice(userOp, _notCanonical(position));
    }

    function _refuseWord(SessionEncoder.Terms memory terms, bytes memory callData, uint256 position, uint256 word)
        private
    {
        refuseTwice(opWithCallData(terms, callData.put(position, word), 2), _notCanonical(position));
    }

    function _notCanonical(uint256 position) private pure returns (bytes memory) {
        return abi.encodeWithSelector(ISessionKeyModule.CallDataNotCanonical.selector, position);
    }

    function _selectorMissing(uint256 length) private pure returns (bytes memory) {
        return abi.encodeWithSelector(ISessionKeyModule.SelectorMissing.selector, 0, length);
    }
}
