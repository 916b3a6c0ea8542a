using SessionKeys.Bundler.Client;

namespace SessionKeys.Benchmarks;

/// <summary>
/// What a client does for one operation of a session: an ERC-20 transfer, on EntryPoint v0.7, until the bytes of
/// <c>eth_sendUserOperation</c>. Each step alone, and all of them.
/// </summary>
public sealed class SessionOperations : IDisposable
{
    private const EntryPointVersion Version = EntryPointVersion.V07;

    private static readonly AbiFunction Transfer = AbiFunction.Parse("transfer(address,uint256)");
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);

    private readonly ReferenceAccount6900 _account =
        new(Address.Parse("0x1721587a8ac7cc1a31d6eb5bae0c8485c4072979"));

    private readonly InMemorySessionKey _key = InMemorySessionKey.FromSecret(Secret);

    /// <summary>Grants a session.</summary>
    /// <param name="capabilities">How many; the operations use the first one given, the others are of other tokens.
    /// </param>
    public SessionOperations(int capabilities = 1)
    {
        CapabilityEnvelope envelope = new()
        {
            ValidAfter = Now,
            ExpiresAt = Now.AddDays(1),
            NonceDomain = "session:benchmark",
            LaneBits = 4,
            FeesUnlimited = true,
            Budgets = [Budget.Calendar(Asset.Token(Token), 1_000_000, TimeSpan.FromDays(1))],
            Capabilities =
            [
                new Capability
                {
                    Id = "erc20.transfer",
                    Target = Token,
                    Selector = Transfer.Selector,
                    Rules = [Rule.AtMost(1, 1_000)],
                    Spends = [Spend.ByWord(Asset.Token(Token), 1)],
                },
                .. Enumerable.Range(1, capabilities - 1).Select(Further),
            ],
            Label = "benchmark",
            GrantDeadline = Now.AddHours(1),
        };
        SessionContext context = new()
        {
            ChainId = (ulong)ChainId,
            Module = Module,
            Account = _account.Address,
            Route = _account.Route,
            Epoch = 1,
        };
        Grant = GrantEncoding.Encode(new SessionGrant(context, _key.Address, envelope));
    }

    public NonceLayout NonceLayout => _account.NonceLayout;

    /// <summary>The session.</summary>
    public PackedGrant Grant { get; }

    public static UInt256 ChainId => 31337UL;

    public static Address Module { get; } = Address.Parse("0x5e551047000000000000000000000000000000ad");

    public static Address Token { get; } = Address.Parse("0x70cec00000000000000000000000000000000001");

    public static Address Recipient { get; } = Address.Parse("0x00000000000000000000000000000000000ca7e5");

    public static Claim Claim => new(Now, Now.AddMinutes(10));

    /// <summary>A secret that everybody may know.</summary>
    public static byte[] Secret { get; } = Keccak256.Hash("benchmark"u8).ToArray();

    /// <summary>The call, the operation without signature, and the part of the signature that the key signs.</summary>
    public (UserOperation Operation, SessionSegment Segment) Build(ulong sequence)
    {
        Call[] calls =
        [
            new Call(Token, UInt256.Zero, Transfer.EncodeCall([Recipient, (UInt256)sequence])),
        ];
        SessionSegment segment = SessionSegment.Create(Grant, calls, Claim);
        UserOperation operation = new()
        {
            Sender = _account.Address,
            Nonce = (_account.NonceKey(Grant.Grant.Envelope, 3) << 64) | sequence,
            CallData = _account.EncodeCalls(calls),
            CallGasLimit = 60_000,
            VerificationGasLimit = 350_000,
            PreVerificationGas = 55_000,
            MaxFeePerGas = 1_009_329_978,
            MaxPriorityFeePerGas = 1_000_000_000,
        };
        return (operation, segment);
    }

    public static UserOperationHash Hash(UserOperation operation) =>
        UserOperationHasher.Hash(operation, Version, EntryPoints.V07, ChainId);

    public UserOperation Sign(UserOperation operation, SessionSegment segment, UserOperationHash hash) =>
        Sign(operation, segment, hash, _key);

    /// <summary>Signs with another signer for the same key.</summary>
    public UserOperation Sign(
        UserOperation operation, SessionSegment segment, UserOperationHash hash, ISessionKeySigner key)
    {
        ArgumentNullException.ThrowIfNull(operation);
        SessionOperationSigner signer = new(_account, segment, key);
        ValueTask<ReadOnlyMemory<byte>> signature = signer.SignAsync(operation, hash);
        return signature.IsCompletedSuccessfully
            ? operation with { Signature = signature.Result }
            : throw new InvalidOperationException("A key in memory signs at once.");
    }

    public static ReadOnlyMemory<byte> Serialize(UserOperation operation) => JsonRpcClient.WriteRequest(
        1,
        "eth_sendUserOperation",
        writer => BundlerClient.WriteSend(writer, operation, EntryPoints.V07, Version, null));

    /// <summary>All of it.</summary>
    public ReadOnlyMemory<byte> Make(ulong sequence)
    {
        (UserOperation operation, SessionSegment segment) = Build(sequence);
        return Serialize(Sign(operation, segment, Hash(operation)));
    }

    public void Dispose() => _key.Dispose();

    private static Capability Further(int number) => new()
    {
        Id = $"erc20.transfer.{number}",
        Target = Address.FromBytes(Keccak256.Hash(BitConverter.GetBytes(number)).ToArray().AsSpan(0, Address.Length)),
        Selector = Transfer.Selector,
        Rules = [Rule.Equal(0, Recipient), Rule.AtMost(1, 1_000)],
    };
}
