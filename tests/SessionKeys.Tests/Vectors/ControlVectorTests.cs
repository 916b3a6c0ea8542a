using System.Globalization;
using System.Text;
using System.Text.Json;

namespace SessionKeys.Tests;

/// <summary>Every control message of the shared vectors, in both forms, and every renewal.</summary>
public sealed class ControlVectorTests
{
    private static readonly JsonElement File = RepositoryFiles.ReadVectors("controls.json");

    private static readonly JsonElement Messages = File.GetProperty("controls");

    private static readonly JsonElement RenewalVectors = File.GetProperty("renewals");

    public static TheoryData<int, string> Controls { get; } =
        VectorRows.Of(Messages, vector => vector.Text("kind"), IsInCalendar);

    public static TheoryData<int, string> Renewals { get; } =
        VectorRows.Of(RenewalVectors, vector => vector.GetProperty("renewal").ToString(), IsInCalendar);

    [Fact]
    public void Vectors_are_all_here()
    {
        // Each of the seven kinds and modes, and each context of the renewals, has one time behind the year 9999.
        Assert.Equal(File.GetProperty("count").GetInt32() - 7, Controls.Count);
        Assert.Equal(File.GetProperty("renewalCount").GetInt32() - 3, Renewals.Count);
    }

    [Fact]
    public void Vectors_hold_every_kind_of_message_and_every_mode_that_it_can_set()
    {
        string[] kinds =
        [
            .. typeof(ControlMessage).Assembly.GetTypes()
                .Where(type => type.IsSubclassOf(typeof(ControlMessage)) && !type.IsAbstract)
                .Select(type => type.Name),
        ];
        (string, ulong)[] modes =
        [
            .. Messages.EnumerateArray()
                .Select(vector => (vector.Text("kind"), vector.Number("mode")))
                .Where(each => each.Item1.StartsWith("Mode", StringComparison.Ordinal))
                .Distinct().Order(),
        ];

        Assert.Equal(kinds.Order(), Controls.Select(row => (string)row[1]).Distinct().Order());
        Assert.Equal([("ModeLoosening", 0), ("ModeLoosening", 1), ("ModeTightening", 1), ("ModeTightening", 2)], modes);
    }

    [Theory]
    [MemberData(nameof(Controls))]
    public void Text_is_that_of_the_vector_byte_for_byte(int index, string kind)
    {
        JsonElement vector = Messages[index];

        string text = Read(vector, kind).ToText();

        Assert.Equal(vector.Text("text"), text);
        Assert.Equal(vector.GetProperty("displayLines").GetInt32(), TextSize.Of(text).DisplayLines);
        Assert.Equal(vector.Hash("textDigest"), PersonalMessage.Digest(Encoding.ASCII.GetBytes(text)));
        Assert.Equal(
            GrantVector.Approver, GrantVector.Recover(vector.Hash("textDigest"), vector.Bytes("textSignature")));
    }

    [Theory]
    [MemberData(nameof(Controls))]
    public void Typed_data_has_the_hashes_of_the_vector(int index, string kind)
    {
        JsonElement vector = Messages[index];

        TypedData data = Read(vector, kind).ToTypedData();

        Check(vector, data, GrantVector.Approver);
    }

    [Theory]
    [MemberData(nameof(Renewals))]
    public void Renewal_has_the_hashes_of_the_vector(int index, string renewal)
    {
        JsonElement vector = RenewalVectors[index];
        SessionRenewal message = new(
            Context(vector, 1),
            new SessionId(vector.Hash("sessionId")),
            ushort.Parse(renewal, CultureInfo.InvariantCulture),
            vector.Time("deadline"));

        Check(vector, message.ToTypedData(), File.GetProperty("renewer").Address("address"));
    }

    /// <summary>The calendar of .NET ends with the year 9999; the format holds times far behind it.</summary>
    private static bool IsInCalendar(JsonElement vector)
    {
        ulong last = (ulong)DateTimeOffset.MaxValue.ToUnixTimeSeconds();
        return vector.Number("deadline") <= last
            && (!vector.TryGetProperty("aliveAt", out JsonElement aliveAt) || aliveAt.GetUInt64() <= last);
    }

    private static void Check(JsonElement vector, TypedData data, Address signer)
    {
        Assert.Equal(vector.Hash("domainSeparator"), data.DomainSeparator());
        Assert.Equal(vector.Hash("messageHash"), data.MessageHash());
        Assert.Equal(vector.Hash("digest"), data.Digest());
        Assert.Equal(signer, GrantVector.Recover(data.Digest(), vector.Bytes("typedSignature")));
    }

    private static ControlMessage Read(JsonElement vector, string kind)
    {
        SessionContext context = Context(vector, (uint)vector.Number("epoch"));
        SessionId id = new(vector.Hash("sessionId"));
        AccountMode mode = (AccountMode)vector.Number("mode");
        uint tightenings = (uint)vector.Number("tightenings");
        ulong sequence = ulong.Parse(vector.Text("sequence"), CultureInfo.InvariantCulture);
        DateTimeOffset deadline = vector.Time("deadline");
        return kind switch
        {
            "SessionPause" => new SessionPause(context, id) { Sequence = sequence, Deadline = deadline },
            "SessionResumption" =>
                new SessionResumption(context, id, tightenings) { Sequence = sequence, Deadline = deadline },
            "ModeTightening" => new ModeTightening(context, mode) { Sequence = sequence, Deadline = deadline },
            "ModeLoosening" =>
                new ModeLoosening(context, mode, tightenings) { Sequence = sequence, Deadline = deadline },
            _ => new SessionReattestation(context, id, vector.Time("aliveAt")),
        };
    }

    /// <summary>The route is no part of any of these messages.</summary>
    private static SessionContext Context(JsonElement vector, uint epoch) => new()
    {
        ChainId = vector.Number("chainId"),
        Module = vector.Address("module"),
        Account = vector.Address("account"),
        Route = Route.Erc7579,
        Epoch = epoch,
    };
}
