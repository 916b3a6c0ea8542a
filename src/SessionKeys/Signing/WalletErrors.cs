namespace SessionKeys;

/// <summary>What is said when a browser wallet did not sign; texts of the wallet are not repeated.</summary>
internal static class WalletErrors
{
    private const int UserRejected = 4001;

    /// <summary>Explains the code of an error (EIP-1193, EIP-1474).</summary>
    public static SessionKeyException FromCode(int code) => code == UserRejected
        ? new SessionKeyException(
            "wallet-rejected",
            $"The request was refused in the wallet: code {code}; allowed is a signature. " +
            "If that was a mistake, start again and confirm it in the wallet.")
        : new SessionKeyException(
            "wallet-error",
            $"The wallet did not sign: code {code}; allowed is a signature. {Advice(code)}");

    public static SessionKeyException Malformed(string actual) => new(
        "wallet-answer-malformed",
        $"The answer of the wallet was refused: {actual}; allowed are 0x and 130 hexadecimal digits (r, s, and v of " +
        "0, 1, 27 or 28), or an error object with a code. Pass on what ethereum.request gave, unchanged.");

    public static SessionKeyException WrongLength(int length) => new(
        "wallet-answer-malformed",
        $"The answer of the wallet was refused: {length} bytes; allowed are exactly {EcdsaSignature.Length}. " +
        "Sign with an ordinary account: the signatures of smart contract wallets do not count as approval.");

    public static SessionKeyException Compact() => new(
        "wallet-answer-malformed",
        "The answer of the wallet was refused: 64 bytes, the compact form of EIP-2098; allowed are exactly 65: r, s " +
        "and v. Set the wallet to ordinary signatures, or take another one.");

    public static SessionKeyException Mismatch(string finding, Address expected) => new(
        "wallet-signature-mismatch",
        $"The signature of the wallet was refused: {finding}; allowed is one of {expected} over the message that was " +
        "asked for. Choose that account in the wallet and start again.");

    private static string Advice(int code) => code switch
    {
        4100 => "Connect the account to this page in the wallet and start again.",
        4200 or -32601 => "The wallet does not know the method: take another form of approval or another wallet.",
        4900 or 4901 => "Connect the wallet to the chain of the account and start again.",
        -32002 => "A request is already open in the wallet: answer that one first.",
        -32602 => "Check that the wallet is on the chain of the account and holds the expected address.",
        _ => "Look at what the wallet shows, and start again.",
    };
}
