namespace SessionKeys.TestKit;

/// <summary>An entry of tests/vectors/verdicts: one operation in one state, and what the module makes of it.</summary>
public sealed record VerdictEntry
{
    public required string Name { get; init; }

    /// <summary>Chain, module, account and route.</summary>
    public required SessionContext Context { get; init; }

    /// <summary>Text renderer, P-256 verifier, messages and control code of the module.</summary>
    public required ValueList<Address> Helpers { get; init; }

    /// <summary>What the account answers <c>isValidSignature</c> (ERC-1271) with yes; null for nothing.</summary>
    public AccountApproval? AccountApproves { get; init; }

    /// <summary>What happened before; empty when the state stands for it.</summary>
    public ValueList<VerdictStep> Steps { get; init; } = [];

    public required VerdictState Before { get; init; }

    public required PackedUserOperation Operation { get; init; }

    public required Hash32 UserOpHash { get; init; }

    /// <summary>The name of the refusal; empty when the module lets the operation through.</summary>
    public required string Error { get; init; }

    public required ReadOnlyMemory<byte> RevertData { get; init; }

    public required UInt256 ValidationData { get; init; }

    public required VerdictState Afterwards { get; init; }
}
