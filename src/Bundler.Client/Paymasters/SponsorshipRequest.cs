using System.Text.Json;

namespace SessionKeys.Bundler.Client;

/// <summary>Asks a paymaster's service to pay for an operation.</summary>
public sealed record SponsorshipRequest
{
    /// <summary>The service.</summary>
    public required PaymasterClient Service { get; init; }

    /// <summary>What the service wants to know, such as the id of a policy: an object of JSON.</summary>
    /// <value>Default: null, which sends the empty object.</value>
    public JsonElement? Context { get; init; }

    /// <summary>Which paymaster may pay; <see cref="SessionClient"/> puts the term of its session here.</summary>
    /// <value>Default: <see cref="PaymasterTerm.Any"/>.</value>
    public PaymasterTerm Term { get; init; } = PaymasterTerm.Any;

    /// <summary>Shows who pays before anything is signed, and says whether that is wanted.</summary>
    /// <value>Default: null, everybody whom <see cref="Term"/> allows may pay.</value>
    public Func<SponsorshipStub, CancellationToken, ValueTask<bool>>? AcceptAsync { get; init; }
}
