using System.Numerics;

namespace SessionKeys;

/// <summary>Builds a capability from the declaration of a function, with rules on its parameters by name.</summary>
/// <remarks>
/// Made by <see cref="Capability.FromAbi"/>. A rule compares one calldata word; the builder refuses a rule that would
/// not be exactly a rule on the value that the contract reads. Not thread-safe; what it builds is immutable.
/// </remarks>
public sealed class CapabilityBuilder
{
    private readonly AbiSignature _signature;
    private readonly List<(string Parameter, AbiType? Type, Rule Rule)> _rules = [];
    private readonly List<Spend> _spends = [];
    private string? _id;
    private Address? _target;
    private UInt128 _maxValue;
    private bool _essential;

    internal CapabilityBuilder(AbiSignature signature) => _signature = signature;

    /// <summary>Names the capability for the person.</summary>
    /// <param name="id">1 … 32 characters of <c>[a-z0-9._-]</c>.</param>
    /// <returns>This builder.</returns>
    public CapabilityBuilder Named(string id)
    {
        _id = id;
        return this;
    }

    /// <summary>Says which contract may be called.</summary>
    /// <param name="target">The contract.</param>
    /// <returns>This builder.</returns>
    public CapabilityBuilder At(Address target)
    {
        _target = target;
        return this;
    }

    /// <summary>Requires a parameter to have one value.</summary>
    /// <param name="parameter">The name, for example <c>to</c>, <c>params.recipient</c> or <c>ids[0]</c>.</param>
    /// <param name="value">A value of the parameter's type, see <see cref="AbiEncoder"/>.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="SessionKeyException">The rule would not be exact (<c>capability-not-exact</c>).</exception>
    public CapabilityBuilder RequireEqual(string parameter, object value) =>
        Compare(parameter, Comparison.Equal, value);

    /// <summary>Requires a parameter to have another value.</summary>
    /// <param name="parameter">The name; a parameter of all 256 bits, or one that another rule bounds.</param>
    /// <param name="value">The only forbidden value.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="SessionKeyException">The rule would not be exact (<c>capability-not-exact</c>).</exception>
    public CapabilityBuilder RequireNotEqual(string parameter, object value) =>
        Compare(parameter, Comparison.NotEqual, value);

    /// <summary>Requires an integer to be a value or less.</summary>
    /// <param name="parameter">The name; a narrow signed integer also needs <see cref="RequireAtLeast"/>.</param>
    /// <param name="value">The largest allowed value, inclusive.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="SessionKeyException">The rule would not be exact (<c>capability-not-exact</c>).</exception>
    public CapabilityBuilder RequireAtMost(string parameter, BigInteger value) =>
        Order(parameter, Comparison.AtMost, Comparison.AtMostSigned, value);

    /// <summary>Requires an integer to be a value or more.</summary>
    /// <param name="parameter">The name; an integer below 256 bits also needs <see cref="RequireAtMost"/>.</param>
    /// <param name="value">The smallest allowed value, inclusive.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="SessionKeyException">The rule would not be exact (<c>capability-not-exact</c>).</exception>
    public CapabilityBuilder RequireAtLeast(string parameter, BigInteger value) =>
        Order(parameter, Comparison.AtLeast, Comparison.AtLeastSigned, value);

    /// <summary>Requires a parameter to be one of several values.</summary>
    /// <param name="parameter">The name.</param>
    /// <param name="values">At least one value of the parameter's type.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="values"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="values"/> is empty.</exception>
    /// <exception cref="SessionKeyException">The rule would not be exact (<c>capability-not-exact</c>).</exception>
    public CapabilityBuilder RequireInSet(string parameter, IEnumerable<object> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        ParameterPlace place = Place(parameter);
        UInt256[] members = [.. values.Select(value => ParameterWords.Encode(parameter, place.Type, value))];
        return Add(parameter, place.Type, Rule.InSet(place.Word, members));
    }

    /// <summary>Requires an address to be the account itself.</summary>
    /// <param name="parameter">The name.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="SessionKeyException">The rule would not be exact (<c>capability-not-exact</c>).</exception>
    public CapabilityBuilder RequireEqualsAccount(string parameter)
    {
        ParameterPlace place = Place(parameter);
        ParameterWords.Require(parameter, place.Type, AbiKind.Address, "an address");
        return Add(parameter, place.Type, Rule.EqualsAccount(place.Word));
    }

    /// <summary>Requires a parameter to be at least another one times a ratio, such as a worst price.</summary>
    /// <param name="parameter">The name of an unsigned integer.</param>
    /// <param name="other">The name of the parameter that is multiplied, an unsigned integer.</param>
    /// <param name="numerator">Below 2^124.</param>
    /// <param name="denominator">Below 2^124, not 0.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="InvalidOperationException">A part of the ratio is wider than 124 bits.</exception>
    /// <exception cref="SessionKeyException">The rule would not be exact (<c>capability-not-exact</c>).</exception>
    public CapabilityBuilder RequireAtLeastRatio(
        string parameter, string other, UInt128 numerator, UInt128 denominator)
    {
        ParameterPlace place = Place(parameter);
        ParameterPlace otherPlace = Place(other);
        ParameterWords.Require(parameter, place.Type, AbiKind.UnsignedInteger, "an unsigned integer");
        ParameterWords.Require(other, otherPlace.Type, AbiKind.UnsignedInteger, "an unsigned integer");
        return Add(
            parameter,
            place.Type,
            Rule.AtLeastRatio(place.Word, new Ratio(otherPlace.Word, numerator, denominator)));
    }

