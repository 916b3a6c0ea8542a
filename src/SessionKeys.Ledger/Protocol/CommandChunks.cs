namespace SessionKeys.Ledger;

/// <summary>Cuts what is longer than one command into several, the first of which carries a head.</summary>
internal static class CommandChunks
{
    /// <param name="name">What the command is called in messages to people.</param>
    /// <param name="instruction">The instruction of all parts.</param>
    /// <param name="firstP1">The first parameter of the first part.</param>
    /// <param name="nextP1">The first parameter of all later parts.</param>
    /// <param name="head">What stands in front of the payload, at most 254 bytes.</param>
    /// <param name="payload">What is cut.</param>
    public static IReadOnlyList<Apdu> Split(
        string name, byte instruction, byte firstP1, byte nextP1, byte[] head, ReadOnlySpan<byte> payload)
    {
        int firstPart = Math.Min(payload.Length, Apdu.MaxData - head.Length);
        List<Apdu> apdus = [new(name, 0xe0, instruction, firstP1, 0x00, [.. head, .. payload[..firstPart]])];
        for (int offset = firstPart; offset < payload.Length; offset += Apdu.MaxData)
        {
            int part = Math.Min(payload.Length - offset, Apdu.MaxData);
            apdus.Add(new Apdu(name, 0xe0, instruction, nextP1, 0x00, payload.Slice(offset, part).ToArray()));
        }

        return apdus;
    }
}
