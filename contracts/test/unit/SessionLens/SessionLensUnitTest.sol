// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../../../src/interfaces/IERC4337.sol";
import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {ISessionLens} from "../../../src/interfaces/ISessionLens.sol";
import {SessionReport} from "../../../src/types/SessionReport.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {SessionKeyModuleUnitTest} from "../SessionKeyModule/SessionKeyModuleUnitTest.sol";

/// @notice The lens beside the module and one account: whatever the lens says is compared with what the module does.
abstract contract SessionLensUnitTest is SessionKeyModuleUnitTest {
    using SessionEncoder for SessionEncoder.Terms;

    uint8 internal constant FLAG_GRACE = 4;

    ISessionLens internal _lens;

    function setUp() public virtual override {
        super.setUp();
        _lens = ISessionLens(vm.deployCode("SessionLens.sol:SessionLens", abi.encode(_module)));
    }

    /// @notice By the full terms and by the compact envelope, which say the same.
    function reportOf(SessionEncoder.Terms memory terms) internal view returns (SessionReport memory report) {
        report = _lens.sessionOfTerms(_account, route(), terms.packed());
        SessionReport memory same = _lens.sessionOfEnvelope(_account, route(), compactOf(terms));
        assertEq(abi.encode(same), abi.encode(report), "report by the compact envelope");
    }

    /// @notice core ‖ capabilityRoot ‖ grantHash.
    function compactOf(SessionEncoder.Terms memory terms) internal pure returns (bytes memory) {
        return bytes.concat(terms.core(), terms.capabilityRoot(), keccak256(terms.details()));
    }

    /* OPERATIONS */

    /// @notice An operation with a claim and flags of one's choice.
    function opAt(SessionEncoder.Terms memory terms, TestCall memory first, uint256 claimedAt, uint8 flags)
        internal
        view
        returns (PackedUserOperation memory userOp)
    {
        userOp = unsignedOp(terms, one(first), 0);
        sign(userOp, segmentBody(uint48(claimedAt), flags, grantedPart(terms), one(first)));
    }

    /// @notice An operation that claims the present second.
    function opNow(SessionEncoder.Terms memory terms, TestCall memory first)
        internal
        view
        returns (PackedUserOperation memory)
    {
        return opAt(terms, first, vm.getBlockTimestamp(), 0);
    }

    /// @notice Asks the module whether it would accept; nothing stays.
    function assertAccepted(PackedUserOperation memory userOp, string memory text) internal {
        uint256 world = vm.snapshotState();
        assertEq(uint160(validate(userOp)), 0, text);
        vm.revertToStateAndDelete(world);
    }

    /* TERMS */

    /// @notice May spend the token by word 0 of a call to the router.
    function spendingTerms(bytes memory budget) internal view returns (SessionEncoder.Terms memory terms) {
        terms = termsOf(routerLeaf(none(), list(SessionEncoder.spendWord(0, 0))));
        terms.budgets[0] = budget;
        terms.expiresAt = uint48(vm.getBlockTimestamp() + 366 days);
    }

    function spend(uint256 amount) internal view returns (TestCall memory) {
        return routerCall(abi.encode(amount));
    }

    function exceeded(uint256 index, address asset, uint256 limit, uint256 spent, uint256 requested, uint256 resetsAt)
        internal
        pure
        returns (bytes memory)
    {
        return abi.encodeWithSelector(
            ISessionKeyModule.BudgetExceeded.selector, index, asset, limit, spent, requested, resetsAt
        );
    }
}
