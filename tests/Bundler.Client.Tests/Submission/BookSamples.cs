namespace SessionKeys.Bundler.Client.Tests;

/// <summary>Records for the tests of the book.</summary>
internal static class BookSamples
{
    public static readonly DateTimeOffset Start = DateTimeOffset.FromUnixTimeSeconds(1_790_000_000);
    public static readonly DateTimeOffset ClaimEnd = Start.AddMinutes(10);
    public static readonly Address Sender = Address.Parse("0x1111111111111111111111111111111111111111");
    public static readonly Hash32 Block = Hash(0xb1);
    public static readonly Call OneCall = new(
        Address.Parse("0x2222222222222222222222222222222222222222"), 7, new byte[] { 1, 2 });
    public static readonly NoInclusionProof Expired = new(0, ClaimEnd.AddSeconds(1));

    public static NonceLane Lane(ulong key = 5) =>
        new(31337, EntryPoints.AddressOf(EntryPointVersion.V08), Sender, key);

    public static Hash32 Hash(byte first)
    {
        byte[] bytes = new byte[Hash32.Length];
        bytes[0] = first;
        return Hash32.FromBytes(bytes);
    }

    public static SubmissionPrepared Prepared(
        string id = "s1", ulong key = 5, string holder = "h", DateTimeOffset? at = null, params Call[] calls) => new(
            at ?? Start,
            id,
            Lane(key),
            holder,
            (at ?? Start).AddMinutes(1),
            new SessionId(Hash(0x5e)),
            calls.Length == 0 ? [OneCall] : [.. calls],
            new Approval(ApprovalForm.Typed, new byte[] { 9, 9 }),
            new SegmentOptions { Renew = true, Grace = true });

    public static readonly Eip7702Authorization Authorization = new(
        1, Sender, 77, EcdsaSignature.Parse([.. Hash(1).ToArray(), .. Hash(1).ToArray(), 27]));

    public static SignedOperation Operation(
        byte hash = 1,
        ulong sequence = 0,
        ulong key = 5,
        ulong fee = 100,
        ulong tip = 10,
        Address? sender = null) => new(
            new UserOperationHash(Hash(hash)),
            ClaimEnd,
            new UserOperation
            {
                Sender = sender ?? Sender,
                Nonce = ((UInt256)key).ToNonce(sequence),
                CallData = new byte[] { 1, 2, 3 },
                CallGasLimit = 1000,
                MaxFeePerGas = fee,
                MaxPriorityFeePerGas = tip,
                Paymaster = Sender,
                PaymasterData = new byte[] { 4 },
                Signature = new byte[] { 5, 6 },
            },
            null);

    public static OperationSigned Signed(string id = "s1", byte hash = 1, ulong sequence = 0, ulong key = 5) =>
        new(Start, id, Operation(hash, sequence, key));

    public static OperationReplaced Replaced(
        string id = "s1",
        byte old = 1,
        byte hash = 2,
        ulong sequence = 0,
        ulong fee = 112,
        ulong tip = 12,
        ulong key = 5) =>
        new(Start, id, new UserOperationHash(Hash(old)), Operation(hash, sequence, key, fee, tip));

    public static OperationSent Sent(string id = "s1", byte hash = 1) =>
        new(Start, id, new UserOperationHash(Hash(hash)));

    public static OperationRefused Refused(string id = "s1", byte hash = 1) =>
        new(Start, id, new UserOperationHash(Hash(hash)), new SubmissionRefusal("FeeTooLow", "Too \"low\" <\u00e9>."));

    public static OperationIncluded Included(string id = "s1", byte hash = 1, byte block = 0xb1) => new(
        Start,
        id,
        new SubmissionInclusion(new UserOperationHash(Hash(hash)), Hash(0x77), Hash(block), 12, Success: true));

    public static InclusionUndone Undone(string id = "s1", byte block = 0xb1) => new(Start, id, Hash(block));

    public static SubmissionFinal Final(string id = "s1", byte block = 0xb1) => new(Start, id, Hash(block), 3);

    public static SubmissionFailed Failed(string id = "s1", NoInclusionProof? proof = null) =>
        new(Start, id, new SubmissionRefusal("ValidationReverted", "No."), proof);

    public static SubmissionDropped Dropped(string id = "s1", NoInclusionProof? proof = null) =>
        new(Start, id, proof ?? Expired);

    public static SubmissionCancelled Cancelled(string id = "s1") => new(Start, id);

    public static SubmissionBook Book(params BookRecord[] records) =>
        records.Aggregate(SubmissionBook.Empty, (book, record) => book.With(record));

    public static SessionKeyException Refuse(
        this SubmissionBook book, BookRecord record, string id = "submission-transition")
    {
        SessionKeyException error = Assert.Throws<SessionKeyException>(() => book.With(record));
        Assert.Equal(id, error.Id);
        return error;
    }
}
