// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PlainText} from "./PlainText.sol";

/// @notice The text of a grant in the plainest way: read byte by byte from docs/encoding.md §1, joined from strings.
/// Token names are not known here.
abstract contract PlainGrantText is PlainText {
    /// @dev What was read of the terms so far, and the lines that cannot be written yet.
    struct Reader {
        bytes terms;
        uint256 position;
        address[] assets;
        string[] ids;
        bool gasBudget;
        string budgetLines;
        string detailLines;
    }

    function plainGrantText(address module, address account, uint40 route, bytes memory terms)
        internal
        view
        returns (string memory)
    {
        Reader memory reader;
        reader.terms = terms;
        string memory head = plainHead("session grant", module, account);
        string memory entity = string.concat("ERC-6900, entity ", decimal(uint32(route)));
        head = string.concat(head, "Route: ", route >> 32 == 1 ? entity : "ERC-7579", ";\n");
        string memory core = _core(reader);
        _details(reader);
        string memory capabilities = _capabilities(reader);
        assertEq(reader.position, terms.length, "the plain reader comes to the end");
        return string.concat(head, core, capabilities, reader.detailLines, "End of grant.");
    }

    /// @notice The lines that every text begins with.
    function plainHead(string memory kind, address module, address account) internal view returns (string memory) {
        string memory first = string.concat("SessionKeys v1: ", kind, ";\nAccount: ", hexadecimal(account));
        return string.concat(first, ";\nChain: ", decimal(vm.getChainId()), ";\nModule: ", hexadecimal(module), ";\n");
    }

    function _core(Reader memory reader) private pure returns (string memory text) {
        text = string.concat("Epoch: ", decimal(_uint(reader, 4)));
        uint256 features = _uint(reader, 1);
        uint256 keyType = _uint(reader, 1);
        text = string.concat(text, ";\nSession key: ", _address(reader), keyType == 0 ? ", secp256k1" : ", P-256");
        text = string.concat(text, ";\nValid after: ", date(_uint(reader, 6)));
        text = string.concat(text, ";\nExpires at: ", date(_uint(reader, 6)), ";\n");

        uint256 lanes = 2 ** _uint(reader, 1);
        reader.assets = new address[](_uint(reader, 1));
        string memory domain = string.concat(decimal(lanes), " lanes of ", _string(reader, _uint(reader, 1)));
        _budgets(reader);
        text = string.concat(text, _liveness(reader, features), "Nonce domain: ", domain, ";\n");
        text = string.concat(text, _fees(reader, features), _guard(reader, features), reader.budgetLines);
    }

    function _budgets(Reader memory reader) private pure {
        uint256 count = reader.assets.length;
        string memory text = string.concat("Budgets: ", decimal(count), ";\n");
        for (uint256 i; i < count; ++i) {
            uint256 kind = _uint(reader, 1);
            reader.assets[i] = address(uint160(_uint(reader, 20)));
            if (reader.assets[i] == address(2)) reader.gasBudget = true;
            text = string.concat(text, _ordinal("Budget", i, count), _asset(reader.assets[i]));
            text = string.concat(text, " limit ", decimal(_uint(reader, 16)));
            string memory period = decimal(_uint(reader, 4));
            string memory window = string.concat(" per ", period, kind == 1 ? " s calendar" : " s rolling");
            text = string.concat(text, kind == 0 ? " lifetime" : window, ";\n");
        }
        reader.budgetLines = text;
    }

    function _liveness(Reader memory reader, uint256 features) private pure returns (string memory text) {
        text = "none";
        uint256 ttl = features & 0x01 == 0 ? 0 : _uint(reader, 4);
        uint256 renewals = features & 0x01 == 0 ? 0 : _uint(reader, 2);
        uint256 renewer = features & 0x02 == 0 ? 0 : _uint(reader, 20);
        if (ttl != 0) {
            string memory by = renewer == 0 ? "session key" : hexadecimal(address(uint160(renewer)));
            text = string.concat(decimal(ttl), " s, ", decimal(renewals), " renewals by ", by);
        }

        uint256 idle = features & 0x04 == 0 ? 0 : _uint(reader, 4);
        string memory idleTimeout = idle == 0 ? "none" : string.concat(decimal(idle), " s");
        text = string.concat("Ttl: ", text, ";\nIdle timeout: ", idleTimeout, ";\nSchedule: ");
        if (features & 0x08 == 0) return string.concat(text, "any time;\n");

        text = string.concat(text, decimal(_uint(reader, 3)), " to ", decimal(_uint(reader, 3)));
        text = string.concat(text, " s of the UTC day, weekdays ");
        uint256 weekdays = _uint(reader, 1);
        for (uint256 day; day < 7; ++day) {
            text = string.concat(text, decimal(weekdays / 2 ** day % 2));
        }
        return string.concat(text, ";\n");
    }

    function _fees(Reader memory reader, uint256 features) private pure returns (string memory text) {
        text = features & 0x10 == 0 ? "none" : _address(reader);
        if (features & 0x20 != 0) text = "any";
        text = string.concat("Paymaster: ", text, ";\nFees: ");
        if (features & 0x40 != 0) return string.concat(text, "NOT LIMITED;\n");
        return string.concat(text, reader.gasBudget ? "within the gas budget;\n" : "paid by the paymaster;\n");
    }

    function _guard(Reader memory reader, uint256 features) private pure returns (string memory text) {
        if (features & 0x80 == 0) return "Guard: none;\n";
        text = string.concat("Guard: ", _address(reader), ", USD ", decimal(_uint(reader, 16)));
        text = string.concat(text, " per ", decimal(_uint(reader, 4)), " s, feeds ");
        return string.concat(text, hexadecimal(abi.encode(_uint(reader, 32))), ";\n");
    }

    function _details(Reader memory reader) private pure {
        string memory until = date(_uint(reader, 6));
        uint256 flags = _uint(reader, 1);
        string memory salt = decimal(_uint(reader, 8));
        string memory replaces = flags & 2 == 0 ? "none" : hexadecimal(abi.encode(_uint(reader, 32)));
        uint256 labelLength = _uint(reader, 1);
        string memory label = labelLength == 0 ? "none" : string.concat("label ", _string(reader, labelLength));
        reader.ids = new string[](_uint(reader, 2));
        for (uint256 i; i < reader.ids.length; ++i) {
            reader.ids[i] = _string(reader, _uint(reader, 1));
        }
        string memory text = string.concat("Replaces: ", replaces, ";\nLabel: ", label, ";\nToken names: ");
        text = string.concat(text, flags & 1 == 0 ? "no" : "yes", ";\nGrant until: ", until, ";\nSalt: ", salt);
        reader.detailLines = string.concat(text, ";\n");
    }

    function _capabilities(Reader memory reader) private pure returns (string memory text) {
        uint256 count = reader.ids.length;
        text = string.concat("Capabilities: ", decimal(count), ";\n");
        for (uint256 i; i < count; ++i) {
            text = string.concat(text, _ordinal("Capability", i, count), "label ", reader.ids[i], ";\n");
            text = string.concat(text, _capability(reader));
        }
    }

    function _capability(Reader memory reader) private pure returns (string memory text) {
        text = string.concat("Target: ", _address(reader), ";\nFunction: ", _function(_uint(reader, 4)), ";\n");
        uint256 flags = _uint(reader, 1);
        uint256 counts = _uint(reader, 1);
        uint256 maxValue = flags & 2 == 0 ? 0 : _uint(reader, 16);

        text = string.concat(text, "Rules: ", decimal(counts % 16), ";\n");
        for (uint256 i; i < counts % 16; ++i) {
            text = string.concat(text, _ordinal("Rule", i, counts % 16), _rule(reader), ";\n");
        }
        text = string.concat(text, "Spends: ", counts < 16 ? "none, NOT COUNTED" : decimal(counts / 16), ";\n");
        for (uint256 i; i < counts / 16; ++i) {
            text = string.concat(text, _ordinal("Spend", i, counts / 16), _spend(reader), ";\n");
        }

        string memory most = string.concat("at most ", decimal(maxValue), " wei per call");
        text = string.concat(text, "Value: ", maxValue == 0 ? "none" : most, ";\n");
        return string.concat(text, "Essential: ", flags & 1 == 0 ? "no" : "yes", ";\n");
    }

    function _rule(Reader memory reader) private pure returns (string memory text) {
        uint256 head = _uint(reader, 1);
        text = string.concat("word ", decimal(_uint(reader, 1)));
        if (head % 16 == 7) return string.concat(text, " equals the account");

        uint256 value = _uint(reader, 32);
        if (head % 16 == 8) {
            text = string.concat(text, " at least word ", decimal(value >> 248), " times ");
            return string.concat(text, decimal(value >> 124 & 2 ** 124 - 1), " / ", decimal(value & 2 ** 124 - 1));
        }
        string[7] memory comparisons =
            ["equals", "differs from", "at most", "at least", "signed at most", "signed at least", "in set"];
        bool signed = head % 16 == 4 || head % 16 == 5;
        string memory number = signed ? vm.toString(int256(value)) : decimal(value);
        if (head / 16 == 1) number = hexadecimal(address(uint160(value)));
        if (head / 16 == 2) number = hexadecimal(abi.encode(value));
        return string.concat(text, " ", comparisons[head % 16], " ", number);
    }

    function _spend(Reader memory reader) private pure returns (string memory text) {
        uint256 head = _uint(reader, 1);
        bool fixedAmount = head >= 128;
        text = string.concat(fixedAmount ? "fixed " : "word ", decimal(_uint(reader, fixedAmount ? 16 : 1)));
        return string.concat(text, " of ", _asset(reader.assets[head % 128]));
    }

    function _function(uint256 selector) private pure returns (string memory) {
        if (selector == 0) return "none, empty calldata";
        string[9] memory names = [
            "transfer(address,uint256)",
            "approve(address,uint256)",
            "transferFrom(address,address,uint256)",
            "increaseAllowance(address,uint256)",
            "deposit()",
            "withdraw(uint256)",
            "safeTransferFrom(address,address,uint256)",
            "setApprovalForAll(address,bool)",
            "mint(address,uint256)"
        ];
        for (uint256 i; i < names.length; ++i) {
            if (uint32(bytes4(keccak256(bytes(names[i])))) == selector) return names[i];
        }
        return string.concat("selector ", hexadecimal(abi.encodePacked(uint32(selector))));
    }

    function _asset(address asset) private pure returns (string memory) {
        string[3] memory names = ["native", "operations", "gas"];
        return uint160(asset) < 3 ? names[uint160(asset)] : hexadecimal(asset);
    }

    function _ordinal(string memory keyword, uint256 index, uint256 count) private pure returns (string memory) {
        return string.concat(keyword, " ", decimal(index + 1), " of ", decimal(count), ": ");
    }

    function _address(Reader memory reader) private pure returns (string memory) {
        return hexadecimal(address(uint160(_uint(reader, 20))));
    }

    function _string(Reader memory reader, uint256 length) private pure returns (string memory) {
        bytes memory characters = new bytes(length);
        for (uint256 i; i < length; ++i) {
            characters[i] = bytes1(uint8(_uint(reader, 1)));
        }
        return string(characters);
    }

    function _uint(Reader memory reader, uint256 size) private pure returns (uint256 value) {
        for (uint256 i; i < size; ++i) {
            value = value << 8 | uint8(reader.terms[reader.position++]);
        }
    }
}