    /// <summary>Counts a parameter to the budgets of a token.</summary>
    /// <param name="parameter">The name of an unsigned integer.</param>
    /// <param name="asset">The token; it needs a budget.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="SessionKeyException">It is no unsigned integer (<c>capability-not-exact</c>).</exception>
    public CapabilityBuilder Spend(string parameter, Asset asset)
    {
        ParameterPlace place = Place(parameter);
        ParameterWords.Require(parameter, place.Type, AbiKind.UnsignedInteger, "an unsigned integer");
        _spends.Add(SessionKeys.Spend.ByWord(asset, place.Word));
        return this;
    }

    /// <summary>Counts each call to the budgets of a token with the same amount.</summary>
    /// <param name="asset">The token; it needs a budget.</param>
    /// <param name="amount">Token base units, not 0.</param>
    /// <returns>This builder.</returns>
    public CapabilityBuilder SpendFixed(Asset asset, UInt128 amount)
    {
        _spends.Add(SessionKeys.Spend.Fixed(asset, amount));
        return this;
    }

    /// <summary>Allows calls to send native value.</summary>
    /// <param name="maxValue">The most that one call may send, inclusive, in wei; it needs a native budget.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="SessionKeyException">
    /// The signature does not say <c>payable</c> (<c>capability-not-exact</c>).
    /// </exception>
    public CapabilityBuilder AllowValue(UInt128 maxValue)
    {
        if (!_signature.IsPayable && maxValue != 0)
        {
            throw ParameterPlace.NotExact(
                "msg.value",
                "the signature does not say payable",
                "no native value",
                "Write payable behind the parameters if the function is, or leave the value out.");
        }

        _maxValue = maxValue;
        return this;
    }

    /// <summary>Keeps the capability usable while the account is in <see cref="AccountMode.Restricted"/>.</summary>
    /// <returns>This builder.</returns>
    public CapabilityBuilder Essential()
    {
        _essential = true;
        return this;
    }

    /// <summary>Builds the capability.</summary>
    /// <returns>The capability, its rules in the order in which they were required.</returns>
    /// <exception cref="InvalidOperationException">It has no name or no target.</exception>
    /// <exception cref="SessionKeyException">
    /// A rule is exact only beside another one that is missing, or there are more rules or spends than the format has
    /// place for (<c>capability-not-exact</c>).
    /// </exception>
    public Capability Build()
    {
        if (_id is null || _target is not { } target)
        {
            throw new InvalidOperationException(
                $"A capability was refused: it has no {(_id is null ? "name" : "target")}; allowed is one with both. " +
                "Call Named and At.");
        }

        ExactRules.Check(_rules);
        return new Capability
        {
            Id = _id,
            Target = target,
            Selector = _signature.Selector,
            MaxValue = _maxValue,
            Rules = Limited("rules", _rules.Select(each => each.Rule).ToValueList(), EnvelopeLimits.MaxRules),
            Spends = Limited("spends", _spends.ToValueList(), EnvelopeLimits.MaxSpends),
            Essential = _essential,
        };
    }

    private static ValueList<T> Limited<T>(string what, ValueList<T> items, int maximum) => items.Count <= maximum
        ? items
        : throw new SessionKeyException(
            "capability-not-exact",
            $"A capability was refused: it has {items.Count} {what}, offsets of dynamic parameters included; allowed " +
            $"are {maximum}. Require less, or call a simpler function.");

    private CapabilityBuilder Compare(string parameter, Comparison comparison, object value)
    {
        ParameterPlace place = Place(parameter);
        UInt256 word = ParameterWords.Encode(parameter, place.Type, value);
        PrintForm printForm = ParameterWords.PrintFormOf(place.Type);
        return Add(
            parameter,
            place.Type,
            new() { Comparison = comparison, Word = place.Word, PrintForm = printForm, Value = word });
    }

    private CapabilityBuilder Order(
        string parameter, Comparison unsigned, Comparison signed, BigInteger value)
    {
        ParameterPlace place = Place(parameter);
        bool isSigned = place.Type.Kind == AbiKind.SignedInteger;
        ParameterWords.Require(
            parameter, place.Type, isSigned ? AbiKind.SignedInteger : AbiKind.UnsignedInteger, "an integer");
        UInt256 word = ParameterWords.Encode(parameter, place.Type, value);
        return Add(
            parameter,
            place.Type,
            new() { Comparison = isSigned ? signed : unsigned, Word = place.Word, Value = word });
    }

    /// <summary>Finds a parameter, and requires the offsets that its place depends on.</summary>
    private ParameterPlace Place(string parameter)
    {
        ParameterPlace place = ParameterPlace.Find(_signature, parameter);
        foreach ((byte word, ulong offset) in place.Offsets)
        {
            Rule rule = Rule.Equal(word, offset);
            if (!_rules.Any(each => each.Rule == rule))
            {
                _rules.Add((parameter, null, rule));
            }
        }

        return place;
    }

    private CapabilityBuilder Add(string parameter, AbiType type, Rule rule)
    {
        _rules.Add((parameter, type, rule));
        return this;
    }
}
