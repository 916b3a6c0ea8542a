using System.Text.Json;

namespace SessionKeys.Bundler.Client;

/// <summary>Signed bytes with what is needed to send them again and to know them on the chain.</summary>
/// <param name="Hash">The hash, computed on this side.</param>
/// <param name="ValidUntil">The last second of chain time in which the operation can be included.</param>
/// <param name="Operation">The operation.</param>
/// <param name="Authorization">The authorization that is sent beside it, or null.</param>
internal sealed record SignedOperation(
    UserOperationHash Hash, DateTimeOffset ValidUntil, UserOperation Operation, Eip7702Authorization? Authorization)
{
    public DateTimeOffset ValidUntil { get; } = RecordTime.ToSeconds(ValidUntil);

    public FeesPerGas Fees => new(Operation.MaxFeePerGas, Operation.MaxPriorityFeePerGas);

    public static SignedOperation Read(ref RecordReader reader) => new(
        new UserOperationHash(reader.Word("hash"u8)),
        reader.Seconds("validUntil"u8),
        OperationJson.Read(ref reader),
        OperationJson.ReadAuthorization(ref reader));

    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteWord("hash"u8, Hash.Value);
        writer.WriteSeconds("validUntil"u8, ValidUntil);
        OperationJson.Write(writer, Operation);
        OperationJson.WriteAuthorization(writer, Authorization);
    }

    public SubmissionAttempt ToAttempt() => new()
    {
        Hash = Hash,
        Nonce = Operation.Nonce,
        Fees = Fees,
        ValidUntil = ValidUntil,
        Operation = Operation,
        Authorization = Authorization,
    };
}
