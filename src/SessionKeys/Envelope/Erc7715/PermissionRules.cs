using System.Numerics;

namespace SessionKeys;

/// <summary>The rules of a request, each at most once.</summary>
internal sealed record PermissionRules
{
    /// <summary>Gets the first second, in unix seconds, in which the permission is no longer there.</summary>
    public Located<long>? Expiry { get; init; }

    /// <summary>Gets who may be paid.</summary>
    public Located<ValueList<Address>>? Payees { get; init; }

    /// <summary>Gets who may use the permission.</summary>
    public Located<ValueList<Address>>? Redeemers { get; init; }

    /// <summary>Gets the allowance that drafts with policies say beside the permission.</summary>
    public Located<BigInteger>? Allowance { get; init; }
}
