// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {SessionKeyModuleUnitTest} from "./SessionKeyModuleUnitTest.sol";

/// @notice The rules of a grant's budgets. At each limit the last allowed value passes.
contract SessionKeyModule_GrantBudgets_Test is SessionKeyModuleUnitTest {
    function test_RevertWhen_ThereAreTooManyBudgets() public {
        SessionEncoder.Terms memory terms = defaultTerms();
        while (terms.budgets.length < 8) {
            withBudget(terms, SessionEncoder.budget(0, address(1), 1, 0));
        }

        assertGrantable(terms);
        refuseGrant(withBudget(terms, SessionEncoder.budget(0, address(1), 1, 0)), termInvalid("budgetCount", 9, 8));
    }

    function test_RevertWhen_AssetIsReserved() public {
        _grantable(SessionEncoder.budget(0, address(0), 1, 0));
        _grantable(SessionEncoder.budget(0, address(1), 1, 0));
        _refused(SessionEncoder.budget(0, address(3), 1, 0), termInvalid("asset", 3, 0x10000));
        _refused(SessionEncoder.budget(0, address(0xffff), 1, 0), termInvalid("asset", 0xffff, 0x10000));
        _grantable(SessionEncoder.budget(0, address(0x10000), 1, 0));

        SessionEncoder.Terms memory terms = defaultTerms();
        terms.features = 0;
        assertGrantable(withBudget(terms, SessionEncoder.budget(0, address(2), 1, 0)));
    }

    function test_RevertWhen_KindIsUnknown() public {
        _grantable(SessionEncoder.budget(2, address(1), 1, 3600));
        _refused(SessionEncoder.budget(3, address(1), 1, 3600), termInvalid("budgetKind", 3, 2));
        _refused(SessionEncoder.budget(255, address(1), 1, 3600), termInvalid("budgetKind", 255, 2));
    }

    function test_RevertWhen_LifetimeHasAPeriod() public {
        _grantable(SessionEncoder.budget(0, address(1), type(uint128).max, 0));
        _refused(SessionEncoder.budget(0, address(1), 1, 1), termInvalid("period", 1, 0));
    }

    function test_RevertWhen_PeriodIsTooShort() public {
        _grantable(SessionEncoder.budget(1, address(1), 1, 600));
        _refused(SessionEncoder.budget(1, address(1), 1, 599), termInvalid("period", 599, 600));
        _refused(SessionEncoder.budget(1, address(1), 1, 0), termInvalid("period", 0, 600));
        _grantable(SessionEncoder.budget(1, address(1), 1, type(uint32).max));
    }

    function test_RevertWhen_CalendarLimitIsTooWide() public {
        _grantable(SessionEncoder.budget(1, address(1), 2 ** 108 - 1, 1 days));
        _refused(SessionEncoder.budget(1, address(1), 2 ** 108, 1 days), termInvalid("limit", 2 ** 108, 2 ** 108 - 1));
        _grantable(SessionEncoder.budget(1, address(1), 0, 1 days));
    }

    function test_RevertWhen_RollingPeriodIsTooShort() public {
        _grantable(SessionEncoder.budget(2, address(1), 1, 3600));
        _refused(SessionEncoder.budget(2, address(1), 1, 3599), termInvalid("period", 3599, 3600));
        _refused(SessionEncoder.budget(2, address(1), 1, 3596), termInvalid("period", 3596, 3600));
        _refused(SessionEncoder.budget(2, address(1), 1, 0), termInvalid("period", 0, 3600));
    }

    function test_RevertWhen_RollingPeriodHasNoQuarter() public {
        _grantable(SessionEncoder.budget(2, address(1), 1, 3604));
        for (uint32 odd = 3601; odd < 3604; odd++) {
            _refused(SessionEncoder.budget(2, address(1), 1, odd), termInvalid("period", odd, 3600));
        }
        _grantable(SessionEncoder.budget(2, address(1), 1, type(uint32).max - 3));
        _refused(
            SessionEncoder.budget(2, address(1), 1, type(uint32).max),
            termInvalid("period", type(uint32).max, type(uint32).max - 3)
        );
    }

    function test_WhenRollingLimitIsAnyNumber() public {
        _grantable(SessionEncoder.budget(2, address(1), type(uint128).max, 1 days));
        _grantable(SessionEncoder.budget(2, address(1), 0, 1 days));
    }

    function _grantable(bytes memory budget) private {
        assertGrantable(withBudget(defaultTerms(), budget));
    }

    function _refused(bytes memory budget, bytes memory revertData) private {
        refuseGrant(withBudget(defaultTerms(), budget), revertData);
    }
}
