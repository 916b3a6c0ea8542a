namespace SessionKeys.Ledger;

/// <summary>What a descriptor says about one field of a message.</summary>
/// <param name="Path">The members from the message on, with dots; <c>.[]</c> stands for each element of an
/// array.</param>
/// <param name="Label">What the device shows as title, printable ASCII.</param>
/// <param name="Format">How the device shows the value.</param>
/// <param name="TokenReference">Which token a <see cref="FieldFormat.Token"/> names or a
/// <see cref="FieldFormat.Amount"/> counts: 0 to 4, or for an amount 255 for the verifying contract; else null.</param>
/// <param name="Signature">The signature of Ledger, DER.</param>
public sealed record DescriptorField(
    string Path, string Label, FieldFormat Format, int? TokenReference, ReadOnlyMemory<byte> Signature);
