namespace SessionKeys.TestKit;

/// <summary>The filter of one value.</summary>
internal sealed record EmulatedFilter(byte Kind, string Label, int Reference)
{
    public const byte DateKind = 0xfc;
    public const byte TokenKind = 0xfd;
    public const byte AmountKind = 0xfe;
    public const byte RawKind = 0xff;

    public static EmulatedFilter Read(byte kind, byte[] data, out byte[] signature)
    {
        EmulatedPayload payload = new(data);
        string label = kind == TokenKind ? string.Empty : payload.TakeText();
        int reference = kind is TokenKind or AmountKind ? payload.TakeByte() : 0;
        signature = payload.TakeRest();
        return new EmulatedFilter(kind, label, reference);
    }

    public byte[] Preimage(FilterPreimage preimage, string path) => Kind switch
    {
        DateKind => preimage.DateTime(path, Label),
        TokenKind => preimage.Token(path, Reference),
        AmountKind => preimage.Amount(path, Label, Reference),
        _ => preimage.Raw(path, Label),
    };

    /// <summary>Dates and amounts are integers, tokens are addresses.</summary>
    public bool Suits(EmulatedField field) => Kind switch
    {
        DateKind or AmountKind => field.Kind is EmulatedKind.UInt or EmulatedKind.Int,
        TokenKind => field.Kind == EmulatedKind.Address,
        _ => true,
    };
}
