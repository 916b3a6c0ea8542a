namespace SessionKeys;

/// <summary>Describes a packed UserOperation as the typed data that EntryPoint v0.8 and v0.9 hash.</summary>
internal static class UserOperationTypedData
{
    private static readonly Dictionary<string, IReadOnlyList<TypedDataField>> Types = new()
    {
        ["EIP712Domain"] =
        [
            new("name", "string"),
            new("version", "string"),
            new("chainId", "uint256"),
            new("verifyingContract", "address"),
        ],
        ["PackedUserOperation"] =
        [
            new("sender", "address"),
            new("nonce", "uint256"),
            new("initCode", "bytes"),
            new("callData", "bytes"),
            new("accountGasLimits", "bytes32"),
            new("preVerificationGas", "uint256"),
            new("gasFees", "bytes32"),
            new("paymasterAndData", "bytes"),
        ],
    };

    public static TypedData Create(
        UserOperation operation, EntryPointVersion version, Address entryPoint, UInt256 chainId)
    {
        if (version is not (EntryPointVersion.V08 or EntryPointVersion.V09))
        {
            throw new ArgumentOutOfRangeException(
                nameof(version),
                version,
                $"Typed data of a UserOperation was refused for {version}; allowed are V08 and V09. " +
                "Sign the hash instead.");
        }

        UserOperationHasher.RefuseUnsupported(operation, version);
        PackedUserOperation packed = operation.ToPacked();
        return new TypedData
        {
            Types = Types,
            PrimaryType = "PackedUserOperation",
            Domain = new Dictionary<string, object>
            {
                ["name"] = "ERC4337",
                ["version"] = "1",
                ["chainId"] = chainId,
                ["verifyingContract"] = entryPoint,
            },
            Message = new Dictionary<string, object>
            {
                ["sender"] = packed.Sender,
                ["nonce"] = packed.Nonce,
                ["initCode"] = UserOperationHasher.HashedInitCode(packed),
                ["callData"] = packed.CallData.ToArray(),
                ["accountGasLimits"] = packed.AccountGasLimits,
                ["preVerificationGas"] = packed.PreVerificationGas,
                ["gasFees"] = packed.GasFees,
                ["paymasterAndData"] = UserOperationHasher.HashedPaymasterAndData(packed, version),
            },
        };
    }
}
