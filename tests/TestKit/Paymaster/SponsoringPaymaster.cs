using System.Buffers.Binary;

namespace SessionKeys.TestKit;

/// <summary>The test contract of this name on a chain, with a deposit, and the key that decides what it pays for.</summary>
public sealed class SponsoringPaymaster
{
    /// <summary>validUntil, validAfter and a signature.</summary>
    public const int EarlyLength = TimesLength + EcdsaSignature.Length;

    /// <summary>The gas that its validation needs at most.</summary>
    public const ulong VerificationGasLimit = 60_000;

    /// <summary>The gas after the call; the contract does nothing there.</summary>
    public const ulong PostOpGasLimit = 5_000;

    private const int TimesLength = 12;
    private const int HeadLength = 52;

    private static readonly UInt256 DepositWei = UInt256.Parse("1000000000000000000");

    private readonly byte[] _secret;

    private SponsoringPaymaster(Address address, EntryPointVersion version, byte[] secret)
    {
        _secret = secret;
        Address = address;
        Version = version;
    }

    /// <summary>The contract.</summary>
    public Address Address { get; }

    /// <summary>The EntryPoint that holds its deposit.</summary>
    public EntryPointVersion Version { get; }

    /// <summary>Puts the contract on a chain and deposits one ether for it.</summary>
    /// <param name="chain">The chain.</param>
    /// <param name="version">The EntryPoint, v0.7 or later.</param>
    /// <param name="name">Tells paymasters of one chain apart.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<SponsoringPaymaster> DeployAsync(
        DevChain chain, EntryPointVersion version, string name, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(chain);
        byte[] secret = Keccak256.Hash(System.Text.Encoding.UTF8.GetBytes($"paymaster {name}")).ToArray();
        Address entryPoint = EntryPoints.AddressOf(version);
        Address address = await SessionContracts
            .DeployAsync(
                chain,
                "SponsoringPaymaster",
                "(address,address)",
                [entryPoint, Secp256k1.GetAddress(secret)],
                cancellationToken)
            .ConfigureAwait(false);
        Call deposit = Call.Function(entryPoint, "depositTo(address)", address);
        await chain.Client
            .SendTransactionAsync(
                entryPoint, deposit.Data.ToArray(), valueWei: DepositWei, cancellationToken: cancellationToken)
            .ConfigureAwait(false);
        return new SponsoringPaymaster(address, version, secret);
    }

    /// <summary>Data of the final length whose signature is nobody's but costs as much to check.</summary>
    /// <param name="validUntil">The last second (unix).</param>
    public static byte[] StubData(ulong validUntil) => [.. Times(validUntil), .. StubSignature()];

    /// <summary>The first part of the data: from any time to a last second.</summary>
    /// <param name="validUntil">The last second (unix).</param>
    public static byte[] Times(ulong validUntil)
    {
        byte[] word = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(word, validUntil);
        return [.. word[2..], .. new byte[6]];
    }

    /// <summary>A signature that recovers to somebody.</summary>
    public static byte[] StubSignature()
    {
        byte[] signature = new byte[EcdsaSignature.Length];
        signature.AsSpan(0, 32).Fill(0x57);
        signature.AsSpan(32, 32).Fill(0x3c);
        signature[64] = 27;
        return signature;
    }

    /// <summary>Signs before the account does.</summary>
    /// <param name="operation">The operation with its final gas and fees and the gas of the paymaster.</param>
    /// <param name="validUntil">The last second (unix).</param>
    /// <returns>The data of the paymaster.</returns>
    public byte[] SignEarly(UserOperation operation, ulong validUntil)
    {
        ArgumentNullException.ThrowIfNull(operation);
        byte[] times = Times(validUntil);
        PackedUserOperation packed = (operation with { Paymaster = Address, PaymasterData = times }).ToPacked();
        byte[] limitsAndTimes = packed.PaymasterAndData[Address.Length..(HeadLength + TimesLength)].ToArray();
        Hash32 fields = Keccak256.Hash(AbiEncoder.Encode(
            "(address,uint256,bytes32,bytes32,bytes32,uint256,bytes32,bytes32)",
            [
                packed.Sender,
                packed.Nonce,
                Keccak256.Hash(packed.InitCode.Span),
                Keccak256.Hash(packed.CallData.Span),
                packed.AccountGasLimits,
                packed.PreVerificationGas,
                packed.GasFees,
                Keccak256.Hash(limitsAndTimes),
            ]));
        Hash32 bound = Keccak256.Hash(AbiEncoder.Encode(
            "(uint256,address,address,bytes32)",
            [(UInt256)SessionStack.ChainId, EntryPoints.AddressOf(Version), Address, fields]));
        return [.. times, .. Secp256k1.Sign(_secret, PersonalMessage.Digest(bound.ToArray())).ToArray()];
    }

    /// <summary>Signs after the account did (EntryPoint v0.9).</summary>
    /// <param name="operation">The operation; only its hash counts.</param>
    /// <param name="validUntil">The last second (unix).</param>
    /// <returns>The signature of the paymaster.</returns>
    public byte[] SignLate(UserOperation operation, ulong validUntil)
    {
        UserOperation sponsored = operation with
        {
            Paymaster = Address,
            PaymasterData = Times(validUntil),
            PaymasterSignature = StubSignature(),
        };
        UserOperationHash hash = UserOperationHasher.Hash(
            sponsored, Version, EntryPoints.AddressOf(Version), SessionStack.ChainId);
        return Secp256k1.Sign(_secret, PersonalMessage.Digest(hash.Value.ToArray())).ToArray();
    }
}
