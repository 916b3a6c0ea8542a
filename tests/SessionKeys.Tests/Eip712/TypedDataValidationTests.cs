using System.Numerics;

namespace SessionKeys.Tests;

public sealed class TypedDataValidationTests
{
    [Theory]
    [InlineData("uint")]
    [InlineData("uint7")]
    [InlineData("Unknown")]
    [InlineData("Unknown[]")]
    [InlineData("uint8[0]")]
    [InlineData("uint8[-1]")]
    [InlineData("uint8[999999999]")]
    [InlineData("uint8[")]
    [InlineData("[]")]
    [InlineData("")]
    [InlineData("Value it,address hidden")]
    public void Unknown_type_is_refused(string type)
    {
        SessionKeyException error = Refused(TypedDataTests.One(type, true), "typed-data-unknown-type");

        Assert.Contains($"'{type}' of Value.it", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Missing", "EIP712Domain")]
    [InlineData("Value", "Domain")]
    public void Unknown_struct_is_refused(string primaryType, string domainType)
    {
        TypedData data = new()
        {
            Types = new Dictionary<string, IReadOnlyList<TypedDataField>> { [domainType] = [], ["Value"] = [] },
            PrimaryType = primaryType,
            Domain = new Dictionary<string, object>(),
            Message = new Dictionary<string, object>(),
        };

        Refused(data, "typed-data-unknown-type");
        Assert.Throws<SessionKeyException>(() => data.EncodeType("Missing"));
        Assert.Throws<ArgumentNullException>(() => data.EncodeType(null!));
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("")]
    [InlineData("1a")]
    [InlineData("a,uint8 b")]
    [InlineData("known")]
    public void Member_name_that_is_no_identifier_or_repeated_is_refused(string name)
    {
        Refused(Struct("Value", new("known", "bool"), new(name, "bool")), "typed-data-invalid-name");
    }

    [Theory]
    [InlineData("uint8")]
    [InlineData("address")]
    [InlineData("A(bool x)B")]
    [InlineData("A[]")]
    [InlineData("")]
    public void Struct_name_that_is_no_identifier_or_a_type_is_refused(string name)
    {
        Refused(Struct(name, new TypedDataField("x", "bool")), "typed-data-invalid-name");
    }

    [Fact]
    public void Missing_member_is_refused()
    {
        TypedData data = With(TypedDataTests.One("bool", true), []);

        SessionKeyException error = Refused(data, "typed-data-missing-field");

        Assert.Contains("message.it is missing; its type is bool", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Member_that_would_not_be_signed_is_refused()
    {
        TypedData data = With(TypedDataTests.One("bool", true), new() { ["it"] = true, ["extra"] = true });

        SessionKeyException error = Refused(data, "typed-data-extra-field");

        Assert.Contains("message.extra is not a member of Value", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Domain_is_checked_too()
    {
        TypedData valid = TypedDataTests.One("bool", true);
        TypedData data = new()
        {
            Types = valid.Types,
            PrimaryType = valid.PrimaryType,
            Domain = new Dictionary<string, object> { ["name"] = "Test", ["chainId"] = UInt256.One },
            Message = valid.Message,
        };

        SessionKeyException error = Refused(data, "typed-data-extra-field");

        Assert.Contains("domain.chainId", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("uint8", 256)]
    [InlineData("uint8", -1)]
    [InlineData("int8", 128)]
    [InlineData("int8", -129)]
    public void Integer_out_of_range_is_refused(string type, int number)
    {
        SessionKeyException error = Refused(
            TypedDataTests.One(type, new BigInteger(number)), "typed-data-invalid-value");

        Assert.Contains($"message.it of type {type} is {number}", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bool", "true")]
    [InlineData("address", "0x0000000000000000000000000000000000000000")]
    [InlineData("bytes", "0x00")]
    [InlineData("bytes4", new byte[] { 1 })]
    [InlineData("string", true)]
    [InlineData("uint256", "1")]
    [InlineData("uint256", 1)]
    [InlineData("uint256", null)]
    [InlineData("bool[]", true)]
    [InlineData("bytes1[]", new byte[] { 1 })]
    [InlineData("Value", true)]
    public void Value_of_another_kind_is_refused(string type, object? value)
    {
        Refused(TypedDataTests.One(type, value!), "typed-data-invalid-value");
    }

    [Fact]
    public void Text_with_half_a_surrogate_pair_is_refused()
    {
        Refused(TypedDataTests.One("string", char.ToString('\ud800')), "typed-data-invalid-value");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Array_of_another_length_is_refused(int count)
    {
        object[] items = [.. Enumerable.Repeat((object)true, count)];

        SessionKeyException error = Refused(TypedDataTests.One("bool[2]", items), "typed-data-invalid-value");

        Assert.Contains($"a list of {count} objects; allowed is a list of 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refusal_names_the_place_in_nested_values()
    {
        object[] items = [new object[] { true }, new object[] { true, "x" }];

        SessionKeyException error = Refused(TypedDataTests.One("bool[][]", items), "typed-data-invalid-value");

        Assert.Contains("message.it[1][1] of type bool", error.Message, StringComparison.Ordinal);
    }

    private static SessionKeyException Refused(TypedData data, string id)
    {
        SessionKeyException error = Assert.Throws<SessionKeyException>(() => data.Digest());
        Assert.Equal(id, error.Id);
        Assert.Equal(id, Assert.Throws<SessionKeyException>(() => data.ToJson()).Id);
        return error;
    }

    private static TypedData Struct(string name, params TypedDataField[] fields) => new()
    {
        Types = new Dictionary<string, IReadOnlyList<TypedDataField>> { ["EIP712Domain"] = [], [name] = fields },
        PrimaryType = name,
        Domain = new Dictionary<string, object>(),
        Message = fields.DistinctBy(field => field.Name).ToDictionary(field => field.Name, _ => (object)true),
    };

    private static TypedData With(TypedData data, Dictionary<string, object> message) => new()
    {
        Types = data.Types,
        PrimaryType = data.PrimaryType,
        Domain = data.Domain,
        Message = message,
    };
}
