// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";

/// @notice What every ERC-6900 module answers to. ERC-165 id 0x46c0c1b4.
interface IERC6900Module is IERC165 {
    /// @notice Called by an account that installs the module, if it has data for it.
    /// @param data Whatever the module wants to know.
    function onInstall(bytes calldata data) external;

    /// @notice Called by an account that uninstalls the module, if it has data for it. A revert does not stop the
    /// account.
    /// @param data Whatever the module wants to know.
    function onUninstall(bytes calldata data) external;

    /// @notice Who and what the module is: "vendor.module.semver".
    function moduleId() external view returns (string memory);
}
