// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Call} from "../../src/interfaces/IERC6900Account.sol";
import {ISessionKeyModule} from "../../src/interfaces/ISessionKeyModule.sol";
import {CallReader} from "../utils/CallReader.sol";
import {VectorTest} from "./VectorTest.sol";

/// @notice Every callData of tests/vectors/calldata.json is read as the calls in it, or refused.
contract CallDataVectorsTest is VectorTest {
    struct CallVector {
        address target;
        uint256 value;
        bytes data;
    }

    struct CallDataVector {
        string name;
        uint8 standard;
        bytes callData;
        bool refused;
        CallVector[] calls;
    }

    string private constant TYPES = "CallDataVector(string name,uint8 standard,bytes callData,bool refused,CallVector[] calls)"
        "CallVector(address target,uint256 value,bytes data)";

    function test_Canonical_IsRead() public view {
        string memory json = readVectors("calldata.json");
        uint256 accepted;
        for (uint256 i; i < vm.parseJsonUint(json, ".count"); ++i) {
            CallDataVector memory vector = _vectorAt(json, i);
            if (vector.refused) continue;

            CallVector[] memory calls = this.decode(vector.standard, vector.callData, vector.callData.length);

            assertEq(abi.encode(calls), abi.encode(vector.calls), vector.name);
            ++accepted;
        }
        assertGt(accepted, 0, "no canonical vector");
    }

    function test_NotCanonical_IsRefused() public view {
        _assertAllRefused("");
    }

    /// @dev What stands behind callData belongs to somebody else: it must not complete what is cut off.
    function test_NotCanonical_IsRefused_WhateverFollows() public view {
        _assertAllRefused(new bytes(128));
        _assertAllRefused(abi.encodePacked(type(uint256).max, type(uint256).max));
    }

    /// @dev Through a call, because the library reads calldata. Returned are the bytes that it points at.
    /// @param length How much of the content is callData (bytes).
    function decode(uint8 standard, bytes calldata content, uint256 length)
        external
        pure
        returns (CallVector[] memory calls)
    {
        bytes calldata callData = content[:length];
        Call[] memory found = standard == ERC6900 ? CallReader.decode6900(callData) : CallReader.decode7579(callData);

        calls = new CallVector[](found.length);
        for (uint256 i; i < found.length; ++i) {
            calls[i] = CallVector(found[i].target, found[i].value, found[i].data);
        }
    }

    function _assertAllRefused(bytes memory behind) private view {
        string memory json = readVectors("calldata.json");
        uint256 refused;
        for (uint256 i; i < vm.parseJsonUint(json, ".count"); ++i) {
            CallDataVector memory vector = _vectorAt(json, i);
            if (!vector.refused) continue;

            bytes memory content = bytes.concat(vector.callData, behind);
            try this.decode(vector.standard, content, vector.callData.length) returns (CallVector[] memory) {
                fail(vector.name);
            } catch (bytes memory reason) {
                assertTrue(_isRefusalOfCallData(bytes4(reason)), vector.name);
            }
            ++refused;
        }
        assertGt(refused, 0, "no vector that is refused");
    }

    function _isRefusalOfCallData(bytes4 selector) private pure returns (bool) {
        return selector == ISessionKeyModule.FunctionNotSupported.selector
            || selector == ISessionKeyModule.CallDataNotCanonical.selector
            || selector == ISessionKeyModule.CallCountInvalid.selector
            || selector == ISessionKeyModule.SelectorMissing.selector;
    }

    function _vectorAt(string memory json, uint256 index) private pure returns (CallDataVector memory) {
        return abi.decode(entryAt(json, ".calldata", index, TYPES), (CallDataVector));
    }
}
