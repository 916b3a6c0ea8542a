namespace SessionKeys.Tests;

public sealed class EcdsaSignatureTests
{
    private static readonly Hash32 R = Keccak256.Hash("r"u8);
    private static readonly Hash32 S = Keccak256.Hash("s"u8);

    [Theory]
    [InlineData(27)]
    [InlineData(28)]
    public void Bytes_survive_a_round_trip(byte v)
    {
        EcdsaSignature signature = new(R, S, v);

        byte[] bytes = signature.ToArray();

        Assert.Equal([.. R.ToArray(), .. S.ToArray(), v], bytes);
        Assert.Equal(signature, EcdsaSignature.Parse(bytes));
        Assert.Equal(Hex.Format(bytes), signature.ToString());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(26)]
    [InlineData(29)]
    public void Other_v_is_refused(byte v)
    {
        byte[] bytes = new EcdsaSignature(R, S, v).ToArray();

        FormatException error = Assert.Throws<FormatException>(() => EcdsaSignature.Parse(bytes));

        Assert.Contains($"v is {v}", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(64)]
    [InlineData(66)]
    public void Other_length_is_refused(int length)
    {
        FormatException error = Assert.Throws<FormatException>(() => EcdsaSignature.Parse(new byte[length]));

        Assert.Contains($"{length} bytes", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0", true)]
    [InlineData("0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a1", false)]
    public void S_is_low_up_to_half_the_order(string s, bool isLow)
    {
        Assert.Equal(isLow, new EcdsaSignature(R, Hash32.Parse(s), 27).IsLowS);
    }
}
