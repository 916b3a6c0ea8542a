using SessionKeys.TestKit;

namespace SessionKeys.Ledger.Tests;

/// <summary>Typed messages with descriptors signed by the test key.</summary>
internal static class DescribedMessages
{
    public static readonly Address Token = Address.Parse("0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48");

    /// <summary>Every format: who pays what, in which token, until when, and notes.</summary>
    public static TypedData Payment(
        UInt256? amount = null, UInt256? until = null, IReadOnlyList<object>? notes = null, ulong chainId = 31337)
    {
        TypedData data = Samples.Flat(
            ("payee", "address", Samples.DeviceAddress),
            ("token", "address", Token),
            ("amount", "uint256", amount ?? 1_500_000),
            ("until", "uint48", until ?? 1_767_225_600),
            ("notes", "string[]", notes ?? Samples.List("a", "b")));
        return new TypedData
        {
            Types = data.Types,
            PrimaryType = data.PrimaryType,
            Domain = new Dictionary<string, object>(data.Domain) { ["chainId"] = (UInt256)chainId },
            Message = data.Message,
        };
    }

    public static string SignedFile(TypedData payment, params DescriptorField[] others)
        => DescriptorSigner.Sign(payment, "Test payments",
            [
                DescriptorSigner.Raw("payee", "Pay to"), DescriptorSigner.Token("token", 0),
                DescriptorSigner.Amount("amount", "Send", 0), DescriptorSigner.Date("until", "Valid until"),
                DescriptorSigner.Raw("notes.[]", "Note"), .. others,
            ]);

    public static TypedDataDescriptor Signed(TypedData payment)
    {
        TypedDataDescriptor descriptor = TypedDataDescriptor.Parse(SignedFile(payment));
        return descriptor with
        {
            Tokens = [DescriptorSigner.SignToken((uint)descriptor.ChainId, Token, "USDC", 6)],
        };
    }

    /// <summary>What stands on the content screens, each as title: text.</summary>
    public static IEnumerable<string> Contents(EthereumAppEmulator emulator)
        => emulator.Screens.Where(screen => screen.Kind == DeviceScreenKind.Content).Select(
            screen => $"{screen.Title}: {string.Concat(screen.Lines)}");
}
