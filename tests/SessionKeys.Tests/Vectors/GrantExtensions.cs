namespace SessionKeys.Tests;

internal static class GrantExtensions
{
    /// <summary>A grant as packed terms tell it: of sets only the root.</summary>
    public static SessionGrant WithoutSets(this SessionGrant grant) => grant with
    {
        Envelope = grant.Envelope with
        {
            Capabilities = grant.Envelope.Capabilities
                .Select(capability => capability with
                {
                    Rules = capability.Rules.Select(rule => rule with { Set = [] }).ToValueList(),
                })
                .ToValueList(),
        },
    };

    /// <summary>A file that names the whole context.</summary>
    public static EnvelopeDocument ToDocument(this SessionGrant grant) => new()
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
