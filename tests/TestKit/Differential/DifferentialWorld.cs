namespace SessionKeys.TestKit;

/// <summary>Where differential cases play: the module and its helpers, what is called, and who signs.</summary>
public sealed class DifferentialWorld : IDisposable
{
    private readonly InMemorySessionKey[] _keys = [Secp256k1Key(0x11), Secp256k1Key(0x12)];
    private readonly InMemoryP256SessionKey[] _passkeys = [P256Key(0x21), P256Key(0x22)];

    public DifferentialWorld(ulong chainId, Address module, ValueList<Address> helpers)
    {
        ChainId = chainId;
        Module = module;
        Helpers = helpers;
    }

    public ulong ChainId { get; }

    public Address Module { get; }

    /// <summary>Messages, text renderer, P-256 verifier and control code: never a target.</summary>
    public ValueList<Address> Helpers { get; }

    public InMemoryApprover Approver { get; } = InMemoryApprover.FromSecret(Secret(0x31));

    public InMemoryApprover Renewer { get; } = InMemoryApprover.FromSecret(Secret(0x32));

    public InMemoryApprover Stranger { get; } = InMemoryApprover.FromSecret(Secret(0x33));

    public ISessionKeySigner StrangerKey { get; } = Secp256k1Key(0x34);

    /// <summary>Contracts with budgets; validation calls none of them.</summary>
    public ValueList<Address> Tokens { get; } = [Named(0x70, 1), Named(0x70, 2), Named(0x70, 3)];

    public Address Router { get; } = Named(0x5a, 1);

    public Address Paymaster { get; } = Named(0x9a, 1);

    public ISessionKeySigner Key(KeyType type, int index) =>
        type == KeyType.P256 ? _passkeys[index % _passkeys.Length] : _keys[index % _keys.Length];

    public void Dispose()
    {
        Array.ForEach(_keys, key => key.Dispose());
        Array.ForEach(_passkeys, key => key.Dispose());
        Approver.Dispose();
        Renewer.Dispose();
        Stranger.Dispose();
        (StrangerKey as IDisposable)?.Dispose();
    }

    private static byte[] Secret(byte fill) => [.. Enumerable.Repeat(fill, 32)];

    private static InMemorySessionKey Secp256k1Key(byte fill) => InMemorySessionKey.FromSecret(Secret(fill));

    private static InMemoryP256SessionKey P256Key(byte fill) => InMemoryP256SessionKey.FromSecret(Secret(fill));

    private static Address Named(byte first, byte last) => Address.FromBytes([first, .. new byte[18], last]);
}
