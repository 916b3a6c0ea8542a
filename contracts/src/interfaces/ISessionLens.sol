// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {SessionReport} from "../types/SessionReport.sol";
import {GrantView} from "../types/TermsView.sol";
import {ISessionKeyModule} from "./ISessionKeyModule.sol";

/// @title Views for people and programs outside the chain: dashboards, command lines, bots
/// @notice What the module stores is packed for validation; here it is explained. No state, no owner; made for
/// `eth_call`, and no part of the product's security: neither module nor account ever asks this contract.
/// @dev The `terms` of a session stand in its `SessionGranted` event and in the calldata of its grant, the `envelope`
/// in every operation. Malformed bytes are refused with the errors of `ISessionKeyModule`. Warning: well-formed bytes
/// that nobody granted are read all the same; their session is `Unknown`.
///
/// There is no function here for the verdict on an operation, because the module answers the account alone. Ask the
/// module itself: `eth_call` with `from` = the account, which needs no key. For an ERC-6900 account:
///
/// ```
/// cast call $module --from $account \
///   "validateUserOp(uint32,(address,uint256,bytes,bytes,bytes32,uint256,bytes32,bytes,bytes),bytes32)(uint256)" \
///   $entityId "$userOp" $(cast call $entryPoint "getUserOpHash((…))(bytes32)" "$userOp")
/// ```
///
/// The answer is validAfter 48 ‖ validUntil 48 ‖ 159 zero bits ‖ 1 for a wrong signature, or the error as revert data.
interface ISessionLens {
    /// @notice The module whose sessions this contract explains.
    function module() external view returns (ISessionKeyModule);

    /// @notice The session of full terms, at the block's time.
    /// @dev In the last second of a session or of a budget's window an operation must claim an earlier one, because
    /// bounds need a second behind the claim (`BoundsDisjoint`); for a budget the grace flag does as well.
    /// @param route 1 ‖ entityId for ERC-6900, 2 ‖ 0 for ERC-7579; any other is refused (`TermInvalid("route")`).
    /// @param terms core ‖ details ‖ capabilities.
    function sessionOfTerms(address account, uint40 route, bytes calldata terms)
        external
        view
        returns (SessionReport memory);

    /// @notice The same by what operations carry of the terms.
    /// @param envelope core ‖ capabilityRoot 32 ‖ grantHash 32.
    function sessionOfEnvelope(address account, uint40 route, bytes calldata envelope)
        external
        view
        returns (SessionReport memory);

    /// @notice Full terms as ordinary data.
    /// @dev Refused, too, is what no account could be granted, so every number in the answer has a meaning and every
    /// string can be shown. Not judged: what depends on the account, on the module's contracts or on the time.
    function decode(bytes calldata terms) external pure returns (GrantView memory);
}
