namespace SessionKeys.TestKit;

/// <summary>
/// How one real bundler speaks, as recorded in November 2026: its methods, its field rules and its wordings.
/// </summary>
public sealed record BundlerProfile
{
    /// <summary>Alto 0.0.20 in unsafe mode.</summary>
    public static readonly BundlerProfile Alto20 = new()
    {
        Name = "alto-0.0.20",
        HasStatus = true,
        GasPriceMethod = "pimlico_getUserOperationGasPrice",
        SameOperation = (_, _) => Refuse(-32602, "Already known"),
        Underpriced = (_, _) => Refuse(
            -32602,
            "AA25 invalid account nonce: User operation already present in mempool, bump the gas price by minimum 10%"),
        UsedNonce = Refuse(-32500, "UserOperation reverted with reason: AA25 invalid account nonce"),
        UnknownMethod = _ => Refuse(
            -32601, "Validation error: Invalid discriminator value. Expected 'eth_chainId' | 'eth_supportedEntryPoints'"),
        UnknownEntryPoint = entryPoint => Refuse(
            -32602, $"EntryPoint {entryPoint} not supported, supported EntryPoints: {EntryPoints.V08}"),
    };

    /// <summary>Alto 0.0.18 in safe mode: an unstaked sender may not replace at all.</summary>
    public static readonly BundlerProfile Alto18Safe = Alto20 with
    {
        Name = "alto-0.0.18-safe",
        Replacement = sender => Refuse(
            -32505, $"Account {sender} is unstaked and must stake minimum 1 to use pimlico"),
        UsedNonce = Refuse(-32602, "UserOperation failed validation with reason: AA25 invalid account nonce"),
        UnknownEntryPoint = entryPoint => FakeReply.Error(
            $$"""{"message":"EntryPoint {{entryPoint}} not supported, supported EntryPoints: {{EntryPoints.V08}}"}""", 500),
    };

    /// <summary>The reference bundler of eth-infinitism in safe mode.</summary>
    public static readonly BundlerProfile Reference = new()
    {
        Name = "reference-c70c909",
        ShowsPending = true,
        EstimateWantsCallGasLimit = true,
        SameOperation = ReferenceReplacement,
        Underpriced = ReferenceReplacement,
        UsedNonce = FakeReply.Error("""{"message":"FailedOp(0,\"AA25 invalid account nonce\")","code":-32500}"""),
        UnknownMethod = method => Refuse(-32601, $"Method {method} is not supported"),
        UnknownEntryPoint = entryPoint => FakeReply.Error(
            $$"""
            {"message":"The EntryPoint at \"{{Lower(entryPoint)}}\" is not supported.
             This bundler uses {{EntryPoints.V08}}"}
            """.ReplaceLineEndings(string.Empty)),
    };

    /// <summary>Skandha of Etherspot in safe mode.</summary>
    public static readonly BundlerProfile Skandha = new()
    {
        Name = "skandha-aff6647",
        ShowsPending = true,
        GasPriceMethod = "skandha_getGasPrice",
        SameOperation = (_, _) => Refuse(-32602, "User op cannot be replaced: fee too low"),
        Underpriced = (_, _) => Refuse(-32602, "User op cannot be replaced: fee too low"),
        UsedNonce = Refuse(-32602, "User op cannot be replaced: fee too low"),
        UnknownMethod = method => Refuse(-32601, $"Method {method} is not supported"),
        UnknownEntryPoint = _ => Refuse(-32600, "Invalid Entrypoint"),
    };

    /// <summary>All four.</summary>
    public static IReadOnlyList<BundlerProfile> All => [Alto20, Alto18Safe, Reference, Skandha];

    /// <summary>The bundler and its version, as in the recordings.</summary>
    public required string Name { get; init; }

    /// <summary>Whether a pending operation is told by its hash, with null block fields; else null is answered.</summary>
    public bool ShowsPending { get; init; }

    /// <summary>Whether <c>pimlico_getUserOperationStatus</c> is there.</summary>
    public bool HasStatus { get; init; }

    /// <summary>The extension that quotes fees, or null.</summary>
    public string? GasPriceMethod { get; init; }

    /// <summary>Whether an estimation without callGasLimit is refused.</summary>
    public bool EstimateWantsCallGasLimit { get; init; }

    /// <summary>The answer to a pending operation sent again: old and new priority fee go in.</summary>
    public required Func<UInt256, UInt256, FakeReply> SameOperation { get; init; }

    /// <summary>The answer to another operation of a pending nonce that pays too little more.</summary>
    public required Func<UInt256, UInt256, FakeReply> Underpriced { get; init; }

    /// <summary>The answer to every higher fee where replacements are not taken: the sender goes in; else null.</summary>
    public Func<Address, FakeReply>? Replacement { get; init; }

    /// <summary>The answer to a nonce that the chain has used.</summary>
    public required FakeReply UsedNonce { get; init; }

    /// <summary>The answer to a method that it does not have.</summary>
    public required Func<string, FakeReply> UnknownMethod { get; init; }

    /// <summary>The answer to an EntryPoint that it does not serve.</summary>
    public required Func<Address, FakeReply> UnknownEntryPoint { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static FakeReply Refuse(int code, string message) => FakeReply.Error(code, message);

    private static FakeReply ReferenceReplacement(UInt256 old, UInt256 wanted) => Refuse(
        -32602, $"Replacement UserOperation must have higher maxPriorityFeePerGas (old={old} new={wanted})");

    private static string Lower(Address address) => Hex.Format(address.ToArray());
}
