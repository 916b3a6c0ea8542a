namespace SessionKeys.Benchmarks;

/// <summary>Grants of many capabilities, and an envelope file of 10 kB.</summary>
public sealed class EnvelopeWork
{
    private const int FileBytes = 10_000;

    private readonly Dictionary<int, SessionGrant> _grants = [];
    private readonly byte[] _file;

    public EnvelopeWork()
    {
        foreach (int count in (ReadOnlySpan<int>)[250, 500, 1_000])
        {
            _grants[count] = Grant(count);
        }

        int capabilities = 0;
        do
        {
            _file = CapabilityEnvelopeJson.Write(Document(Grant(++capabilities)));
        }
        while (_file.Length < FileBytes);

        if (ParseAndValidate() != 0)
        {
            throw new InvalidOperationException("The measured envelope is refused.");
        }
    }

    /// <summary>The length of the envelope file.</summary>
    public int FileLength => _file.Length;

    /// <summary>Packs a grant, hashes its tree and makes the proof of each capability.</summary>
    public CompiledEnvelope Compile(int capabilities) => new(GrantEncoding.Encode(_grants[capabilities]));

    /// <summary>Gives the number of violations: none.</summary>
    public int ParseAndValidate()
    {
        EnvelopeDocument document = CapabilityEnvelopeJson.Parse(_file);
        SessionContext context = new()
        {
            ChainId = document.ChainId,
            Module = document.Module!.Value,
            Account = document.Account,
            Route = document.Route!.Value,
            Epoch = document.Epoch!.Value,
        };
        return EnvelopeValidator.Validate(document.Bind(context, document.SessionKey!.Value)).Count;
    }

    private static SessionGrant Grant(int capabilities)
    {
        using SessionOperations operations = new(capabilities);
        return operations.Grant.Grant;
    }

    private static EnvelopeDocument Document(SessionGrant grant) => new()
    {
        Account = grant.Context.Account,
        ChainId = grant.Context.ChainId,
        Module = grant.Context.Module,
        Route = grant.Context.Route,
        Epoch = grant.Context.Epoch,
        SessionKey = grant.SessionKey,
        Envelope = grant.Envelope,
    };
}
