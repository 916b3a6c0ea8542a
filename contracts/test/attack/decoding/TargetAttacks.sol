// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IAccountExecute, PackedUserOperation} from "../../../src/interfaces/IERC4337.sol";
import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {AttackTest} from "../AttackTest.sol";

/// @notice Ways to more power: other functions and modes of the account, the account itself, privileged contracts.
abstract contract TargetAttacks is AttackTest {
    function test_AC12_ModeOfAnotherKind() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        relayGrant(terms);
        TestCall memory call = transferCall(1);
        bytes memory packed = abi.encodePacked(call.target, call.value, call.data);

        if (isErc6900()) {
            // No modes here: the whole function is foreign.
            bytes4 selector = bytes4(keccak256("execute(bytes32,bytes)"));
            refuseTwice(opWithCallData(terms, abi.encodeWithSelector(selector, 0, packed), 1), _notSupported(selector));
        } else {
            // Delegatecall, static call, an unknown type; batch without reverting.
            _refuseMode(terms, bytes32(bytes1(0xff)), packed);
            _refuseMode(terms, bytes32(bytes1(0xfe)), packed);
            _refuseMode(terms, bytes32(bytes1(0x02)), packed);
            _refuseMode(terms, bytes32(bytes2(0x0101)), packed);
            // Execution type, unused bytes, mode selector, mode payload.
            for (uint256 i = 1; i < 32; i++) {
                _refuseMode(terms, bytes32(uint256(1) << 8 * (31 - i)), packed);
            }
        }
        allow(terms, call);
    }

    function test_AC13_AccountCallsItself() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        relayGrant(terms);
        bytes memory nested = encodeCalls(one(transferCall(1)));

        for (uint256 depth = 1; depth <= 3; depth++) {
            TestCall memory self = callOf(account(), nested);
            refuseTwice(sessionOp(terms, one(self)), forbidden(0, account()));
            nested = encodeCalls(one(self));
        }
        TestCall[] memory calls = new TestCall[](3);
        (calls[0], calls[1], calls[2]) = (transferCall(1), callOf(account(), nested), transferCall(1));
        refuseTwice(sessionOp(terms, calls), forbidden(1, account()));
        // Without data, too: the account would pay itself, and its fallback decide the rest.
        refuseTwice(sessionOp(terms, one(callOf(account(), ""))), forbidden(0, account()));
        calls[1] = transferCall(1);
        allow(terms, calls);
    }

    function test_AC14_PrivilegedTargetIsGranted() external {
        address[] memory targets = _privileged();
        for (uint256 i = 0; i < targets.length; i++) {
            SessionEncoder.Terms memory terms = _termsFor(targets[i]);
            refuseGrant(terms, forbidden(0, targets[i]));
        }
        SessionEncoder.Terms memory first = _termsFor(address(0x10000));
        relayGrant(first);
        allow(first, callOf(address(0x10000), hex"a9059cbb"));
    }

    function test_AC14_PrivilegedTargetIsUsed() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        relayGrant(terms);

        address[] memory targets = _privileged();
        for (uint256 i = 0; i < targets.length; i++) {
            refuseTwice(sessionOp(terms, one(callOf(targets[i], hex"a9059cbb"))), forbidden(0, targets[i]));
        }
        allow(terms, transferCall(1));
    }

    /// @dev There are no wildcards, so factories, owners' validators, paymasters and other modules need no list.
    function test_AC14_WhatWasNotNamedIsNotGranted() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        // Numbers that mean "any" elsewhere.
        terms.leaves[0] = SessionEncoder.leaf(address(type(uint160).max), 0xffffffff, 0, noItems(), noItems());
        relayGrant(terms);

        address[3] memory others = [address(_token), address(_router), makeAddress("factory")];
        for (uint256 i = 0; i < others.length; i++) {
            refuse(terms, callOf(others[i], hex"ffffffff"), notGranted(0, others[i], 0xffffffff));
        }
        address named = address(type(uint160).max);
        refuse(terms, callOf(named, hex"a9059cbb"), notGranted(0, named, 0xa9059cbb));
        allow(terms, callOf(named, hex"ffffffff"));
    }

    function test_AC15_FunctionsThatChangeTheAccount() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        relayGrant(terms);
        string[11] memory functions = [
            "installModule(uint256,address,bytes)",
            "uninstallModule(uint256,address,bytes)",
            "installValidation(bytes25,bytes4[],bytes,bytes[])",
            "uninstallValidation(bytes24,bytes,bytes[])",
            "installExecution(address,((bytes4,bool,bool)[],(bytes4,uint32,bool,bool)[],bytes4[]),bytes)",
            "upgradeToAndCall(address,bytes)",
            "executeFromExecutor(bytes32,bytes)",
            "executeWithRuntimeValidation(bytes,bytes)",
            "performCreate(uint256,bytes,bool,bytes32)",
            "setDelegate(address)",
            "initialize(address)"
        ];

        for (uint256 i = 0; i < functions.length; i++) {
            bytes4 selector = bytes4(keccak256(bytes(functions[i])));
            bytes memory data = abi.encodePacked(selector, new bytes(192));
            refuseTwice(opWithCallData(terms, data, 1), _notSupported(selector));
            TestCall[] memory calls = new TestCall[](2);
            (calls[0], calls[1]) = (transferCall(1), callOf(account(), data));
            refuseTwice(sessionOp(terms, calls), forbidden(1, account()));
        }
        allow(terms, transferCall(1));
    }

    /// @dev AC-16 is ERC-6900's half, AC-18 that of ERC-7579, whose validators see no such context.
    function test_AC16_AC18_CallsBehindExecuteUserOp() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        relayGrant(terms);
        bytes memory within = _behindExecuteUserOp(encodeCalls(one(transferCall(1))));

        if (!isErc6900()) {
            return refuse(opWithCallData(terms, within, 1), _notSupported(IAccountExecute.executeUserOp.selector));
        }

        // What stands behind the prefix is what is judged.
        refuse(
            opWithCallData(terms, _behindExecuteUserOp(encodeCalls(one(transferCall(201e6)))), 1),
            violated(0, 0, 1, 2, 201e6, 200e6)
        );
        // Twice, alone, or before another function.
        refuseTwice(
            opWithCallData(terms, _behindExecuteUserOp(within), 1),
            _notSupported(IAccountExecute.executeUserOp.selector)
        );
        bytes4 install = bytes4(keccak256("installValidation(bytes25,bytes4[],bytes,bytes[])"));
        refuseTwice(
            opWithCallData(terms, _behindExecuteUserOp(abi.encodePacked(install, new bytes(128))), 1),
            _notSupported(install)
        );
        allow(opWithCallData(terms, within, 1));
        allow(terms, transferCall(1));
        assertEq(_token.balanceOf(_recipient), 2, "transferred");
    }

    /* HELPERS */

    function _privileged() private view returns (address[] memory targets) {
        address[12] memory named = [
            account(),
            address(_module),
            _controlCode,
            address(_messages),
            address(_renderer),
            address(_verifier),
            0x5FF137D4b0FDCD49DcA30c7CF57E578a026d2789,
            address(ENTRY_POINT_V07),
            address(ENTRY_POINT_V08),
            address(ENTRY_POINT_V09),
            address(0x100),
            address(0xffff)
        ];
        targets = new address[](named.length + 0x12);
        // Nobody, and the precompiles.
        for (uint160 i = 0; i < 0x12; i++) {
            targets[i] = address(i);
        }
        for (uint256 i = 0; i < named.length; i++) {
            targets[0x12 + i] = named[i];
        }
    }

    function _termsFor(address target) private view returns (SessionEncoder.Terms memory terms) {
        terms = defaultTerms();
        terms.leaves[0] = SessionEncoder.leaf(target, 0xa9059cbb, 0, noItems(), noItems());
    }

    function _refuseMode(SessionEncoder.Terms memory terms, bytes32 mode, bytes memory packed) private {
        bytes memory callData = abi.encodeWithSignature("execute(bytes32,bytes)", mode, packed);
        refuse(opWithCallData(terms, callData, 1), abi.encodeWithSelector(_notSupportedSelector(), mode));
    }

    function _behindExecuteUserOp(bytes memory callData) private pure returns (bytes memory) {
        return bytes.concat(IAccountExecute.executeUserOp.selector, callData);
    }

    function _notSupported(bytes4 selector) private pure returns (bytes memory) {
        return abi.encodeWithSelector(_notSupportedSelector(), selector);
    }

    function _notSupportedSelector() private pure returns (bytes4) {
        return ISessionKeyModule.FunctionNotSupported.selector;
    }
}
