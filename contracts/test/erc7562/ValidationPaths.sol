// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../../src/interfaces/IERC4337.sol";
import {Shape, ShapedOperations} from "../gas/ShapedOperations.sol";
import {SessionEncoder} from "../utils/SessionEncoder.sol";
import {EnablePaths} from "./EnablePaths.sol";
import {UsePaths} from "./UsePaths.sol";

/// @notice Every way through validation obeys ERC-7562, on every account standard and EntryPoint.
abstract contract ValidationPaths is UsePaths, EnablePaths, ShapedOperations {
    using SessionEncoder for SessionEncoder.Terms;

    /* P-256 */

    function test_WhenKeyIsP256_InSolidity() external {
        P256Key memory key = makeP256Key("device");
        SessionEncoder.Terms memory terms = p256Terms(key);
        relayGrant(terms);

        passes(p256Op(terms, transferCall(1), FLAG_P256_IN_SOLIDITY, key));
    }

    function test_WhenGrantIsOfAP256Key() external {
        P256Key memory key = makeP256Key("device");
        SessionEncoder.Terms memory terms = p256Terms(key);
        TestCall[] memory calls = one(transferCall(1));
        PackedUserOperation memory userOp = unsignedOp(terms, calls, 0);
        bytes memory part = enablePart(terms, TEXT, approve(terms, TEXT));
        bytes memory body = segmentBody(claim(), FLAG_ENABLE | FLAG_P256_IN_SOLIDITY, part, calls);
        userOp.signature = wrap(signedByP256(userOp, body, key));

        passes(userOp);
    }

    /// @dev Tracers know the precompiles 1 to 9: whose bundler knows 0x100 too may save the gas.
    function test_WhenKeyIsP256_ByPrecompile() external {
        P256Key memory key = makeP256Key("device");
        SessionEncoder.Terms memory terms = p256Terms(key);
        relayGrant(terms);

        Inspection memory inspection = inspect(entryPoint(), p256Op(terms, transferCall(1), 0, key), address(_module));

        assertEq(inspection.violations.length, 1, "violations");
        assertEq(inspection.violations[0].rule, "OP-041", "rule");
        assertEq(inspection.violations[0].detail, 0x100, "target");
        assertEq(inspection.violations[0].actor, address(_module), "who");
    }

    /* AS LARGE AS IT MAY BE */

    /// @dev What `worstValidationP256` of the gas snapshots is like, and dearer: nothing was charged to the budgets before.
    function test_WhenValidationIsTheDearest() external {
        Shape memory shape =
            Shape({calls: 16, leaves: 1, levels: 0, ratios: 7, sets: 1, nodes: 0, mixed: true, p256: true});
        bool fits;
        (fits, shape) = this.fitted(shape);
        assertTrue(fits, "fits");
        adopt(termsOf(shape), shape.levels);
        vm.warp(vm.getBlockTimestamp() + 30 minutes);
        PackedUserOperation memory userOp = this.build(shape, claim(), true);
        assertGt(abi.encode(userOp).length, MAX_OPERATION_LENGTH - 256, "length of the operation");

        passes(userOp);
    }
}
