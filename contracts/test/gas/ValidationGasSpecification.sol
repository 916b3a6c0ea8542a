// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IAccount, PackedUserOperation} from "../../src/interfaces/IERC4337.sol";
import {IERC6900ValidationModule} from "../../src/interfaces/IERC6900ValidationModule.sol";
import {IERC7579Validator} from "../../src/interfaces/IERC7579Validator.sol";
import {GasMeter} from "../mocks/GasMeter.sol";
import {Shape, ShapedOperations} from "./ShapedOperations.sol";

/// @notice The gas of the dearest validation that fits into an operation, found by trying shapes. Not what an
/// operation is expected to cost, but what nobody can exceed.
/// @dev Run with `--isolate`: then every measured frame is cold. A frame costs what its caller sees: with the call itself
/// and the first touch of the target.
abstract contract ValidationGasSpecification is ShapedOperations {
    /// @notice The name of the account in the snapshot file.
    function accountName() internal view virtual returns (string memory);

    /// @notice The signature that the account hands to the module.
    function unwrap(bytes memory signature) internal pure virtual returns (bytes memory);

    function test_WorstValidation() external {
        (Shape memory worst, uint256 whole, uint256 module) = _worst(false);
        _record("worstValidation", whole);
        _record("worstValidationModule", module);
        (whole,) = _gas(worst, false);
        _record("worstValidationFresh", whole);
    }

    /// @dev The key of a P-256 session takes room from proofs, so another shape may be the dearest.
    function test_WorstValidationByP256() external {
        (Shape memory worst, uint256 whole,) = _worst(true);
        _record("worstValidationP256", whole);
        (whole,) = _gas(worst, false);
        _record("worstValidationFreshP256", whole);
    }

    /// @return worst The shape whose validation costs most when the slots of its budgets are in use.
    /// @return whole Of the account's validation.
    /// @return module Of the module's part of it.
    function _worst(bool p256) private returns (Shape memory worst, uint256 whole, uint256 module) {
        Shape[] memory shapes = _shapes();
        for (uint256 i = 0; i < shapes.length; i++) {
            shapes[i].p256 = p256;
            (bool fits, Shape memory shape) = this.fitted(shapes[i]);
            if (!fits) continue;
            (uint256 candidate, uint256 inModule) = _gas(shape, true);
            if (candidate > whole) (worst, whole, module) = (shape, candidate, inModule);
        }
    }

    /// @dev Sixteen calls: capabilities, rules, and how many of these are sets. Fewer calls, which leave more room for
    /// proofs: eight rules, all or half of them sets.
    function _shapes() private pure returns (Shape[] memory shapes) {
        shapes = new Shape[](108);
        uint256 count;
        for (uint256 mixed = 0; mixed < 2; mixed++) {
            for (uint256 leaves = 1; leaves <= 16; leaves *= 2) {
                for (uint256 rules = 0; rules <= 8; rules += 4) {
                    for (uint256 sets = 0; sets <= rules; sets = sets == 0 ? 1 : 2 * sets) {
                        shapes[count++] = _shape(16, leaves, rules, sets, mixed == 1);
                    }
                }
            }
        }
        for (uint256 calls = 1; calls < 16; calls *= 2) {
            shapes[count++] = _shape(calls, 1, 8, 8, false);
            shapes[count++] = _shape(calls, 1, 8, 4, false);
        }
        assertEq(count, shapes.length, "shapes");
    }

    function _shape(uint256 calls, uint256 leaves, uint256 rules, uint256 sets, bool mixed)
        private
        pure
        returns (Shape memory)
    {
        return Shape({
            calls: calls,
            leaves: leaves,
            levels: 0,
            ratios: rules - sets,
            sets: sets,
            nodes: 0,
            mixed: mixed,
            p256: false
        });
    }

    /// @param inUse Whether the slots of the budgets were written before.
    /// @return whole Of the account's validation.
    /// @return inModule Of the module's part of it.
    function _gas(Shape memory shape, bool inUse) private returns (uint256 whole, uint256 inModule) {
        uint256 world = vm.snapshotState();
        adopt(termsOf(shape), shape.levels);
        if (inUse) {
            PackedUserOperation memory first = this.build(shape, claim(), false);
            _measure(account(), address(_module), _askModule(first));
        }
        // The next bucket, near its end.
        vm.warp((vm.getBlockTimestamp() / (PERIOD / 4) + 2) * (PERIOD / 4) - 60);
        PackedUserOperation memory userOp = this.build(shape, claim(), true);
        assertLe(abi.encode(userOp).length, MAX_OPERATION_LENGTH, "length of the operation");

        bytes memory askAccount = abi.encodeCall(IAccount.validateUserOp, (userOp, _hash(userOp), 0));
        bytes memory askModule = _askModule(userOp);
        uint256 before = vm.snapshotState();
        whole = _measure(address(entryPoint()), account(), askAccount);
        vm.revertToState(before);
        inModule = _measure(account(), address(_module), askModule);
        vm.revertToState(world);
    }

    function _askModule(PackedUserOperation memory userOp) private view returns (bytes memory) {
        bytes32 hash = _hash(userOp);
        userOp.signature = unwrap(userOp.signature);
        if (route() != 2 << 32) {
            return abi.encodeCall(IERC6900ValidationModule.validateUserOp, (uint32(route()), userOp, hash));
        }
        return abi.encodeCall(IERC7579Validator.validateUserOp, (userOp, hash));
    }

    function _hash(PackedUserOperation memory userOp) private view returns (bytes32) {
        return entryPoint().getUserOpHash(userOp);
    }

    /// @dev The meter takes the caller's place for one call; the caller's code is back afterwards.
    function _measure(address caller, address target, bytes memory data) private returns (uint256 used) {
        bytes memory code = caller.code;
        vm.etch(caller, type(GasMeter).runtimeCode);
        uint256 answer;
        (used, answer) = GasMeter(caller).measure(target, data);
        vm.etch(caller, code);

        assertEq(uint160(answer), 0, "signatures are right");
    }

    function _record(string memory key, uint256 value) private {
        vm.snapshotValue(accountName(), key, value);
    }
}
