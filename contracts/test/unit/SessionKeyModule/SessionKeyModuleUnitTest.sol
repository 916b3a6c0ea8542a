// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IEntryPoint, PackedUserOperation} from "../../../src/interfaces/IERC4337.sol";
import {Call as AccountCall, IERC6900Account} from "../../../src/interfaces/IERC6900Account.sol";
import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {SessionId} from "../../../src/types/SessionId.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {SessionFixtures} from "../../utils/SessionFixtures.sol";

/// @notice The module and one account that has installed it. The account is an address without code, played by the
/// test; so is the EntryPoint, which here only counts nonces and hashes operations.
abstract contract SessionKeyModuleUnitTest is SessionFixtures {
    using SessionEncoder for SessionEncoder.Terms;

    uint32 internal constant ENTITY_ID = 1;

    address internal _account;

    function setUp() public virtual {
        deploySessionWorld();
        _account = makeAddress("account");
        vm.prank(_account);
        _module.onInstall(installData());
    }

    /* THE ACCOUNT */

    function account() internal view override returns (address) {
        return _account;
    }

    function entryPoint() internal view override returns (IEntryPoint) {
        return IEntryPoint(address(this));
    }

    function route() internal view virtual override returns (uint40) {
        return 1 << 32 | uint40(ENTITY_ID);
    }

    function nonceLayout() internal view virtual override returns (uint8 shift, uint8 width) {
        return (104, 152);
    }

    function nonceSelection() internal view virtual override returns (uint256) {
        return uint256(ENTITY_ID) << 72;
    }

    function wrap(bytes memory segment) internal view virtual override returns (bytes memory) {
        return segment;
    }

    function encodeCalls(TestCall[] memory calls) internal view virtual override returns (bytes memory) {
        if (calls.length == 1) {
            return abi.encodeCall(IERC6900Account.execute, (calls[0].target, calls[0].value, calls[0].data));
        }

        AccountCall[] memory items = new AccountCall[](calls.length);
        for (uint256 i = 0; i < calls.length; i++) {
            items[i] = AccountCall({target: calls[i].target, value: calls[i].value, data: calls[i].data});
        }
        return abi.encodeCall(IERC6900Account.executeBatch, (items));
    }

    /* THE ENTRY POINT */

    function getNonce(address, uint192 key) external pure returns (uint256) {
        return uint256(key) << 64;
    }

    /// @dev Everything but the signature.
    function getUserOpHash(PackedUserOperation calldata userOp) external pure returns (bytes32) {
        PackedUserOperation memory signed = userOp;
        signed.signature = "";
        return keccak256(abi.encode(signed));
    }

    /* VALIDATION */

    /// @notice Asks the module as the account does.
    function validate(PackedUserOperation memory userOp) internal virtual returns (uint256) {
        bytes32 userOpHash = this.getUserOpHash(userOp);
        vm.prank(_account);
        return _module.validateUserOp(ENTITY_ID, userOp, userOpHash);
    }

    function refuse(PackedUserOperation memory userOp, bytes memory revertData) internal virtual {
        bytes32 userOpHash = this.getUserOpHash(userOp);
        vm.prank(_account);
        vm.expectRevert(revertData);
        _module.validateUserOp(ENTITY_ID, userOp, userOpHash);
    }

    /// @notice Validates a call that the session may make.
    function allow(SessionEncoder.Terms memory terms, TestCall memory first) internal {
        allow(terms, one(first));
    }

    function allow(SessionEncoder.Terms memory terms, TestCall[] memory calls) internal {
        assertEq(uint160(validate(sessionOp(terms, calls))), 0, "signature is right");
    }

    function refuse(SessionEncoder.Terms memory terms, TestCall memory first, bytes memory revertData) internal {
        refuse(sessionOp(terms, one(first)), revertData);
    }

    function refuse(SessionEncoder.Terms memory terms, TestCall[] memory calls, bytes memory revertData) internal {
        refuse(sessionOp(terms, calls), revertData);
    }

    /// @notice The signed part of a segment for a session that lives.
    function bodyOf(SessionEncoder.Terms memory terms, TestCall[] memory calls) internal view returns (bytes memory) {
        return segmentBody(claim(), 0, grantedPart(terms), calls);
    }

    /// @notice An operation of a session that lives, with a claim of its own.
    function claimingOp(SessionEncoder.Terms memory terms, TestCall[] memory calls, uint256 claimedAt, uint256 notAfter)
        internal
        view
        returns (PackedUserOperation memory userOp)
    {
        bytes memory body = segmentBody(uint48(claimedAt), 0, grantedPart(terms), calls);
        bytes6 end = bytes6(uint48(notAfter));
        for (uint256 i = 0; i < 6; i++) {
            body[6 + i] = end[i];
        }
        userOp = unsignedOp(terms, calls, 0);
        sign(userOp, body);
    }

    function validationData(uint256 validAfter, uint256 validUntil) internal pure returns (uint256) {
        return validAfter << 208 | validUntil << 160;
    }

    /* GRANTS */

    /// @notice Terms that may be granted, by a relayer and by the first operation.
    function assertGrantable(SessionEncoder.Terms memory terms) internal {
        uint256 snapshot = vm.snapshotState();
        assertTrue(isKnown(relayGrant(terms)), "relayed grant");
        vm.revertToStateAndDelete(snapshot);
    }

    /// @notice Terms that are refused by name, by a relayer and by the first operation, although the approver signed.
    function refuseGrant(SessionEncoder.Terms memory terms, bytes memory revertData) internal {
        refuseRelay(terms, revertData);
        refuse(enablingOp(terms, one(transferCall(1)), TYPED), revertData);
    }

    function refuseRelay(SessionEncoder.Terms memory terms, bytes memory revertData) internal {
        bytes memory packed = terms.packed();
        bytes memory signature = approve(terms, TYPED);
        vm.expectRevert(revertData);
        _module.grant(_account, route(), packed, TYPED, signature);
    }

    function isKnown(SessionId id) internal view returns (bool known) {
        (known,,,,) = sessionStatusOf(_module, _account, id);
    }

    function granted() internal view returns (uint16 count) {
        (,, count,,) = accountStateOf(_module, _account);
    }

    function epoch() internal view returns (uint32 current) {
        (, current,,,) = accountStateOf(_module, _account);
    }

    /* TERMS */

    /// @notice Terms that let the session call one function, without a budget on a token.
    function termsOf(bytes memory leaf) internal view returns (SessionEncoder.Terms memory terms) {
        terms = defaultTerms();
        terms.leaves[0] = leaf;
    }

    /// @notice Adds a budget behind those that are there.
    function withBudget(SessionEncoder.Terms memory terms, bytes memory added)
        internal
        pure
        returns (SessionEncoder.Terms memory)
    {
        terms.budgets = append(terms.budgets, added);
        return terms;
    }

    /// @notice Adds a capability behind those that are there; the caller keeps them sorted.
    function withLeaf(SessionEncoder.Terms memory terms, bytes memory added)
        internal
        pure
        returns (SessionEncoder.Terms memory)
    {
        terms.leaves = append(terms.leaves, added);
        string[] memory ids = new string[](terms.ids.length + 1);
        for (uint256 i = 0; i < terms.ids.length; i++) {
            ids[i] = terms.ids[i];
        }
        ids[terms.ids.length] = "more";
        terms.ids = ids;
        return terms;
    }

    function append(bytes[] memory items, bytes memory added) internal pure returns (bytes[] memory longer) {
        longer = new bytes[](items.length + 1);
        for (uint256 i = 0; i < items.length; i++) {
            longer[i] = items[i];
        }
        longer[items.length] = added;
    }

    function none() internal pure returns (bytes[] memory items) {
        return items;
    }

    function list(bytes memory first) internal pure returns (bytes[] memory items) {
        return append(items, first);
    }

    function list(bytes memory first, bytes memory second) internal pure returns (bytes[] memory items) {
        return append(append(items, first), second);
    }

    /// @notice A leaf of the router, which sorts anywhere, with rules and spends.
    function routerLeaf(bytes[] memory rules, bytes[] memory spends) internal view returns (bytes memory) {
        return SessionEncoder.leaf(address(_router), SELECTOR, 0, rules, spends);
    }

    /// @dev A function that nobody has: rules see any words.
    bytes4 internal constant SELECTOR = 0x12345678;

    function routerCall(bytes memory words) internal view returns (TestCall memory) {
        return callOf(address(_router), bytes.concat(SELECTOR, words));
    }

    /* REFUSALS */

    function termInvalid(bytes32 term, uint256 actual, uint256 allowed) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(ISessionKeyModule.TermInvalid.selector, term, actual, allowed);
    }

    function refusal(bytes4 selector, uint256 first) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(selector, first);
    }

    function refusal(bytes4 selector, uint256 first, uint256 second) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(selector, first, second);
    }

    function refusal(bytes4 selector, uint256 first, uint256 second, uint256 third)
        internal
        pure
        returns (bytes memory)
    {
        return abi.encodeWithSelector(selector, first, second, third);
    }
}
