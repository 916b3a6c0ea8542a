namespace SessionKeys;

/// <summary>The operation uses another paymaster than the grant names.</summary>
public sealed record PaymasterNotAllowed : SessionRefusal
{
    internal PaymasterNotAllowed(IReadOnlyDictionary<string, object> arguments, string message)
        : base(arguments, message)
    {
    }

    /// <summary>The operation's paymaster; zero for none.</summary>
    public Address Actual => AddressOf("actual");

    /// <summary>The grant's paymaster; zero for none.</summary>
    public Address Allowed => AddressOf("allowed");

    private protected override string ErrorName => nameof(PaymasterNotAllowed);
}
