using System.Text;

namespace SessionKeys.Ledger;

/// <summary>Writes the commands that carry a descriptor, to stand between those of the message.</summary>
internal sealed class FilterCommands
{
    private const byte Cla = 0xe0;
    private const byte Filter = 0x1e;
    private const byte Activate = 0x00;
    private const byte Discard = 0x01;
    private const byte Message = 0x0f;

    private readonly TypedDataDescriptor _descriptor;
    private readonly IReadOnlyDictionary<int, SignedToken> _tokens;
    private readonly Dictionary<string, DescriptorField> _fields;
    private readonly HashSet<int> _provided = [];

    private FilterCommands(TypedDataDescriptor descriptor, IReadOnlyDictionary<int, SignedToken> tokens)
    {
        _descriptor = descriptor;
        _tokens = tokens;
        _fields = descriptor.Fields.ToDictionary(field => field.Path, StringComparer.Ordinal);
    }

    /// <exception cref="LedgerException">The descriptor is for another message, or does not show all of it.</exception>
    public static FilterCommands Create(TypedDataDescriptor descriptor, TypedData data, TypedDataPlan plan)
        => new(descriptor, DescriptorCheck.Check(descriptor, data, plan));

    /// <summary>Behind the definitions: from here on the device expects filters.</summary>
    public IEnumerable<TypedDataCommand> Begin()
    {
        yield return new TypedDataCommand(
            TypedDataStage.Definitions, new Apdu("ACTIVATE FILTERS", Cla, Filter, 0x01, Activate, []));
        if (!_descriptor.Certificate.IsEmpty)
        {
            yield return new TypedDataCommand(
                TypedDataStage.Certificate,
                new Apdu("LOAD CERTIFICATE", 0xb0, 0x06, 0x08, 0x00, _descriptor.Certificate.ToArray()));
        }
    }

    /// <summary>Between domain and message: the label of the message and the number of fields.</summary>
    public TypedDataCommand Describe()
        => new(
            TypedDataStage.Filters,
            new Apdu(
                "FILTER MESSAGE", Cla, Filter, 0x00, Message,
                [
                    .. Text(_descriptor.ContractLabel), (byte)_descriptor.Fields.Count,
                    .. Signed(_descriptor.Signature),
                ]));

    /// <summary>Before a value: its filter, if it has one.</summary>
    public IEnumerable<TypedDataCommand> Before(TypedLeaf leaf)
        => _fields.TryGetValue(TypedDataPaths.OfStep(leaf), out DescriptorField? field)
            ? Show(field, isDiscarded: false)
            : [];

    /// <summary>Behind an empty array: the filters below it, which the device counts although it shows
    /// nothing.</summary>
    public IEnumerable<TypedDataCommand> Behind(TypedArrayLength array)
    {
        string below = TypedDataPaths.OfStep(array) + ".[]";
        return array.Count > 0 ? [] : _descriptor.Fields.Where(
            field => field.Path == below || field.Path.StartsWith(below + ".", StringComparison.Ordinal)).SelectMany(
                field => Show(field, isDiscarded: true).Prepend(
                    new TypedDataCommand(
                        TypedDataStage.Filters,
                        new Apdu("DISCARD FILTER", Cla, Filter, 0x00, Discard, Text(field.Path)))));
    }

    private IEnumerable<TypedDataCommand> Show(DescriptorField field, bool isDiscarded)
    {
        byte[] reference = field.TokenReference is { } number ? [(byte)number] : [];
        bool needsToken = field.Format == FieldFormat.Token
            || field.TokenReference == DescriptorCheck.ContractReference;
        if (needsToken && _tokens.TryGetValue(field.TokenReference!.Value, out SignedToken? token)
            && _provided.Add(field.TokenReference.Value))
        {
            yield return new TypedDataCommand(
                TypedDataStage.Filters, new Apdu("PROVIDE TOKEN", Cla, 0x0a, 0x00, 0x00, token.Bytes),
                field.TokenReference);
        }

        byte[] label = field.Format == FieldFormat.Token ? [] : Text(field.Label);
        byte kind = field.Format switch
        {
            FieldFormat.DateTime => 0xfc,
            FieldFormat.Token => 0xfd,
            FieldFormat.Amount => 0xfe,
            _ => 0xff,
        };
        yield return new TypedDataCommand(
            TypedDataStage.Filters,
            new Apdu(
                "FILTER FIELD", Cla, Filter, isDiscarded ? (byte)0x01 : (byte)0x00, kind,
                [.. label, .. reference, .. Signed(field.Signature)]));
    }

    private static byte[] Text(string text) => [(byte)text.Length, .. Encoding.ASCII.GetBytes(text)];

    private static byte[] Signed(ReadOnlyMemory<byte> signature) => [(byte)signature.Length, .. signature.Span];
}
