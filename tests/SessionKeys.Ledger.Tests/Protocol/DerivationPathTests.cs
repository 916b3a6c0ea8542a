namespace SessionKeys.Ledger.Tests;

public class DerivationPathTests
{
    [Fact]
    public void Default_path_has_the_bytes_of_the_protocol()
        => Assert.Equal(
            "058000002c8000003c800000000000000000000000", Convert.ToHexStringLower(DerivationPath.Default.ToBytes()));

    [Theory]
    [InlineData("m/0")]
    [InlineData("m/44'/60'/0'/0/7")]
    [InlineData("m/2147483647'/2147483647")]
    [InlineData("m/1/2/3/4/5/6/7/8/9/10")]
    public void Path_is_read_and_written_back(string text)
    {
        DerivationPath path = DerivationPath.Parse(text);

        Assert.Equal(text, path.ToString());
        Assert.Equal(path, DerivationPath.Parse(text));
        Assert.Equal(path.GetHashCode(), DerivationPath.Parse(text).GetHashCode());
        Assert.Equal(1 + (4 * path.Indexes.Count), path.ToBytes().Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("m")]
    [InlineData("m/")]
    [InlineData("44'/60'")]
    [InlineData("M/0")]
    [InlineData("m/0/")]
    [InlineData("m//0")]
    [InlineData("m/2147483648")]
    [InlineData("m/-1")]
    [InlineData("m/+1")]
    [InlineData("m/1h")]
    [InlineData("m/1''")]
    [InlineData("m/'")]
    [InlineData("m/ 1")]
    [InlineData("m/1/2/3/4/5/6/7/8/9/10/11")]
    public void Other_text_is_refused_with_what_is_allowed(string text)
    {
        FormatException exception = Assert.Throws<FormatException>(() => DerivationPath.Parse(text));

        Assert.Contains("allowed is m/", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Paths_with_other_indexes_differ()
        => Assert.NotEqual(DerivationPath.Parse("m/44'/60'/0'/0/1"), DerivationPath.Default);
}
