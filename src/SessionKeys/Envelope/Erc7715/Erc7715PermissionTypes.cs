namespace SessionKeys;

/// <summary>The names of ERC-7715 permission types that become envelopes, or that envelopes become.</summary>
public static class Erc7715PermissionTypes
{
    /// <summary>At most an amount of an ERC-20 token in all.</summary>
    public const string Erc20Allowance = "erc20-token-allowance";

    /// <summary>At most an amount of an ERC-20 token in each period from a start on.</summary>
    public const string Erc20Periodic = "erc20-token-periodic";

    /// <summary>An amount of an ERC-20 token that grows by the second.</summary>
    public const string Erc20Stream = "erc20-token-stream";

    /// <summary>At most an amount of native value in all.</summary>
    public const string NativeAllowance = "native-token-allowance";

    /// <summary>At most an amount of native value in each period from a start on.</summary>
    public const string NativePeriodic = "native-token-periodic";

    /// <summary>An amount of native value that grows by the second.</summary>
    public const string NativeStream = "native-token-stream";

    /// <summary>The name that earlier drafts have for an allowance of an ERC-20 token.</summary>
    public const string Erc20Transfer = "erc20-token-transfer";

    /// <summary>The name that earlier drafts have for an allowance of native value.</summary>
    public const string NativeTransfer = "native-token-transfer";

    /// <summary>This library's own type: named calls, with every term of a capability envelope.</summary>
    public const string SessionKeysCall = "session-keys-call";
}
