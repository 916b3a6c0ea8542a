// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {CallDistribution} from "./CallDistribution.sol";
import {SessionCampaign} from "./SessionCampaign.sol";

contract SessionsOnV07InvariantTest is CallDistribution {
    function setUp() external {
        deployCampaign(deployEntryPointV07());
    }
}

contract SessionsOnV09InvariantTest is SessionCampaign {
    function setUp() external {
        deployCampaign(deployEntryPointV09());
    }
}
