// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ExecutionDataView, ModuleEntity, ValidationDataView} from "./ERC6900Types.sol";

/// @notice What can be asked about a modular account. ERC-165 id 0xa667dd7d.
interface IERC6900AccountView {
    /// @notice What the account knows about one of its functions.
    function getExecutionData(bytes4 selector) external view returns (ExecutionDataView memory data);

    /// @notice What the account knows about one of its validations.
    function getValidationData(ModuleEntity validationFunction) external view returns (ValidationDataView memory data);
}
