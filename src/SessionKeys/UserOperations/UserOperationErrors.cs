namespace SessionKeys;

/// <summary>The refusals of UserOperations; each id has its heading in docs/errors.md.</summary>
internal static class UserOperationErrors
{
    public static SessionKeyException GasOutOfRange(string field, UInt256 actual) => new(
        "user-operation-gas-out-of-range",
        $"The UserOperation was refused: {field} is {actual}; allowed are 0 to 2^128 - 1. " +
        "Take the value from the bundler's estimate.");

    public static SessionKeyException WithoutOwner(string field, string owner) => new(
        "user-operation-field-without-owner",
        $"The UserOperation was refused: {field} is set but {owner} is null, so that it would be dropped; " +
        $"allowed is the default. Set {owner}, or leave {field} out.");

    public static SessionKeyException PaymasterSignatureTooLong(int actual) => new(
        "user-operation-paymaster-signature",
        $"The UserOperation was refused: the paymaster signature has {actual} bytes; allowed are 1 to " +
        $"{ushort.MaxValue}. Shorten it.");

    public static SessionKeyException PaymasterSignatureBeyondData(int actual, int allowed) => new(
        "user-operation-paymaster-signature",
        $"The UserOperation was refused: its paymaster data names a paymaster signature of {actual} bytes but only " +
        $"{allowed} are there. Pass the signature as PaymasterSignature, without a suffix in PaymasterData.");

    public static SessionKeyException PaymasterSignatureUnsupported(EntryPointVersion version) => new(
        "user-operation-paymaster-signature",
        $"The UserOperation was refused: it has a PaymasterSignature but the EntryPoint is {version}; allowed is " +
        "V09. Put the signature into PaymasterData.");

    public static SessionKeyException PaymasterGasUnsupported(UInt256 verification, UInt256 postOp) => new(
        "user-operation-paymaster-gas",
        $"The UserOperation was refused: its paymaster has {verification} gas for validation and {postOp} gas after " +
        "the call, but EntryPoint V06 has no such limits; allowed is 0. Count them into VerificationGasLimit.");

    public static SessionKeyException MissingDelegate(Address sender) => new(
        "user-operation-missing-delegate",
        $"The hash of the UserOperation of {sender} was refused: its factory is the EIP-7702 mark but " +
        "the delegate is null. Set Eip7702Delegate to the contract to which the account delegates.");
}
